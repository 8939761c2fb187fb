"""Schedules: how many cycles, how long a cycle is, which gaps and windows doses have (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator
from decimal import Decimal

from spacy.tokens import Span as TokenSpan

from ingest.document import Cell
from ingest.dosing.table_groups import grouped_rows
from ingest.matcher import Match, patterns
from ingest.passages import Passage, evidence
from ingest.quantity import Dimension, Quantity
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans
from ingest.tokens import CROSS_REFERENCE, quantity_of, tokenize
from kg.codes import Comparison, Form, Modality, ScheduleElement
from kg.facts import Schedule

_SECTIONS = ("2", "5")
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_CYCLE_LENGTH = re.compile(r"^(?:treatment\s+)?cycle\s+(?:length|duration)$", re.IGNORECASE)
_LEADING = re.compile(r"^\W*(?P<words>(?:for|in|where|if|due to)\b[^;]*),[^,;]*$", re.IGNORECASE)
_TRAILING = re.compile(r"^\W*(?P<words>(?:if|for|in|when|where|starting|after|and/or|unless)\b.*)", re.IGNORECASE)
_REGIMEN = re.compile(
    r"^(?:dosing|dosage)\s+(?:regimen|schedule)?\s*(?:for|in)\s+|\s*\(?\bdepending\s+on\b.*$", re.IGNORECASE
)
_OPENED = re.compile(r"\s*\([^()]*$")
_WHO = re.compile(r"\b(?:patients?|subjects?|adults|children|those|if|who)\b.*", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"\s+(?:in|by|after|within|at)$", re.IGNORECASE)
_PER_CYCLE = "{cycle}"
_BOUNDED = "respond-within"


def extract(reading: Reading) -> Iterator[Schedule]:
    """One schedule per phrase of section 2, of the warnings and of the guide, and per row of cycle lengths in a table."""
    for passage in reading.guide_and(*_SECTIONS):
        for sentence in passage.sentences:
            yield from _schedules(passage, sentence)
    for placed in reading.tables:
        if placed.table.understood and (placed.chapter is None or is_within(placed.chapter, ("2",))):
            yield from _rows(reading, placed)


def _schedules(passage: Passage, sentence: TokenSpan) -> Iterator[Schedule]:
    taken: set[int] = set()
    matches = sorted(patterns("schedule").find(sentence), key=lambda match: -len(match.tokens))
    for match in sorted(_apart(matches, taken), key=lambda match: match.tokens.start):
        quantity = _quantity(match)
        if quantity is None or (match.pattern.id == _BOUNDED and quantity.comparison is None):
            continue
        yield Schedule(
            evidence=(passage.evidence(_without_stop(sentence)),),
            values=quantity_spans(passage.text, match.tokens) + quantity_spans(passage.text, _behind(match, sentence)),
            read_by=f"schedule.{match.pattern.id}",
            element=ScheduleElement(match.pattern.gives["element"]),
            comparison=_comparison(match, quantity),
            value=quantity.value,
            value_high=quantity.high,
            unit=quantity.unit or _PER_CYCLE,
            modality=Modality(match.pattern.gives["modality"]),
            condition=_condition(match, sentence),
        )


def _apart(matches: list[Match], taken: set[int]) -> Iterator[Match]:
    """The matches that share no amount with a longer one."""
    for match in matches:
        slot = match.slots.get("value", match.slots.get("ordinal"))
        if slot is not None and slot.start not in taken:
            taken.add(slot.start)
            yield match


def _quantity(match: Match) -> Quantity | None:
    if "value" in match.slots:
        return quantity_of(match.slots["value"][0])
    ordinal = _ORDINALS.get(match.slots["ordinal"].text.casefold())
    return Quantity(dimension=Dimension.CYCLES, value=Decimal(ordinal), unit=_PER_CYCLE) if ordinal else None


def _comparison(match: Match, quantity: Quantity) -> Comparison | None:
    """The printed bound; a window is a bound by itself."""
    if match.pattern.gives["element"] == ScheduleElement.DOSE_WINDOW.value:
        return None
    if quantity.comparison is None and match.tokens.text.casefold().find(" up to ") >= 0:
        return Comparison.AT_MOST
    return quantity.comparison


def _behind(match: Match, sentence: TokenSpan) -> TokenSpan:
    end = next((t.i for t in sentence.doc[match.tokens.end : sentence.end] if t.text == ";"), sentence.end)
    return sentence.doc[match.tokens.end : end]


def _condition(match: Match, sentence: TokenSpan) -> str | None:
    """When it holds: the cycle that is named, the words that begin the sentence, and those behind the amount."""
    doc = sentence.doc
    cycle = match.slots["cycle"].text if "cycle" in match.slots else ""
    if cycle and match.slots["cycle"][0].ent_type_ != Dimension.CYCLE_LIST.value:
        cycle = f"{cycle} {doc[match.slots['cycle'].end].text}"
    leading = _LEADING.match(_OPENED.sub("", doc[sentence.start : match.tokens.start].text))
    behind = _behind(match, sentence)
    trailing = _TRAILING.match(doc[behind.start : _stop(behind)].text)
    named = next(
        (t.text for t in doc[sentence.start : match.tokens.start] if t.ent_type_ == Dimension.CYCLE_LIST.value), ""
    )
    parts = [
        _who_must_respond(match, sentence) if match.pattern.id == _BOUNDED else "",
        cycle or (named if match.pattern.gives["element"] == ScheduleElement.CYCLE.value else ""),
        leading["words"].strip() if leading else "",
        trailing["words"].strip(" ,") if trailing else "",
    ]
    return ", ".join(part for part in dict.fromkeys(parts) if part) or None


def _who_must_respond(match: Match, sentence: TokenSpan) -> str:
    """Whom a time to respond is set for: "patients who do not achieve remission"."""
    found = _WHO.search(sentence.doc[sentence.start : match.slots["value"].start].text)
    return _LINK.sub("", found.group().strip()) if found else ""


def _stop(behind: TokenSpan) -> int:
    """Where the words of a condition end: at a reference, a bracket that closes around them, "but" or the sentence's end."""
    depth = 0
    for token in behind:
        depth += (token.text == "(") - (token.text == ")")
        if depth < 0 or token.ent_type_ == CROSS_REFERENCE or token.text == "." or token.lower_ in {"but", "while"}:
            return token.i
    return behind.end


