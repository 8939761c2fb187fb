"""Doses that were given in studies: "treated with Exampline 20 mg once daily", "doses of 10, 20, and 40 mg".

The recommended doses of section 2 are another kind of fact.
"""

import re

from ingest.drug_words import SALT, STEM
from ingest.measures.stated import Place, Stated
from ingest.quantity import Dimension
from kg.codes import Statistic

_DOSES = frozenset(
    {Dimension.MASS, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.DOSE_PER_TIME, Dimension.ACTIVITY}
)
_WEIGHT = re.compile(r"\b(?:kg|lbs?|pounds?|kilograms?)\W*$", re.IGNORECASE)
_HUMAN = re.compile(
    r"\b(?P<what>MRHDID|MRHD|RHD|(?:maximum\s+)?recommended\s+(?:human\s+|clinical\s+|adult\s+|daily\s+|starting\s+)*(?:dose|dosage))\b[^;]{0,60}$"
)
_CLINICAL = re.compile(
    r"^(?:clinical|human|(?:maximum\s+)?recommended)\s+(?:human\s+|daily\s+|clinical\s+)*(?:dose|dosage)", re.IGNORECASE
)
_DRUG = re.compile(
    r"(?P<drug>[A-Z][\w’'/+-]*(?:[\s-]+(?:[A-Z][A-Z\w/+-]*|plus))*|[a-z][a-z-]{2,}(?:"
    + STEM
    + rf")(?:\s+(?:{SALT}))?)\s*(?:\(\s*)?"
    r"(?:(?:(?:in|at)\s+(?:an?\s+)?)?(?:\w+\s+){0,2}(?:doses?|dosages?)\s+(?:of|from|between|ranging\s+from)\s+)?(?:[\d.,]+(?:\s*(?:mg|mcg|g))?\s*(?:,|or|and|to|/|–|-)\s*)*$"
)
_DOSE_WORD = re.compile(
    r"\b(?:doses?|dosages?|dosing|dosed|given|received|administered|titrated|initiated|started|increased|reduced|up\s+to|daily|"
    r"treated|levels?|strengths?)\b[^;()]{0,60}$",
    re.IGNORECASE,
)
_DOSED = re.compile(
    r"^[\s,)]*(?:\w+\s+){0,3}?(?:once|twice|three|daily|per\s+day|every|orally|intravenous\w*|subcutaneous\w*|weekly|monthly|dose|doses|"
    r"groups?|arms?|tablets?|capsules?|twice-daily|once-daily|bid|b\.i\.d|q\d|qd|BID|QD|[nN]\s*=|as\s+an?\s|\()",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"^(?:of\s+)?(?P<drug>[A-Z][A-Z\w-]{{3,}}|[a-z]{{3,}}(?:{STEM}))\b")
_NO_DRUG = frozenset(
    """
    doses dose dosage dosages dosing daily with received receiving given from range baseline route routine medicine determine examine than least over only single total mean
    median starting either both administered recommended gained lost weight adults patients group between under above below
    more less initial maximum titrated this that were their respectively approximately loading maintenance after taking
    placebo levels exceeding using containing also plus then alone once twice therapy treatment respective increased reduced evaluate tolerate moderate approximate clone zone alone during within dose-dependent
    gbq mbq mci average respective
    each consumed corresponding cumulative added exposed treated oral randomized
    """.split()  # noqa: SIM905
)


def dose(place: Place) -> Stated | None:
    """A dose given to patients of a study, with the drug as its arm; not a body weight or an amount of anything else."""
    is_weight = place.quantity.dimension is Dimension.MASS and _WEIGHT.search(place.token.text)
    if place.quantity.dimension not in _DOSES or is_weight:
        return None
    drug = _drug(place)
    human = _HUMAN.search(place.before)
    if human is not None or _CLINICAL.match(place.behind):
        return _given(place, "recommended human dose", None)
    if drug is None and not _DOSE_WORD.search(place.near) and not _DOSED.match(place.behind):
        return None
    return _given(place, "dose", drug)


def _drug(place: Place) -> str | None:
    """The drug that is named right before the dose, or right behind it."""
    ahead = _DRUG.search(place.before)
    if ahead is not None and ahead["drug"].split()[0].casefold() not in _NO_DRUG and len(ahead["drug"]) > 2:
        return ahead["drug"]
    behind = _BEHIND.match(place.behind)
    return behind["drug"] if behind is not None and behind["drug"].casefold() not in _NO_DRUG else None


def _given(place: Place, subject: str, drug: str | None) -> Stated:
    stated = place.quantity
    ranged = stated.high is not None
    return Stated(
        reader="dose",
        subject=subject,
        statistic=Statistic.RANGE if ranged else Statistic.VALUE,
        value=None if ranged else stated.value,
        low=stated.value if ranged else None,
        high=stated.high,
        unit=stated.unit,
        comparison=stated.comparison,
        arm=drug,
    )
