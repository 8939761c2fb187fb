"""Limits that say how common a reaction must be to be listed: "Adverse Reactions (≥ 10%) in Patients", "occurring in < 1%".

Such a limit tells which reactions a list or a table holds; it is no rate of all reactions together.
"""

import re

from ingest.measures.stated import Place, Stated
from ingest.quantity import Dimension

_LISTED = re.compile(
    r"(?:\b(?:serious|fatal|severe|common|frequent|commonly|frequently|reported|observed|most|selected|other|additional|less|drug)\s+)*"
    r"(?:\badverse\s+(?:drug\s+)?(?:reactions?|events?|experiences)|\bside\s+effects|\bTEAEs|\blaboratory\s+(?:test\s+)?(?:abnormalities|values)|"
    r"\breactions(?=\s+(?:included|listed|that\s+occurred|occurring))|"
    r"\bmost\s+(?:common|frequent)(?:ly)?)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:following|additional|other|selected)\b.*\b(?:incidence|rate|frequency|identified|reported|occurred|occurring)\b[^,;:]{0,20}$",
    re.IGNORECASE,
)
"""Words before a range within which all listed reactions lie: "other reactions occurring at an incidence between 1% and 5%"."""
_CAUSE = re.compile(r"\b(?:due\s+to|because\s+of|caused\s+by|for|of\s+discontinuations?)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SELECTED = re.compile(
    r"\b(?:following|additional|other|selected|listed|most\s+(?:common|frequent)(?:ly)?)\b", re.IGNORECASE
)
_TOLD = re.compile(
    r"(?<!that\s)(?<!which\s)\b(?:occurred|(?:was|were|is|are|been)(?:\s+(?:reported|observed|seen|noted))?)\b[^,;:]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^\s+(?P<leading>(?:that\s+|which\s+)?(?:leading|led|resulting|resulted|requiring|required|associated)\b[^,;:()]*?)"
    r"\s*(?:\b(?:in|of|at|for|with|incidence|occurring|occurred|reported)\b|\(|$)"
)
_BARE_MOST = re.compile(r"most\s+(?:common|frequent)(?:ly)?", re.IGNORECASE)
_WHAT = re.compile(
    r"^\W*(?P<what>(?:(?:serious|fatal|reported|nonhematologic|hematologic)\s+)*"
    r"(?:adverse\s+(?:drug\s+)?(?:reactions|events|experiences)|laboratory\s+abnormalities|side\s+effects))\b",
    re.IGNORECASE,
)
"""What is the most common, behind the limit: "the most common (≥ 5%) adverse reactions"."""
_NEAR = 40
_DIFFERENCE = re.compile(r"^(?:higher|greater|more|difference)\b", re.IGNORECASE)
_GRADE = re.compile(r"^\(?\s*(?P<grade>(?:all\s+)?grades?\b[^,;()]{0,20}?)\s*[,;)]", re.IGNORECASE)
_GRADE_AHEAD = re.compile(
    r"\b(?P<grade>grades?\s*≥?\s*\d(?:\s*(?:[-–/]|or|to|and)\s*\d|\s+(?:or|and)\s+(?:higher|greater|above))?)",
    re.IGNORECASE,
)


def limit(place: Place) -> Stated | None:
    """A limit of the reactions that a list or a table holds; None for the share of patients who had reactions.

    >>> from ingest.measures.stated import place_of
    >>> from ingest.tokens import quantity_of, tokenize
    >>> def told(text: str) -> str | None:
    ...     sentence = tokenize(text)[:]
    ...     token = next(token for token in sentence if token.ent_type_ == "PERCENT")
    ...     found = limit(place_of(sentence, token, quantity_of(token)))
    ...     return found.subject if found else None
    >>> told("Serious adverse reactions in > 2% of patients were rash and fever.")
    'incidence of listed serious adverse reactions'
    >>> told("Other adverse reactions reported in 1% to 5% of patients were rash and fever.")
    'incidence of listed other adverse reactions'
    >>> told("Serious adverse reactions occurred in > 2% of patients.")
    """
    stated = place.quantity
    if stated.dimension is not Dimension.PERCENT or (stated.comparison is None and stated.high is None):
        return None
    named = _named(place)
    if named is None or (stated.high is not None and _WITHIN.search(place.before) is None):
        return None
    what = "difference in incidence" if _DIFFERENCE.match(place.behind) else "incidence"
    grade = _GRADE.match(place.behind) or next(reversed(list(_GRADE_AHEAD.finditer(place.before))), None)
    return Stated(
        reader="listing",
        subject=f"{what} of listed {named}" + (f", {grade['grade']}" if grade else ""),
        value=stated.value if stated.high is None else None,
        low=stated.value if stated.high is not None else None,
        high=stated.high,
        unit="%",
        comparison=stated.comparison,
    )


def _named(place: Place) -> str | None:
    """The reactions that the limit is of: those named before it and not told to have occurred, or right behind it."""
    ahead = list(_LISTED.finditer(place.before))
    if not ahead:
        behind = re.match(rf"^\W*(?:incidence\s+of\s+)?(?P<named>{_LISTED.pattern})", place.behind, re.IGNORECASE)
        return behind["named"].casefold() if behind is not None and place.before.endswith("(") else None
    last = ahead[-1]
    if _CAUSE.search(place.before[: last.start()]):
        return None
    is_selected = _SELECTED.search(place.before[max(0, last.start() - _NEAR) : last.end()]) is not None
    if not is_selected and _TOLD.search(place.before, last.end()) is not None:
        return None
    leading = _LEADING.match(place.before[last.end() :])
    what = _WHAT.match(place.behind) if leading is None and _BARE_MOST.fullmatch(last.group()) else None
    if what is not None:
        return f"{last.group()} {what['what']}".casefold()
    return last.group().casefold() + (f" {leading['leading']}" if leading else "")