def _without_stop(sentence: TokenSpan) -> TokenSpan:
    end = sentence.end
    while end > sentence.start + 1 and sentence.doc[end - 1].text in {".", ";"}:
        end -= 1
    return sentence.doc[sentence.start : end]


def _rows(reading: Reading, placed: PlacedTable) -> Iterator[Schedule]:
    """The rows "Cycle length | 21 days" of a dosing table."""
    for row in grouped_rows(placed.table):
        label, *cells = row.cells
        for cell in cells if _CYCLE_LENGTH.match(label.words) else []:
            quantity = quantity_of(tokenize(cell.words)[0])
            if quantity is None or quantity.dimension is not Dimension.DURATION or cell.text is None:
                continue
            read: list[Cell] = [label, cell, *row.groups]
            yield Schedule(
                evidence=tuple(
                    evidence(reading.document, part.text.span(), section=placed.section, table=placed.table)
                    for part in read
                    if part.text
                ),
                values=tuple(
                    span for part in read if part.text for span in quantity_spans(part.text, tokenize(part.words))
                ),
                read_by="schedule.table",
                form=Form.TABLE,
                element=ScheduleElement.CYCLE,
                comparison=quantity.comparison,
                value=quantity.value,
                value_high=quantity.high,
                unit=str(quantity.unit),
                modality=Modality.RECOMMENDED,
                condition=", ".join(_REGIMEN.sub("", group.words).strip(" :") for group in row.groups) or None,
            )
