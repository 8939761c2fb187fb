"""The clauses of a sentence around a share of patients: the last one before it, and what the one behind it says of whom.

Words in brackets belong to what they stand behind, so that their commas end nothing.
"""

import re
from collections.abc import Iterator

from ingest.share_words import words_for
from ingest.spelled_numbers import is_spelled_number

_HIDDEN = str.maketrans({",": "\x01", ";": "\x02", ":": "\x03"})
_SHOWN = str.maketrans({"\x01": ",", "\x02": ";", "\x03": ":"})
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEAD = re.compile(
    r"^(?:in|for|among|of|out of|overall|during|upon|based|at|across|within|with|on|after|before|following|through|throughout|"
    r"over|under|from|up to|by|to|until|since|because|while|when|where|as|additionally|however|regardless|consistent with|"
    r"double-blind|placebo-controlled|open-label|randomized|multicenter)\b(?:[^,]|,(?=\d))*,\s+|^in\s+(?:these|both|all)\s+(?:[\w-]+\s+)?(?:trials|studies)\s+(?=the\s)",
    re.IGNORECASE,
)
_STUDIES = re.compile(r"^(?=[\w‑-]*[‑-])(?:[\w‑-]+,?\s+){1,8}?(?:studies|study|trials?)\b(?:[^,]|,(?=\d))*,\s+(?=\S)")
"""The rest of a lead that has a comma between its adjectives: "In the placebo-controlled, fixed-dose studies, rash was"."""
_APPOSITION = re.compile(r"^(?:an?|which|who|where)\s[^,]*,\s+(?=\S)", re.IGNORECASE)
_RUN_IN = re.compile(
    r"(?<=[\w)])\s+(?=(?:The|In|Of|Among|Across|During|Overall|A\s+total|Approximately|These|Because|Based\s+on)\b[\s,]+[a-z\d]|In\s+(?:Study|Studies|Trials?|[A-Z]{3,})\b)"
)
"""Where a heading that is run into a sentence ends: "Infections The incidence of"."""
_WHO = re.compile(r"^(?:[\w-]+\s+){0,2}(?:patients|subjects|women|adults)\b[^,]*,\s+(?=the\s)", re.IGNORECASE)
"""Whom a sentence speaks of, in front of what it says: "Adults aged 65 or older, the incidence of rash was"."""
_CLAUSES = re.compile(
    r";|:\s+(?=[A-Z])|\band\s+(?=(?:among|in|of)\s+(?:\d|the\s|patients|subjects|those))|,\s+(?:and|but)\s+(?=in\s)|,\s+(?:while|whereas)\s"
)
_LINK = re.compile(r"^(?:and|but|or|while|whereas|however)\b,?\s+")
_CLAUSE_END = re.compile(
    r"\s*(?:;|,\s+and\b(?=\s*$|\s+(?:the|this|it|they|there|most|none?|all|one)\b|[^,;]*(?:\d|\b(?:was|were|is|are|had|has|have|did|in|of|recovered|resolved|discontinued|required|occurred|experienced|received)\b))|,\s+(?:but|while|whereas|with|there|it|they|this|respectively)\b|\band\s+(?=\d[\d,.]*\s*(?:[/%(]|patients\b))|,\s+(?=\d[\d.]*\s?%)|"
    r",?\s+(?:as\s+)?(?:compared\s+(?:to|with)|versus|vs\.?)(?:\s+(?!baseline|pre)|$)|\bwhile\s+(?!\w+ing\b)|\bwhereas\b|\.$)"
)
_SUBJECTS = frozenset({"the", "it", "they", "this", "these", "no", "all", "a", "an", "median", "mean"})
_BARE = re.compile(r"[^\w-]+")


def hidden(words: str) -> str:
    """Words whose stops within brackets are hidden, for what looks for the stops between clauses."""
    return _BRACKETS.sub(lambda bracket: bracket.group().translate(_HIDDEN), words)


