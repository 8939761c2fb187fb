"""Whom, when and with what a dose is given, as the words around it say."""

import re
from collections.abc import Iterator
from functools import reduce

from ingest.dosing.titles import disease, titled
from ingest.names import ProductName

PATIENTS = (
    r"(?:adults?|pediatric|patients|children|all|adolescents|neonates|infants|women|men|males|females|elderly|individuals"
    r"|metaboli[sz]ers)"
)
"""Words for people, as part of a regular expression."""

REDUCED_BEFORE = re.compile(
    r"\b(?:had|have|required?|needed)\s+(?:(?:an?|prior|previous)\s+)*dos(?:e|age)\s+reductions?\b[^.,;]*?"
    r"\b(?:adverse\s+(?:drug\s+)?(?:reactions?|events?)|toxicit\w+)",
    re.IGNORECASE,
)
"""Patients whose dose was reduced before for adverse reactions, which are not what it is changed for now."""

_LEADING = re.compile(
    r"^regimen:\s+|^\([^()]{1,60}\)\s+(?=\w)|^(?:(?:for|in(?!\s+combination)|the|•|-|–|and|then|followed by)\s+)+|^\(\s*[\d., ]+\)|^[\d., ]+\)|^\W+",
    re.IGNORECASE,
)
_WHOM = re.compile(
    rf"\b(?:for|in)\s+(?:the\s+treatment\s+of\s+)?(?P<whom>(?:(?!for\b|in\b|of\b|with\b)[\w-]+\s+){{0,4}}?{PATIENTS}\b.*)",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?P<condition>(?:if|when|unless|except|upon(?!\s+(?:wak|awak|ris))|as\s+(?:a\s+)?(?:single[\s-]agent|monotherapy))\b(?:[^.;:]|\.(?=\d))*)",
    re.IGNORECASE,
)
_PARTNER = r"(?:\s+(?!(?:for|until|every|administered|given|taken|in|on|if|when)\b)[\w/-]+){1,3}"
_LISTED = rf"(?:\s+(?:and|or)\b|{_PARTNER}(?:,{_PARTNER})*,?\s+(?:and|or)\b)"
"""What follows the comma of a list of medicines: others, of which the last stands behind "and"."""

