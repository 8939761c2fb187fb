"""Amounts of running text that no other kind of fact states: medians with ranges, counts, times, ages, thresholds.

Each number needs a reader that can tell what it is: the median or mean of something, a number of patients ("164 patients",
"n=150"), some of a number of events, a bound, a point in time, or a count of a thing that is named behind it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.number_words import (
    subject_or_sentence,
    words_around,
    words_before,
    words_before_aside,
    words_before_parenthesis,
    words_behind,
    words_behind_parenthesis,
)
from ingest.passages import Passage
from ingest.printed_numbers import number_spans
from ingest.quantity import Dimension, Quantity
from ingest.reading import Reading, is_within
from ingest.taken_numbers import taken_numbers
from ingest.tokens import quantity_of
from kg.codes import Comparison, Form, Statistic
from kg.facts import Measure

_SECTIONS = ("boxed", "1", "5", "6", "7", "8", "12", "14")
_OBSERVED = re.compile(r"\b(?:monitor|observe)", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\b(?P<statistic>median|mean|average)\b\s*(?:\((?!range)[^)]*\)\s*)?(?P<of>[^;()]{0,90}?)\s*(?:\b(?:was|were|is|of|=|:)\s*)+"
    r"(?:approximately\s+)?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:mean|median)\s+and\s+(?:mean|median)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"^\s*(?:\(|,|;)?\s*\(?\s*(?:min-max\s+)?(?:range|interquartile range|IQR|min\W+max)\b\s*[:,=]?\s*(?:of|from)?\s*$"
)
_OPEN_RANGE = re.compile(r"\(\s*range\s*:?\s*$", re.IGNORECASE)
_NAMED = frozenset({"phase", "stage", "class", "type", "line", "salvage", "status", "score", "tier"})
_UNNAMED = frozenset(
    {"table", "tables", "figure", "figures", "version", "study", "trial", "cohort", "section", "cyp", "part"}
)
_POINTS = {Dimension.DAY_LIST: "day", Dimension.CYCLE_LIST: "{cycle}", Dimension.TIME_POINT: None}
_RELATIVE = {"ULN": "{ULN}", "LLN": "{LLN}", "baseline": "{baseline}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a token was read as, by which reader, and the further tokens that were read with it."""

    reader: str
    subject: str
    statistic: Statistic
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    comparison: Comparison | None = None
    further: tuple[Token, ...] = ()


_Reader = Callable[[TokenSpan, Token, Quantity], _Read | None]


def extract(reading: Reading) -> Iterator[Measure]:
    """One statement per amount of the sections that report studies; of section 2, only how long to observe patients."""
    before: Passage | None = None
    for passage in reading.passages:
        if passage.part is not Part.HIGHLIGHTS:
            for sentence in passage.sentences:
                if is_within(passage.chapter, _SECTIONS) or _is_observation(passage, sentence):
                    yield from _measures(passage, sentence, before)
        before = passage


def _is_observation(passage: Passage, sentence: TokenSpan) -> bool:
    in_place = passage.part is Part.GUIDE or is_within(passage.chapter, ("2",))
    return in_place and _OBSERVED.search(sentence.text) is not None


def _measures(passage: Passage, sentence: TokenSpan, before: Passage | None) -> Iterator[Measure]:
    taken = set(taken_numbers(passage, sentence))
    for token in sentence:
        stated = quantity_of(token)
        if stated is None or token.i in taken:
            continue
        read = _continued(token, stated, before) or _read(sentence, token, stated)
        if read is not None:
            taken |= {further.i for further in read.further}
            yield from _facts(passage, sentence, token, read)


