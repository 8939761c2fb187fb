"""Doses in the action cells of a table of dose rules, to which one is lowered: "Reduce the dose to 4 mg", "resume at 4 mg"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.document import Cell
from ingest.dosing.actions import FoundAction, actions
from ingest.dosing.amounts import DoseAmount, changed_to, dose_amounts
from ingest.dosing.circumstances import told_behind
from ingest.dosing.cues import cues
from ingest.dosing.lowered import GivenDose, given_dose, is_below
from ingest.dosing.maxima import Maxima, bounded, incomplete_by, maxima_behind
from ingest.dosing.parted_rows import parted
from ingest.dosing.routes import route_of_all
from ingest.dosing.rule_rows import RuleRow, rule_rows
from ingest.passages import evidence
from ingest.reading import PlacedTable, Reading
from ingest.thresholds import quantity_spans
from ingest.tokens import quantity_of, tokenize
from ingest.wording import without_references
from kg.codes import Action, Form
from kg.facts import Dose

_STARTING = re.compile(r"\bstarting\s+dos(?:e|age)\b", re.IGNORECASE)
_CASE = re.compile(r"(?:if|when|for|in)\b", re.IGNORECASE)
_ENDS = frozenset({".", ";", "•"})
_LEADING_TO = frozenset({"to", "at", "of", ":"})
_LOWER = frozenset({"reduced", "lower", "decreased"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedDose:
    """A dose to which an action changes another, what bounds it, that other one as printed, if it is, and the condition that
    the instruction names.
    """

    amount: DoseAmount
    maxima: Maxima
    before: str | None
    told: str = ""


def action_doses(
    reading: Reading, placed: PlacedTable, names: frozenset[str], recommended: Sequence[GivenDose]
) -> Iterator[Dose]:
    """The doses to which the rows of a table of rules lower the one that is given, each for the finding of its row."""
    for row in (part for whole in rule_rows(placed.table) for part in parted(whole)):
        doc = tokenize(row.action.words)
        for changed in (*lowered_doses(doc, names, _given(row) or recommended), *raised_doses(doc, names)):
            yield _dose(reading, placed, row, changed)


def _given(row: RuleRow) -> Sequence[GivenDose]:
    """The doses that the patients of a row have: "Exampleosis (starting dose 8 mg)"."""
    words = (*row.condition, *(cell.words for cell in (row.finding, *row.context) if cell is not None))
    found = (given_dose(token) for said in words if _STARTING.search(said) for token in tokenize(said))
    return list(filter(None, found))


def lowered_doses(doc: Doc, names: frozenset[str], recommended: Sequence[GivenDose]) -> Iterator[ChangedDose]:
    """The doses to which an instruction reduces one, and those at which it resumes, if they are called lower or are lower than
    each recommended one.

    >>> doc = tokenize("Withhold until recovery, then resume at a reduced dose of 4 mg. If rash recurs, reduce 4 mg to 2 mg.")
    >>> [(str(lowered.amount.quantity.value), lowered.before) for lowered in lowered_doses(doc, frozenset(), ())]
    [('4', None), ('2', '4 mg')]
    """
    found = [one for one in actions(doc) if one.action in (Action.REDUCE, Action.RESUME)]
    done = 0
    for one, following in zip(found, (*found[1:], None), strict=False):
        start = one.tokens.start
        if start < done:
            continue
        end = _end(doc, one, following)
        amounts = dose_amounts(doc[start:end], names)
        lower = [amount for amount in changed_to(amounts) if _is_lower(amount, one, recommended)]
        for amount, most in zip(lower, maxima_behind(lower, end), strict=False):
            yield ChangedDose(amount=amount, maxima=most, before=_before(doc, start, amount))
            done = amount.token.i + 1


def raised_doses(doc: Doc, names: frozenset[str]) -> Iterator[ChangedDose]:
    """The doses to which an instruction raises one again, with the condition that it names: "may increase to 8 mg if the rash
    resolves", "If the reduced dose is tolerated, administer EXAMPLINE at 8 mg as next dose".

    >>> doc = tokenize("Resume at 4 mg; may increase to 8 mg daily if the rash resolves to Grade 1 or lower.")
    >>> [(str(raised.amount.quantity.value), raised.told) for raised in raised_doses(doc, frozenset())]
    [('8', 'if the rash resolves to Grade 1 or lower')]
    """
    for sentence in doc.sents:
        for cue in cues(sentence, names):
            leading = sentence.doc[sentence.start : cue.tokens.start].text.rpartition(";")[2].strip(" ,•")
            is_case = _CASE.match(leading) is not None
            if not (cue.is_raise or (cue.is_order and is_case)) or cue.is_to_largest:
                continue
            for amount in tuple(changed_to(dose_amounts(doc[cue.tokens.end : sentence.end], names)))[:1]:
                behind = ", ".join(told_behind(_words_behind(amount, sentence.end)))
                told = ", ".join(filter(None, (leading if is_case else "", behind)))
                if told:
                    yield ChangedDose(amount=amount, maxima=Maxima(), before=None, told=told)


def _words_behind(amount: DoseAmount, end: int) -> str:
    """The words behind an amount, and behind those that tell when it is given."""
    start = amount.when.end if amount.when is not None and amount.when.start > amount.token.i else amount.token.i + 1
    return amount.token.doc[start:end].text


def _end(doc: Doc, one: FoundAction, following: FoundAction | None) -> int:
    """Where the words of an instruction end: at the end of its sentence or item, or at the next instruction behind it."""
    ends = (token.i for token in doc[one.tokens.end :] if token.text in _ENDS)
    end = next(ends, len(doc))
    is_apart = following is not None and following.tokens.start >= one.tokens.end
    return min(end, following.tokens.start) if following is not None and is_apart else end


def _is_lower(amount: DoseAmount, one: FoundAction, recommended: Sequence[GivenDose]) -> bool:
    doc, token = amount.token.doc, amount.token
    if not (token.i and doc[token.i - 1].lower_ in _LEADING_TO) and amount.quantity.high is None:
        return False
    said = {word.lower_ for word in doc[one.tokens.start : token.i]}
    given = given_dose(token)
    is_less = given is not None and is_below(given, recommended)
    return one.action is Action.REDUCE or bool(said & _LOWER) or is_less


def _before(doc: Doc, start: int, amount: DoseAmount) -> str | None:
    """The dose that is lowered, where an instruction names it: "Reduce 8 mg to 6 mg"."""
    told: Iterator[Token] = (
        token
        for token in doc[start : amount.token.i]
        if (quantity := quantity_of(token)) is not None and quantity.unit == amount.quantity.unit
    )
    first = next(told, None)
    return first.text if first is not None else None


def _dose(reading: Reading, placed: PlacedTable, row: RuleRow, lowered: ChangedDose) -> Dose:
    amount = lowered.amount
    cells = _cells(row)
    beside = tuple(passage for passage in reading.within("2") if passage.section == placed.section)
    named = () if row.finding else (row.named,)
    told = (
        *row.condition,
        *named,
        *(cell.words for cell in cells if cell is not row.action and cell not in row.context),
    )
    condition = dict.fromkeys(without_references(words).strip(" :•.") for words in told)
    found = Dose(
        evidence=tuple(
            evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
            for cell in cells
            if cell.text
        ),
        values=tuple(span for cell in cells if cell.text for span in quantity_spans(cell.text, tokenize(cell.words))),
        read_by="dose.action",
        form=Form.TABLE,
        amount=amount.quantity.value,
        amount_high=amount.quantity.high,
        unit=str(amount.quantity.unit),
        schedule=amount.schedule,
        condition=", ".join(
            filter(None, (*condition, f"from {lowered.before}" if lowered.before else "", lowered.told))
        )
        or None,
        route=route_of_all(beside, reading.document) or route_of_all(reading.within("2"), reading.document),
    )
    return incomplete_by(bounded(found, lowered.maxima.own), *(one.said.text for one in lowered.maxima.unsure))


def _cells(row: RuleRow) -> tuple[Cell, ...]:
    """The cells that tell a dose of a row: its finding, how severe it is, for whom, and the action."""
    told = (row.finding, *row.bounds, *row.severity, *row.context, row.action)
    return tuple(dict.fromkeys(cell for cell in told if cell is not None))