_COMBINED = re.compile(
    r"\b(?P<partners>in\s+combination\s+with\s+(?:[^.;:()\[\d]|(?<=[A-Za-z])\d){3,140}?)"
    r"(?=\s+(?:for|until|every|administered|given|taken|orally|at|on|in(?!\s+combination)|as|is|are)\b"
    rf"|,(?!{_LISTED})|[.;(\[]|\s+\d|$)",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\b(?:alone|as\s+(?:a\s+)?(?:single[\s-]agent|monotherapy)),?\s+or\s+in\s+combination\s+with\s+[^.;:()]{3,80}?(?=,|\s+is\b|$)",
    re.IGNORECASE,
)
_LIMITED = re.compile(r"\([^()]*\b(?:maximum|up\s+to|exceed|limited)\b(?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
"""A bracket that limits the amount, with those whom the limit is for."""

_CUT = re.compile(
    r"\s*(?:\bis\b|(?<!who )\bare\b|,?\s*\b(?:to\s+be\s+)?(?:administered|given|taken|infused|injected)\s+(?:intra|sub|oral|as\s+an?\b|by\b|over\b)|:|\[\s*see\b|\(see\b|,\s*(?:the|in combination)\b|\bin combination with\b|\buntil\b|;).*$",
    re.IGNORECASE,
)
_CUT_CASE = re.compile(
    r"\s*(?:\[\s*s\s*ee\b|\(\s*see\b|\(\w{0,2}$|,\s*which\b|\bfor\s+a\s+total\s+of\b|,?\s*in combination with\b|\buntil\b).*$",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(
    r"(?:^|(?<=[a-z]))\s*(?<!\w)(?=(?:The|If|For|In|When|After|Permanently|Discontinue|Reduce|Increase|Withhold|Administer|Divide|Do|Adjust|Take|Avoid)\b)"
)
"""Where a source that lost its full stops goes on with the next sentence."""

_VERB = re.compile(
    r"\b(?:is|are|was|were|be|should|may|can|must|will|do|has|have|see|take|administer|give)\b", re.IGNORECASE
)
_SHORT, _MOST = 3, 0.6
_FORM = r"(?:(?:extended|delayed)-release\s+)?(?:tablets?|capsules?|injection|(?:oral\s+)?(?:solution|suspension))"
_PRESENTATION = re.compile(rf"^(?:(?:for|in)\s+)?{_FORM}\s+(?=for\b|in\b)", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(r"(?:for|in|as|when|if|during|every)\s+\w", re.IGNORECASE)
_ORDER = re.compile(
    r"^(?:administer|give|inject|infuse|initiate|start|begin|treat)\s+(?:the\s+)?"
    r"|^dos(?:e|age)\s+(?:can|may|should)\s+(?:\w+\s+)?be\s+\w+\s+(?:up\s+)?",
    re.IGNORECASE,
)
_KIND = r"(?:oral|intravenous|daily|usual|lowest|highest|maximum|minimum|reduced|single|weekly)"
_LEADING_ON = re.compile(
    r"(?:^|,?\s+)(?:(?:at|as|a|an|with|of|single|reduce|increase|decrease|escalate|further|and|maximum|minimum|should|may|can|to|the|initial|continue|receive|then|consider|have|their|by|it|be|desirable|advisable)\s*)+$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+from\s+[\d.,]+\s*\S+(?:\s+\w+){0,3}\s+to$", re.IGNORECASE)
_DOSING = re.compile(
    rf"^(?:(?:administer|the|a|an|recommended|dos(?:e|es|age|ages|ing)|schedules?|regimens?|and|of|it|is|that|be|treatment|therapy|with|for|range|(?:extended|delayed)-release|tablets?|capsules?|{_KIND})\b[\s,:]*)+$",
    re.IGNORECASE,
)
"""Words that tell nothing but that they are about doses."""


def next_sentence(words: str) -> str:
    """The last of the sentences that a source without full stops runs together, with the heading in front of it.

    >>> next_sentence("Treatment of Recurrent Exampleosis For women, the")
    'Treatment of Recurrent Exampleosis, For women, the'
    """
    *before, last = _NEXT_SENTENCE.split(words)
    above = before[-1].strip(" ,.") if before else ""
    heading = titled(above) or disease(above)
    return f"{heading}, {last}" if _is_heading(heading) else last


def _is_heading(words: str) -> bool:
    """Whether some words have no verb, and most of the long ones capitals."""
    long = [word for word in re.findall(r"[^\W\d]\S*", words) if len(word) > _SHORT]
    capitals = sum(word[0].isupper() for word in long)
    return bool(long) and _VERB.search(words) is None and capitals >= len(long) * _MOST


def told_behind(behind: str) -> Iterator[str]:
    """Whom, when and with what a dose is given, as the words behind it say.

    >>> list(told_behind("(maximum 9 mg for adults) in known poor metabolizers in combination with samplol until relapse"))
    ['known poor metabolizers', 'in combination with samplol']
    """
    behind = _LIMITED.sub("", _NEXT_SENTENCE.split(behind)[0]).partition(";")[0]
    whom, case, combined = _WHOM.search(behind), _IF.search(behind), _COMBINED.search(behind)
    cut = min((found.start() for found in (case, combined) if found), default=len(behind))
    is_before = whom is not None and whom.start() < cut
    if whom is not None and is_before:
        yield _CUT.sub("", whom["whom"][: cut - whom.start("whom")]).strip(" ,.")
    if case is not None:
        yield _CUT_CASE.sub("", case["condition"]).strip(" ,.")
    if combined is not None:
        yield combined["partners"].rstrip(" *†‡§")
        if not is_before and case is None:
            yield from filter(None, (_whom_behind(combined),))


def _whom_behind(combined: re.Match[str]) -> str:
    """The patients that are named behind partners: "in combination with samplol for adults until relapse"."""
    whom = _WHOM.match(combined.string[combined.end() :].strip())
    return _CUT.sub("", whom["whom"]).strip(" ,.") if whom is not None else ""


def told_between(between: str, product: ProductName | None) -> str:
    """Whom and with what, by the words between "recommended dose" and the amount: without the product's names and the verb.

    >>> told_between("in women, alone or in combination with samplol, is", None)
    'women, alone or in combination with samplol'
    """
    either, combined = _EITHER.search(between), _COMBINED.search(between)
    partners = either.group() if either else combined["partners"].strip() if combined else ""
    words = _CUT.sub("", between[: either.start()] if either else between).strip(" ,")
    for name in (product.name, product.substance or product.name) if product else ():
        words = re.sub(rf"\b(?:of\s+)?{re.escape(name)}\b", " ", words, flags=re.IGNORECASE)
    words = _PRESENTATION.sub("", " ".join(words.split()))
    within = None if _CIRCUMSTANCE.match(words) else _WHOM.search(words)
    whom = plain(words[within.start() :] if within else words) if within or _CIRCUMSTANCE.match(words) else ""
    behind = _whom_behind(combined) if combined and not whom else ""
    return ", ".join(filter(None, (whom, partners, behind)))


def without_order(words: str, names: frozenset[str]) -> str:
    """The words of a condition without "administer", the product's name behind it, and what leads to the amount."""
    told = words
    if (order := _ORDER.match(told)) is not None:
        told = told[order.end() :]
        name = next((name for name in names if told.casefold().startswith(name)), "")
        told = told[len(name) :].strip(" ,®™")
    told = _LEADING_ON.sub("", _FROM.sub("", told))
    for name in names:
        leading = r"(?:[,:]\s*|\s+the\s+|(?:^|\s+)recommended\s+)"
        told = re.sub(rf"{leading}(?:the\s+)?{re.escape(name)}$", "", told, flags=re.IGNORECASE)
    bare = reduce(
        lambda words, name: re.sub(rf"\b{re.escape(name)}\b", "", words, flags=re.IGNORECASE), names, told
    ).strip()
    return "" if not bare or _DOSING.match(bare) else told


def plain(words: str) -> str:
    """The words without introducing prepositions, the article of a dose behind them, and the stops around them.

    >>> plain("For adults, the usual")
    'adults'
    """
    told = words.strip(" ,:.")
    while (leading := _LEADING.match(told)) is not None:
        told = told[leading.end() :]
    return re.sub(
        rf",?\s*\b(?:the|recommended|a|an)(?:\s+(?:the|recommended|{_KIND}))*\s*$|,?\s*\bre-$",
        "",
        told,
        flags=re.IGNORECASE,
    ).strip(" ,:")