def _read(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """What the first reader says that knows what the number is."""
    found = (reader(sentence, token, stated) for reader in (_summary, *_READERS.get(stated.dimension, ())))
    return next((read for read in found if read is not None), None)


def _facts(passage: Passage, sentence: TokenSpan, token: Token, read: _Read) -> Iterator[Measure]:
    fact = Measure(
        evidence=(passage.evidence(sentence),),
        values=number_spans(passage, (token, *read.further)),
        read_by=f"measure.{read.reader}",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        subject=subject_or_sentence(read.subject, sentence),
        statistic=read.statistic,
        comparison=read.comparison,
        value=read.value,
        range_low=read.low,
        range_high=read.high,
        unit=read.unit,
    )
    stated = quantity_of(token)
    numbers = stated.numbers if stated is not None else ()
    if len(numbers) <= 1:
        yield fact
        return
    spans = fact.values
    for position, number in enumerate(numbers):
        yield replace(
            fact, value=number, values=spans[position : position + 1] if len(spans) == len(numbers) else spans
        )


def _summary(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """The median or mean of something, with the range in parentheses behind it."""
    before = sentence.doc[sentence.start : token.i].text
    found = _SUMMARY.search(before)
    if found is None or _SEVERAL.search(sentence.text):
        return None
    of = " ".join(found["of"].split())
    spread = _range_behind(sentence, token)
    limits = quantity_of(spread) if spread is not None else None
    return _Read(
        reader="summary",
        subject=of if len(of) > 1 else f"{_unit_words(token)} {words_behind(sentence, token)}",
        statistic=Statistic.MEDIAN if found["statistic"].casefold() == "median" else Statistic.MEAN,
        value=stated.value,
        low=limits.value if limits else None,
        high=limits.high if limits else None,
        unit=stated.unit,
        comparison=stated.comparison,
        further=(spread,) if spread is not None else (),
    )


def _range_behind(sentence: TokenSpan, token: Token) -> Token | None:
    following = next((other for other in sentence.doc[token.i + 1 : sentence.end] if quantity_of(other)), None)
    if following is None or not _RANGE.match(sentence.doc[token.i + 1 : following.i].text):
        return None
    limits = quantity_of(following)
    return following if limits is not None and limits.high is not None else None


def _continued(token: Token, stated: Quantity, before: Passage | None) -> _Read | None:
    """A range that a page break cut off from its median: "(range:" at the end of the passage before."""
    if before is None or token.i != 0 or stated.high is None or not _OPEN_RANGE.search(before.text.text):
        return None
    last = list(before.sentences)[-1]
    found = re.search(r"\b(?:median|mean)\s+(?P<of>.+?)\s+(?:was|were)\b", last.text)
    subject = found["of"] if found else words_before(last, last[-1])
    return _Read(
        reader="range", subject=subject, statistic=Statistic.RANGE, low=stated.value, high=stated.high, unit=stated.unit
    )


def _patients(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    subject = f"{_unit_words(token)} {words_behind_parenthesis(sentence, token)}"
    return _Read(
        reader="patients", subject=subject, statistic=Statistic.COUNT, value=stated.value, comparison=stated.comparison
    )


def _some_of(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """Some of a number of events: "Five of the 18 events were fatal"."""
    words = words_behind_parenthesis(sentence, token)
    if not words or stated.high is None:
        return None
    return _Read(reader="some_of", subject=f"{words}, of {stated.high}", statistic=Statistic.COUNT, value=stated.value)


def _group_size(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """The number of patients of a group: "n=150", "N = 164"."""
    if token.i - sentence.start < 2 or token.nbor(-1).text != "=" or token.nbor(-2).text not in {"n", "N"}:
        return None
    words = words_before_parenthesis(sentence, token.nbor(-2))
    group = re.search(r"\b(?:patients|subjects|volunteers|adults|children)\b.*$", words)
    return _Read(
        reader="group_size", subject=group.group() if group else words, statistic=Statistic.COUNT, value=stated.value
    )


def _ratio(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """The ratio of a randomization: "randomized (1:1)"."""
    if token.i + 2 >= sentence.end or token.nbor().text != ":":
        return None
    other = quantity_of(token.nbor(2))
    is_randomized = "random" in sentence.text.casefold()
    if other is None or other.dimension is not Dimension.NUMBER or not other.value or not is_randomized:
        return None
    return _Read(
        reader="ratio",
        subject="randomization ratio",
        statistic=Statistic.VALUE,
        value=stated.value / other.value,
        further=(token.nbor(2),),
    )


def _bound(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """A bound or a range that is named before it: "total bilirubin ≤ 1.5 × ULN", "CLcr 60-89 mL/min"."""
    if stated.comparison is None and stated.high is None:
        return None
    ranged = stated.high is not None
    words = (
        words_before(sentence, token)
        or words_before_aside(sentence, token)
        or words_before_parenthesis(sentence, token)
    )
    return _Read(
        reader="bound",
        subject=words or words_behind(sentence, token),
        statistic=Statistic.RANGE if ranged else Statistic.VALUE,
        value=None if ranged else stated.value,
        low=stated.value if ranged else None,
        high=stated.high,
        unit=_RELATIVE.get(stated.relative_to or "", stated.unit),
        comparison=stated.comparison,
    )


def _percent(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """A bound in percent of the thing that is named behind it: "≥ 5% bone marrow blasts"."""
    read = _bound(sentence, token, stated)
    words = words_behind(sentence, token)
    return replace(read, reader="percent", subject=words or read.subject, unit="%") if read is not None else None


def _duration(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """A time or an age, with the words around it: "at least 1 hour after the end of the infusion"; not "every 2 weeks"."""
    if token.i > sentence.start and token.nbor(-1).lower_ in {"every", "each"}:
        return None
    read = _bound(sentence, token, stated)
    if read is None:
        read = _Read(reader="duration", subject="", statistic=Statistic.VALUE, value=stated.value, unit=stated.unit)
    behind = words_behind(sentence, token)
    words = words_around(sentence, token) if behind else words_before(sentence, token)
    return replace(read, reader="duration", subject=words or words_before_parenthesis(sentence, token))


def _point(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """A point in time: "in Cycle 1", "Day 100 mortality"."""
    unit = _POINTS.get(stated.dimension) or stated.unit
    return _Read(
        reader="point",
        subject=words_around(sentence, token),
        statistic=Statistic.VALUE,
        value=stated.value,
        unit=unit,
        comparison=stated.comparison,
    )


def _counted(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """A count of the thing that is named behind it: "2 alkylating agents", "1 or 2 previous regimens"."""
    if token.i + 1 >= sentence.end or stated.value != stated.value.to_integral_value():
        return None
    if token.i > sentence.start and token.nbor(-1).lower_ in _UNNAMED:
        return None
    noun = token
    if token.nbor().lower_ in {"or", "to"} and token.i + 2 < sentence.end and quantity_of(token.nbor(2)):
        noun = token.nbor(2)
    if noun.i + 2 < sentence.end and noun.nbor().text == "-":
        noun = noun.nbor()
    words = words_behind(sentence, noun)
    named = noun.nbor()
    if "." in token.text or not words or not named.is_lower or not named.is_alpha:
        return None
    if named.lower_ in {"sided", "or", "and"} or _is_link(words):
        return None
    return _Read(
        reader="counted", subject=words, statistic=Statistic.COUNT, value=stated.value, comparison=stated.comparison
    )


def _category(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """A numbered category: "Salvage 1 or 2", "Phase 3"."""
    name = token.nbor(-1) if token.i > sentence.start else token
    if name.lower_ in {"or", "and", "to"} and token.i - sentence.start > _FAR:
        name = token.nbor(-3)
    if name.lower_ not in _NAMED:
        return None
    return _Read(reader="category", subject=name.text, statistic=Statistic.VALUE, value=stated.value)


def _joint_bound(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    """A bound whose unit follows the next one: "< 55 or ≥ 55 years"."""
    if stated.comparison is None:
        return None
    read = _bound(sentence, token, stated)
    following = quantity_of(token.nbor(2)) if token.i + 2 < sentence.end and token.nbor().lower_ == "or" else None
    return replace(read, unit=following.unit if following else stated.unit) if read is not None else None


def _multiple(sentence: TokenSpan, token: Token, stated: Quantity) -> _Read | None:
    return _Read(
        reader="multiple",
        subject=words_around(sentence, token),
        statistic=Statistic.VALUE,
        value=stated.value,
        unit=stated.unit,
        comparison=stated.comparison,
    )


def _unit_words(token: Token) -> str:
    """The words of a quantity without its number: "patients" of "164 patients"."""
    return " ".join(re.sub(r"[\d,.<>≤≥]+", " ", token.text).split())


def _is_link(words: str) -> bool:
    return words.split(maxsplit=1)[0].casefold() in {"of", "in", "to", "was", "were", "at", "for", "with", "than"}


_FAR = 2
_READERS: dict[Dimension, tuple[_Reader, ...]] = {
    Dimension.PATIENTS: (_patients,),
    Dimension.COUNT_OF_N: (_some_of,),
    Dimension.NUMBER: (_group_size, _ratio, _category, _counted, _joint_bound),
    Dimension.PERCENT: (_percent,),
    Dimension.DURATION: (_duration,),
    Dimension.TIMES_ULN: (_bound,),
    Dimension.TIMES_LLN: (_bound,),
    Dimension.TIMES_BASELINE: (_bound,),
    Dimension.CELL_COUNT: (_bound,),
    Dimension.CONCENTRATION: (_bound,),
    Dimension.RATE: (_bound,),
    Dimension.PRESSURE: (_bound,),
    Dimension.TIMES: (_multiple,),
    Dimension.DAY_LIST: (_point,),
    Dimension.CYCLE_LIST: (_point,),
    Dimension.TIME_POINT: (_point,),
}
