"""How often all doses of a section are given, where a sentence beside them says so: "Exampline is given every 2 weeks"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.dosing.cues import tells_of_other
from ingest.dosing.later_schedules import schedule_of_all
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.thresholds import quantity_spans
from kg.facts import Dose

_GIVES = re.compile(r"\b(?:administer|give|take)(?:ed|n)?\b", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:loading|total|maximum|single|day|week|cycle)s?\b", re.IGNORECASE)
"""Words of a dose's condition with which it is not one of those that are repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A sentence that says how often the product is given, and its words that do."""

    passage: Passage
    sentence: TokenSpan
    when: TokenSpan


def with_section_schedules(reading: Reading, doses: Iterable[Dose], names: frozenset[str]) -> Iterator[Dose]:
    """The doses; those of a section that tell no time have the one that a sentence of their section states.

    `names` are the product's words, in lower case. Where the sentences of a section state several times, none is chosen.
    """
    found = list(doses)
    said = tuple(_said(reading, names)) if any(dose.schedule is None for dose in found) else ()
    for dose in found:
        told = [one for one in said if one.passage.section == dose.evidence[0].section]
        is_one = len({one.when.text.casefold() for one in told}) == 1
        may_have = dose.schedule is None and not _ONCE.search(dose.condition or "")
        yield _scheduled(dose, told) if is_one and may_have else dose


def _said(reading: Reading, names: frozenset[str]) -> Iterator[_Said]:
    for passage in reading.within("2"):
        is_of_other = False
        for sentence in passage.sentences if _GIVES.search(passage.text.text) else ():
            is_of_other = tells_of_other(sentence, names, went_on=is_of_other)
            when = None if is_of_other else schedule_of_all(sentence, names)
            if when is not None:
                yield _Said(passage=passage, sentence=sentence, when=when)


def _scheduled(dose: Dose, told: Sequence[_Said]) -> Dose:
    one = told[0]
    return replace(
        dose,
        schedule=one.when.text,
        evidence=(*dose.evidence, one.passage.evidence(one.sentence)),
        values=(*dose.values, *quantity_spans(one.passage.text, one.when)),
    )