def shown(words: str) -> str:
    """Words with their hidden stops again."""
    return words.translate(_SHOWN)


def last_clause(before: str) -> str:
    """The last clause of some words, without a leading "In the X arm," or "and"; of a run-in heading, what follows it.

    >>> last_clause("Rash In a study of adults (18 years, or older), a strong inhibitor, rash occurred in")
    'rash occurred in'
    """
    clause = _CLAUSES.split(hidden(before).strip(" ,:"))[-1].strip(" ,:")
    clause = _RUN_IN.split(_LINK.sub("", clause))[-1]
    while (lead := _LEAD.match(clause)) is not None and len(clause) > lead.end():
        clause = _STUDIES.sub("", _APPOSITION.sub("", clause[lead.end() :]))
    return shown(_WHO.sub("", _LINK.sub("", clause)))


def first_clause(after: str) -> str:
    """The words behind a share up to where another clause, share or comparison begins."""
    words = hidden(after)
    end = _CLAUSE_END.search(words)
    return shown(words[: end.start()] if end else words).strip(" ,.;:")


def predicate(after: str) -> str | None:
    """What the clause behind a share says of the patients that it begins with; None where it only says who they are.

    >>> predicate("of patients who received DRUG-X discontinued due to rash, and 2% of those on placebo")
    'discontinued due to rash'
    >>> predicate("of patients treated with DRUG-X") is None
    True
    """
    clause = hidden(first_clause(after))
    words = clause.split()
    starts = _verb_starts(words)
    chosen = next(starts, None)
    if chosen is None or not _are_people(words[:chosen]):
        return None
    if _is_relative(words, chosen) or (chosen and words[chosen] in words_for("either")):
        later = next((start for start in starts if not _is_dependent(words, start)), None)
        chosen = later if later is not None or _is_relative(words, chosen) else chosen
    return shown(" ".join(words[_start_of_clause(words, chosen) :])).strip(" ,.;:") if chosen is not None else None


def without_count(words: str) -> str:
    """Words without a spelled number at their end, which only counts the patients of the share behind it.

    >>> without_count("Rash occurred in twenty-two"), without_count("rash")
    ('Rash occurred in', 'rash')
    """
    rest, _, last = words.rpartition(" ")
    return without_count(rest).removesuffix(" at least") if is_spelled_number(last) else words


def _verb_starts(words: list[str]) -> Iterator[int]:
    """The places of the verbs that begin what is said, of "had been treated" the first word."""
    depth = 0
    for place, word in enumerate(words):
        depth += word.count("(") - word.count(")")
        goes_on = place > 0 and _bare(words[place - 1]) in words_for("saying")
        if depth == 0 and _bare(word) in words_for("saying") and not goes_on:
            yield place


def _start_of_clause(words: list[str], verb: int) -> int:
    """Where what is said begins: with the adverb before the verb, or with a subject of its own: "of those who had rash, it was"."""
    comma = next((place for place in range(verb - 1, -1, -1) if words[place].endswith(",")), None)
    if comma is not None and comma + 1 < verb and words[comma + 1].casefold() in _SUBJECTS:
        return comma + 1
    return verb - 1 if verb and words[verb - 1].endswith("ly") else verb


def _is_relative(words: list[str], place: int) -> bool:
    return any(_bare(word) in words_for("relative") for word in words[:place])


def _is_dependent(words: list[str], place: int) -> bool:
    """Whether a verb goes on with a clause that only says who the patients are: "who had rash and received placebo"."""
    before = _bare(words[place - 1])
    return before in words_for("relative") or before in {"and", "or", "but", "to", "not"}


def _are_people(words: list[str]) -> bool:
    """Whether some words say of whom a share is; so do none."""
    named = [_bare(word) for word in words]
    is_told = not words_for("people").isdisjoint(named) or any(word.endswith("-treated") for word in named)
    return not words or named[0] in words_for("given") or is_told


def _bare(word: str) -> str:
    return _BARE.sub("", word).casefold()
