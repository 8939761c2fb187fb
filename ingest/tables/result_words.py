"""What a cell of results states, as the words of its row, of the heading above it and of its column say."""

import re
from dataclasses import dataclass, replace

from ingest.aligned import AlignedText
from ingest.document import Cell
from ingest.tables.result_value import Result, number, p_value, percent_alone, share, time_unit
from ingest.tables.rows import plain_label

P_VALUE = re.compile(r"\bp[\s-]*values?\b|\bp\s*$", re.IGNORECASE)
RATIO = re.compile(
    r"\b(?:hazard|odds|risk|rate)\s+ratio\b|\bHR\b(?![+-])|\brelative\s+risk\b|\bdifference\b", re.IGNORECASE
)
INTERVAL = re.compile(
    r"[,(\[]?\s*(?:(?P<level>\d{2}(?:\.\d+)?)\s*%\s*)?(?:\bCI\b|\bconfidence\s+intervals?\b)\s*[)\]]?", re.IGNORECASE
)
_PERCENT = re.compile(r"%|\bpercent|\b(?:rate|proportion|probability)\b", re.IGNORECASE)
_STATISTIC = re.compile(r"\b(?:median|mean|average)\b", re.IGNORECASE)
_CHANGE = re.compile(r"\W*(?:(?:adjusted|absolute|mean|percent|%)\s+)*change\b[^,;]*?\b(?:from|at)\b", re.IGNORECASE)
"""A change of what is measured, which is no share of patients, even in percent."""
_AT_BASELINE = re.compile(r"(?:mean\s+)?baseline(?:\s+(?:mean|value|score))?", re.IGNORECASE)
_COUNT = re.compile(r"n\b|.*\b(?:number|no\.?)\s+of\b|.*\b(?:deaths|events|responders|patients)\b", re.IGNORECASE)
_OF_PATIENTS = re.compile(
    r"\b(?:gender|sex|race|ethnic|age|region|baseline|demographic|characteristics?)\b", re.IGNORECASE
)
_NO_SHARE = re.compile(r"\bper\s+(?:1,?000|100|patient|subject|person|year|cycle)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words that say what a cell states: those of its row, of the heading above it and of its column."""

    label: str
    heading: str
    column: str

    @property
    def plain(self) -> str:
        """The row's words without the confidence interval."""
        return INTERVAL.sub(" ", self.label)

    @property
    def is_measured(self) -> bool:
        """Whether the row holds a change of what the heading names, or its value at baseline."""
        label = plain_label(self.label)
        if RATIO.search(label):
            return False
        return _CHANGE.match(label) is not None or (bool(self.heading) and _AT_BASELINE.fullmatch(label) is not None)

    @property
    def all(self) -> str:
        return f"{self.label} {self.heading} {self.column}"

    @property
    def is_interval_alone(self) -> bool:
        rest = re.sub(r"\bfor\b.*", " ", self.plain)
        return INTERVAL.search(self.label) is not None and not re.search(r"[A-Za-z]", rest)


def result_of(cell: Cell, words: Words, *, of_column: bool) -> Result | None:
    """What a cell states by the words of its row, or by those of its column if the column is for one statistic."""
    text, said = cell.text, words.column if of_column else words.label
    if text is None or _is_of_patients(words) or _NO_SHARE.search(words.all):
        return None
    if is_p_value(said):
        return p_value(text)
    found: Result | None = None
    says_percent = any(_PERCENT.search(INTERVAL.sub(" ", part)) for part in (words.label, words.heading, words.column))
    if words.is_measured:
        found = number(text)
    elif "%" in cell.words or (says_percent and not _STATISTIC.search(words.label) and not RATIO.search(said)):
        found = share(text) or (percent_alone(text) if says_percent else None)
    elif RATIO.search(said) or _STATISTIC.search(words.all) or time_unit(words.plain):
        found = number(text)
    elif _COUNT.match(plain_label(words.label)):
        found = _count(text)
    if found is None and P_VALUE.search(said):
        found = p_value(text)
    return _believed(found, words) if found is not None else None


def _is_of_patients(words: Words) -> bool:
    """Whether words tell what the patients were, and not what became of them."""
    label = "" if words.is_measured else words.label
    return _OF_PATIENTS.search(f"{words.heading} {label}") is not None


def _count(text: AlignedText) -> Result | None:
    found = number(text)
    if (
        found is None
        or found.value is None
        or found.value != found.value.to_integral_value()
        or found.ci_low is not None
    ):
        return None
    return Result(count=int(found.value), spans=found.spans)


def _believed(found: Result, words: Words) -> Result:
    """A result without the numbers in its brackets if nothing says that they are a confidence interval."""
    if INTERVAL.search(words.all) or (found.ci_low is None and found.ci_high is None):
        return found
    ends = (found.ci_low is not None) + (found.ci_high is not None)
    return replace(found, ci_low=None, ci_high=None, spans=found.spans[:-ends])


def is_p_value(said: str) -> bool:
    """Whether words announce p-values and nothing beside them."""
    return P_VALUE.search(said) is not None and not any(other.search(said) for other in (RATIO, INTERVAL, _PERCENT))


def with_unit(found: Result, words: Words, *, ratio: str) -> Result:
    """A value with the unit of time that its row or heading names; none for what the words of `ratio` call one.

    Of a change, they tell when it was measured: "at Week 24".
    """
    if found.value is None or found.unit is not None or words.is_measured or RATIO.search(ratio):
        return found
    return replace(found, unit=time_unit(words.label) or time_unit(words.heading))
