"""What stands behind a share and belongs to its event: of whom it is, why or by when, but not the treatment, which is its arm."""

import re

from ingest.share_clause import first_clause, predicate
from ingest.share_words import words_for

_PEOPLE = r"(?:patients|subjects|women|men|adults|children|infants|adolescents|males|females|recipients|carriers|homozygotes|heterozygotes)"
_WHOM = re.compile(
    r"^(?P<of>of|in|among|for)?\s*(?:the\s+|all\s+)?(?:\d[\d,]*\s+(?:of\s+)?)?"
    rf"(?P<whom>(?P<kind>(?:(?!(?:of|in|with|who|and|or|than|to|due|by)\b)[\w-]+\s+){{0,4}}?)(?P<people>{_PEOPLE}(?:\s+and\s+{_PEOPLE})?)\b"
    r"(?P<which>\s+(?:(?:with|without|aged?|ages|who|whose|younger|older|under|over|less\s+than|greater\s+than|at\s+least|up\s+to)\b|\d|[≥≤<>])[^;:()]*)?)"
)
_TREATED = re.compile(
    r",?\s+(?:treated|receiv\w+|(?:who|that)\s+(?:had\s+)?(?:received|took)|taking|randomized|given|on\s+(?:[A-Z]|placebo|treatment|therapy|study)|in|while|during|at|by|after|from|"
    r"enrolled|due\s+to|because|compared|versus|vs\.?|than\s+in)\b.*$|,.*$|\s+(?:and|or|versus|vs\.?|to)(?:\s+in)?\s*$"
)
_DANGLING = re.compile(r"(?:^|\s+)(?:who(?:\s+(?:were|was|had|did|have))?|with|whose)(?:\s+\w+ly)?$")
_REASON = re.compile(
    rf"^(?:of\s+|in\s+)?(?:the\s+)?(?:\d[\d,]*\s+)?(?:[\w-]+\s+)?{_PEOPLE.replace('patients', 'patients?')}?\s*"
    r"(?P<reason>(?:due\s+to|because\s+of|as\s+a\s+result\s+of|by\s+(?:Week|Month|Day|Year)\s+\d+|(?:by|within|after)\s+\d+\s+(?:days|weeks|months|years))\b[^,;:()]*)"
)
_REASONED = re.compile(r"\b(?:due\s+to|because\s+of|as\s+a\s+result)\b")
_IN_PATIENTS = re.compile(r"\bin\s+(?:\w+\s+)?patients\b")
_LINKS = frozenset({"patients", "subjects", "with", "of", "and", "the", "in", "or"})
_AHEAD = re.compile(
    rf"^(?:Of|Among|In|For)\s+(?P<group>(?:the\s+)?(?:\d[\d,]*\s+)?(?:[\w-]+\s+){{0,4}}?{_PEOPLE}\b[^,;]*),"
)
_LONGEST = 90


def whom(after: str) -> str | None:
    """Of which patients a share is, by the words behind it; None if they name none but all of an arm.

    >>> whom("of patients with gout."), whom("of pediatric patients and in"), whom("of patients treated with DRUG-X")
    ('patients with gout', 'pediatric patients', None)
    >>> whom("of patients 65 years and older had rash"), whom("of women had rash")
    ('patients 65 years and older', 'women')
    """
    said = predicate(after)
    words = after.partition(said)[0] if said else first_clause(after)
    found = _WHOM.match(words)
    if found is None:
        return None
    which = _DANGLING.sub("", _TREATED.sub("", found["which"] or "").strip(" .,"))
    kinds = found["kind"].split()
    kind = "" if any(_is_common(word) for word in kinds) else " ".join(kinds)
    is_all = not kind and found["people"] in {"patients", "subjects"}
    if not which and (is_all or not (kind or found["of"])):
        return None
    told = " ".join(filter(None, (kind, found["people"], which)))
    return told if len(told) <= _LONGEST else None


def reason(after: str) -> str | None:
    """Why, or by when, it happened to the patients of a share: "due to rash" of "3% of patients due to rash"."""
    found = _REASON.match(first_clause(after))
    told = re.sub(r"\s+(?:and|or)(?:\s+in)?$", "", found["reason"].strip(" .")) if found is not None else ""
    return told if told and len(told) <= _LONGEST else None


def whom_ahead(before: str) -> str | None:
    """Of which patients all shares of a sentence are, by the words with which it begins; None if it begins otherwise.

    >>> whom_ahead("Of the 76 patients with rash, treatment was stopped in"), whom_ahead("In patients on DRUG-X, rash was")
    ('patients with rash', None)
    """
    found = _AHEAD.match(before)
    return whom(f"of {found['group']}") if found is not None else None


def detailed(event: str, after: str, ahead: str | None = None) -> str:
    """An event with what the words behind its share add to it, or else of whom the sentence ahead says that it is.

    >>> detailed("Steroids required", "of patients with gout."), detailed("Rash", "of patients due to DRUG-X")
    ('Steroids required, in patients with gout', 'Rash due to DRUG-X')
    """
    why, who = reason(after), whom(after) or ahead
    if why is not None and not _REASONED.search(event):
        event = f"{event} {why}"
    is_told = who is None or _words(who) <= _words(event) or event.casefold() in who.casefold()
    return event if is_told or _IN_PATIENTS.search(event) else f"{event}, in {who}"


def _words(phrase: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", phrase.casefold())) - _LINKS


def _is_common(word: str) -> bool:
    """Whether a word says nothing of what patients have: "evaluable", "DRUG-X-treated", the name of an arm."""
    is_name = word[:1].isupper() and word.casefold() not in words_for("descent")
    return is_name or word.endswith("treated") or word[:1].isdigit() or word.casefold() in words_for("counted")
