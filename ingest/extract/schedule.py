"""Schedules: how many cycles, how long a cycle is, which gaps and windows doses have (21 CFR 201.57(c)(3))."""

from collections.abc import Iterator
from decimal import Decimal

from spacy.tokens import Span as TokenSpan

from ingest.document import Cell
from ingest.dosing.table_groups import grouped_rows
from ingest.matcher import Match, PatternSet, patterns
from ingest.passages import Passage, evidence
from ingest.quantity import Dimension, Quantity
from ingest.reading import PlacedTable, Reading, is_within
from ingest.spelled_numbers import ORDINALS
from ingest.thresholds import quantity_spans
from ingest.tokens import CROSS_REFERENCE, quantity_of, tokenize
from kg.codes import Comparison, Form, Modality, ScheduleElement
from kg.facts import Schedule

_SECTIONS = ("2", "5")
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
    ordinal = ORDINALS.get(match.slots["ordinal"].text.casefold())
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
    named = next(
        (t.text for t in doc[sentence.start : match.tokens.start] if t.ent_type_ == Dimension.CYCLE_LIST.value), ""
    )
    parts = [
        _who_must_respond(match, sentence) if match.pattern.id == _BOUNDED else "",
        cycle or (named if match.pattern.gives["element"] == ScheduleElement.CYCLE.value else ""),
        _leading(doc[sentence.start : match.tokens.start]),
        _trailing(_behind(match, sentence)),
    ]
    return ", ".join(part for part in dict.fromkeys(parts) if part) or None


def _leading(before: TokenSpan) -> str:
    """The condition that a sentence begins with, up to the last comma before the amount; "" if it begins with none."""
    opened = next((token.i for token in reversed(before) if token.text in "()"), before.end)
    kept = before.doc[before.start : opened if before.doc[opened].text == "(" else before.end]
    words = _from_first_word(kept)
    comma = next((token.i for token in reversed(words) if token.text == ","), None)
    if comma is None or not _of("leading").opening(words) or any(token.text == ";" for token in words):
        return ""
    return str(words.doc[words.start : comma].text.strip())


def _trailing(behind: TokenSpan) -> str:
    """The condition behind an amount; "" if none begins there."""
    words = _from_first_word(behind.doc[behind.start : _stop(behind)])
    return str(words.text.strip(" ,")) if _of("trailing").opening(words) else ""


def _from_first_word(words: TokenSpan) -> TokenSpan:
    start = next((token.i for token in words if token.text[0].isalnum()), words.end)
    return words.doc[start : words.end]


def _who_must_respond(match: Match, sentence: TokenSpan) -> str:
    """Whom a time to respond is set for: "patients who do not achieve remission"."""
    before = sentence.doc[sentence.start : match.slots["value"].start]
    found = _of("who").first(before)
    if found is None:
        return ""
    end = before.end - bool(_of("link").opening(before[-1:]))
    return str(before.doc[found.tokens.start : end].text.strip())


def _stop(behind: TokenSpan) -> int:
    """Where the words of a condition end: at a reference, a bracket that closes around them, "but" or the sentence's end."""
    depth = 0
    for token in _of("end").before(behind):
        depth += (token.text == "(") - (token.text == ")")
        if depth < 0 or token.ent_type_ == CROSS_REFERENCE or token.text == ".":
            return token.i
    return _of("end").before(behind).end


def _without_stop(sentence: TokenSpan) -> TokenSpan:
    end = sentence.end
    while end > sentence.start + 1 and sentence.doc[end - 1].text in {".", ";"}:
        end -= 1
    return sentence.doc[sentence.start : end]


def _rows(reading: Reading, placed: PlacedTable) -> Iterator[Schedule]:
    """The rows "Cycle length | 21 days" of a dosing table."""
    for row in grouped_rows(placed.table):
        label, *cells = row.cells
        for cell in cells if _of("cycle-length").takes_all(tokenize(label.words)) else []:
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
                condition=", ".join(_group(group.words) for group in row.groups) or None,
            )


def _group(printed: str) -> str:
    """The name of a group of rows without "Dosing regimen for" and what it depends on."""
    words = _of("depending").before(tokenize(printed)[:])
    regimen = _of("regimen").opening(words)
    return str(words.doc[regimen.tokens.end if regimen else words.start : words.end].text.strip(" :"))


def _of(part: str) -> PatternSet:
    return patterns("schedule_condition", part)
