"""The criteria of a dose rule: its trigger and severity together, and what must be reached to go on."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.criteria.abbreviations import without_abbreviations
from ingest.criteria.criterion import LOWEST, criteria, sets_bound
from ingest.criteria.items import items, rows_of_items
from ingest.criteria.pieces import alternatives, sets_bounds
from ingest.criteria.said_in_full import said_in_full
from ingest.criteria.title import further, is_degree, is_named_by, is_organ, parted_title
from ingest.matcher import patterns
from ingest.measure import Dimension
from ingest.spelled_numbers import ORDINALS
from ingest.tokens import quantity_of, tokenize
from kg.codes import Comparison
from kg.facts import Threshold
from kg.facts.criteria import COURSE, CYCLE, DAY, REDUCTIONS, Criterion
from kg.naming import findings
from kg.naming.words import table
from kg.naming.words import words as folded

_BASELINE = "baseline"
_RECOVERY = "recovery"
"""The pattern of words that tell that something has gone."""
_WHOLE = Decimal(1)
_PAIR = 2
_WHO = re.compile(r"(?:in|for)\s+(?P<who>patients?\s+(?:with|without|who|whose)\b[^;:•]*?)\s+for\s+", re.IGNORECASE)
_DOSES = frozenset({Dimension.MASS, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.DOSE_PER_TIME})


def rule_criteria(
    trigger: str, severity: str | None, *, about: str | None = None, measured: str | None = None
) -> tuple[Criterion, ...]:
    """The criteria of a rule from its printed trigger and severity.

    `about` is what is printed above a trigger that names no finding, "Elevation greater than 2 × ULN", and `measured` what
    bounds without a parameter are on.

    A trigger that bounds or grades something holds beside the severity, and so do one that tells a change from values before
    treatment ("ANC decreases": "ANC was at least 1 before treatment") and one that names a dose ("starting dose 100 mg"). Any
    other is the title that says what the severity is of, and holds beside one that neither bounds nor grades; what it is with
    or without ("Hepatitis with no tumor involvement") holds beside any. A severity that only tells a degree ("severe") is read with
    what it is of, as one thing for a person to confirm.
    """
    if severity is None:
        return _numbered(_rows(trigger, about))
    ordinal = ORDINALS.get(severity.strip().casefold())
    if ordinal is not None:
        return _numbered([replace(row[0], occurrence=ordinal), *row[1:]] for row in _rows(trigger, None))
    title, beside = parted_title(trigger)
    title = _leading(trigger) if title == trigger else title
    rows = _with_named_before(_rows(severity, title, measured), title)
    change = _change(trigger) if any(one.at_baseline for row in rows for one in row) else None
    if change is not None:
        before = [[replace(one, at_baseline=bool(one.thresholds)) for one in row] for row in rows]
        return _numbered([change, *row] for row in before)
    if (defined := _defined(trigger, rows)) is not None:
        return _numbered([[defined]])
    is_title = not sets_bounds(tokenize(trigger)[:]) and not _names_dose(trigger)
    triggers, found = _rows(trigger, None), list[tuple[Criterion, ...]]()
    if is_title and is_degree(severity) and all(len(row) == 1 for row in triggers):
        return _numbered([_of_degree(row[0], severity)] for row in triggers)
    for row in rows:
        is_alone = is_title and (any(map(sets_bound, row)) or is_named_by(trigger, row) or _is_said_by(trigger, row))
        found.extend([(*row, *further(beside, row))] if is_alone else [(*first, *row) for first in triggers])
    return _numbered(found)


def _of_degree(named: Criterion, severity: str) -> Criterion:
    """What a trigger names with how bad it must be, in the order in which that is said: "severe rash"."""
    first, _, rest = named.text.partition(" ")
    bare = " ".join(filter(None, [first.lower() if first[1:].islower() else first, rest]))
    return Criterion(alternative=1, text=f"{severity.strip().lower()} {bare}", absent=named.absent)


def _is_said_by(trigger: str, row: Sequence[Criterion]) -> bool:
    """Whether an alternative says all the words of a title, and more: "samplosis" above "samplosis that goes on"."""
    return set(folded(trigger)) <= {word for one in row for word in folded(one.text)}


def _leading(trigger: str) -> str:
    """What a trigger names before the bounds beside it, in all of its alternatives ("neutropenia" of "neutropenia with fever ≥ 38.5 °C"),
    or behind the words for which time it happens: "rash" of "first occurrence of rash".
    """
    rows = _rows(trigger, None)
    if len(rows) == len(rows[0]) == 1 and rows[0][0].occurrence is not None and not rows[0][0].thresholds:
        return rows[0][0].subject or trigger
    first = {row[0].subject for row in rows if row[0].thresholds == () and row[0].grade_high is None}
    named = first.pop() if len(first) == 1 else None
    is_beside = named is not None and sets_bounds(tokenize(trigger)[:]) and trigger.startswith(named)
    return named if named is not None and is_beside else trigger


def _defined(trigger: str, rows: Sequence[Sequence[Criterion]]) -> Criterion | None:
    """The bound of a trigger with the grade that it defines: "neutrophils < 0.5 × 10*9/L", severity "Grade 4"."""
    triggers = _rows(trigger, None)
    alone = [*triggers[0], *rows[0]] if len(triggers) == len(rows) == 1 else []
    if len(alone) != _PAIR:
        return None
    bound, grade = alone
    is_bound = any(limit.parameter not in COURSE for limit in bound.thresholds) and bound.grade_high is None
    is_grade = grade.grade_high is not None and not grade.thresholds and grade.occurrence is None
    if not is_bound or not is_grade or grade.subject != trigger:
        return None
    return replace(bound, grade_low=grade.grade_low, grade_high=grade.grade_high)


def _names_dose(words: str) -> bool:
    found = filter(None, map(quantity_of, tokenize(words)))
    return any(quantity.dimension in _DOSES for quantity in found)


def reached(words: str, trigger: str) -> tuple[Criterion, ...]:
    """The criteria of what must be reached before treatment goes on: "platelets recover to ≥ 50 × 10*9/L".

    A grade is the highest that may be left, and what is gone has reached it. What sets no bound is for a person to confirm,
    and so is one on the value before treatment, which does not recover: "recovery to baseline if baseline QTc is above 470 ms".
    """
    return _numbered([_to_reach(one) for one in row] for row in _rows(words, trigger))


def _to_reach(one: Criterion) -> Criterion:
    if one.at_baseline and one.thresholds:
        return replace(one, subject=None, thresholds=(), grade_low=None, grade_high=None, at_baseline=False)
    return replace(one, grade_low=None) if sets_bound(one) else replace(one, subject=None)


def conditions(told: Iterable[str], trigger: str) -> tuple[Criterion, ...]:
    """The criteria of the conditions of an instruction, which must all hold: "second occurrence", "ANC below 0.5 × 10*9/L"."""
    rows: list[tuple[Criterion, ...]] = [()]
    for words in told:
        more = _each_as_last([_confirmable(row) for row in _rows(words, trigger)])
        rows = [(*row, *further) for row in rows for further in more]
    return _numbered(rows)


def _confirmable(row: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria of an alternative, what sets no bound being for a person to confirm, and so what recovers at some time, or if
    it had some value before treatment: those bounds are none of the recovery. Of the lowest grades what has gone is one too.
    """
    recovering = {one.text for one in row if _is_recovery_of_its_own(one)}
    told = (
        replace(one, grade_low=None if one.grade_low == LOWEST else one.grade_low)
        if sets_bound(one) and one.text not in recovering
        else Criterion(alternative=1, text=one.text, absent=one.absent, disputed=one.disputed)
        for one in row
    )
    return tuple(_not_said_twice(dict.fromkeys(told)))


def _not_said_twice(told: Collection[Criterion]) -> Iterator[Criterion]:
    """The criteria but for circumstances that another one says among its words: "next cycle" beside "recovered by the next cycle"."""
    asked = [one for one in told if not sets_bound(one)]
    for one in told:
        is_within = any(one.text in other.text and one.text != other.text for other in asked if one in asked)
        if not is_within:
            yield one


def _is_recovery_of_its_own(one: Criterion) -> bool:
    """Whether a criterion tells of a recovery, and bounds something else: its time, or the value before treatment."""
    is_apart = one.at_baseline or any(bound.parameter in COURSE for bound in one.thresholds)
    fillers = patterns("criterion_filler").find(tokenize(one.text)) if is_apart else ()
    return any(match.pattern.id == _RECOVERY for match in fillers)


def _each_as_last(rows: Sequence[tuple[Criterion, ...]]) -> Sequence[tuple[Criterion, ...]]:
    """The alternatives, each with what a person must confirm of the last one: "A < 40 % or B > 20 % is confirmed"."""
    asked = tuple(one for one in rows[-1] if not sets_bound(one)) if any(map(sets_bound, rows[-1])) else ()
    return [(*row, *asked) if all(map(sets_bound, row)) else row for row in rows]


def _rows(words: str, title: str | None, measured: str | None = None) -> list[tuple[Criterion, ...]]:
    """The criteria of each alternative of some words. The patients that they begin with are those of all that follows: "in patients
    with A for B or C".
    """
    who = _WHO.match(words)
    if who is not None and sets_bounds(tokenize(words[who.end() :])[:]):
        asked = Criterion(alternative=1, text=who["who"])
        return [(*row, asked) for row in _rows(words[who.end() :], title, measured)]
    full = said_in_full(without_abbreviations(words))
    listed = items(full)
    return (
        rows_of_items(listed, lambda item: _joined(item, title, measured)) if listed else _joined(full, title, measured)
    )


def _joined(words: str, title: str | None, measured: str | None) -> list[tuple[Criterion, ...]]:
    """The criteria of each alternative of words that are no list; they are said in full.

    A value before treatment is told once for all that follows it, and so is the parameter: "ALT > 5 × ULN, or > 3 × ULN with ...".
    """
    rows = list[tuple[Criterion, ...]]()
    at_baseline, parameter = False, measured
    for pieces in alternatives(tokenize(words)):
        row = list[Criterion]()
        for piece in pieces:
            row.extend(criteria(piece, title, parameter))
            bounds = (bound.parameter for one in reversed(row) if not one.absent for bound in one.thresholds)
            parameter = next((bound for bound in bounds if bound not in COURSE), parameter)
        at_baseline = at_baseline or (row[0].at_baseline and bool(row[0].thresholds))
        told = [_before_treatment(one) if at_baseline else one for one in _completed(row, rows)]
        rows.append(tuple(_not_bound_anew(told)))
    return _with_last_reductions(_with_later_subject(rows))


def _with_later_subject(rows: list[tuple[Criterion, ...]]) -> list[tuple[Criterion, ...]]:
    """The alternatives, a grade of nothing being of what the next one is of: "Grade 3 or persistent Grade 2 neuropathy"."""
    shared: str | None = None
    found = list[tuple[Criterion, ...]]()
    for row in reversed(rows):
        found.insert(0, tuple(_of_subject(one, shared) for one in row))
        shared = next((one.subject for one in found[0] if one.grade_high is not None), None)
    return found


def _with_named_before(rows: list[tuple[Criterion, ...]], title: str) -> list[tuple[Criterion, ...]]:
    """The alternatives, those of nothing but the organ of the title being of what the one before names: "Eye", "for Grade 3 keratitis or
    for Grade 2 that goes on".
    """
    if not is_organ(title):
        return rows
    named: str | None = None
    found = list[tuple[Criterion, ...]]()
    for row in rows:
        found.append(tuple(replace(one, subject=named) if named and one.subject == title else one for one in row))
        graded = (one.subject for one in row if one.grade_high is not None and not one.absent)
        named = next((subject for subject in graded if subject not in {None, title}), named)
    return found


def _of_subject(one: Criterion, subject: str | None) -> Criterion:
    is_of_nothing = one.grade_high is not None and one.subject is None
    return replace(one, subject=subject) if is_of_nothing else one


def _with_last_reductions(rows: list[tuple[Criterion, ...]]) -> list[tuple[Criterion, ...]]:
    """The alternatives, with the dose reductions behind the last one, which may be meant of all: "recurrent A or B after one reduction"."""
    last = [one for one in rows[-1] if _is_of_reductions(one)] if len(rows) > 1 else []
    if not last or any(_is_of_reductions(one) for row in rows[:-1] for one in row):
        return rows
    shared = [replace(one, disputed=True) for one in last]
    return [*((*row, *shared) for row in rows[:-1]), rows[-1]]


def _is_of_reductions(one: Criterion) -> bool:
    return any(bound.parameter == REDUCTIONS for bound in one.thresholds)


def _not_bound_anew(row: Sequence[Criterion]) -> Iterator[Criterion]:
    """The criteria of an alternative but for those of the one before that may hold beside it, where it has bounds of its own on
    the same: in "ANC < 1 with fever or ANC < 0.5" the second bound is the only one.
    """
    own = {(bound.parameter, one.at_baseline) for one in row if not one.disputed for bound in one.thresholds}
    for one in row:
        bounds = {(bound.parameter, one.at_baseline) for bound in one.thresholds}
        if not (one.disputed and bounds and bounds <= own):
            yield one


def _before_treatment(one: Criterion) -> Criterion:
    """A bound that follows one on a value before treatment is on such a value too, but not where a value changes."""
    changes = table().direction.keys() & set(folded(one.text))
    return one if changes or not one.thresholds else replace(one, at_baseline=True)


def _completed(row: Sequence[Criterion], before: Sequence[Sequence[Criterion]]) -> Sequence[Criterion]:
    """An alternative that tells nothing but another cycle or day has the bounds of the one before: "ANC < 1 in Cycle 3 or Day 1"."""
    bounds = [bound.parameter for one in row for bound in one.thresholds]
    if not before or not bounds or not all(one.thresholds for one in row) or set(bounds) - {CYCLE, DAY}:
        return row
    shared = (replace(one, thresholds=_without_moment(one)) for one in before[-1])
    return [*(one for one in shared if sets_bound(one)), *row]


def _without_moment(one: Criterion) -> tuple[Threshold, ...]:
    return tuple(bound for bound in one.thresholds if bound.parameter not in {CYCLE, DAY})


def _numbered(rows: Iterable[Sequence[Criterion]]) -> tuple[Criterion, ...]:
    numbered = enumerate(map(_open_where_repeated, rows), start=1)
    return tuple(replace(one, alternative=number) for number, row in numbered for one in row)


def _open_where_repeated(row: Sequence[Criterion]) -> Sequence[Criterion]:
    """Bounds of one direction on one thing are hardly meant together: a list may have lost its "or". No more are several grades
    of it, nor then what stands beside each: "Grade 3 in adults and Grade 2 in children".
    """
    graded = [one.subject for one in row if one.grade_high is not None and not one.disputed]
    if len(graded) > len(set(filter(None, graded))):
        return [replace(one, disputed=True) for one in row] if len(graded) > 1 else row
    told = Counter(bound for one in row if not one.disputed for bound in _directions(one))
    return [replace(one, disputed=True) if any(told[bound] > 1 for bound in _directions(one)) else one for one in row]


def _directions(one: Criterion) -> Iterator[tuple[str, str, str | None, bool]]:
    """What the bounds of a criterion are on, and whether they are upper or lower ones."""
    for bound in one.thresholds:
        yield bound.parameter, bound.operator[0], bound.relative_to or bound.unit, one.at_baseline


def _change(trigger: str) -> Criterion | None:
    """A trigger that only tells that a value has changed against the one before treatment: "Platelet count decreases"."""
    tokens = tokenize(trigger)
    verb = next((match for match in patterns("criterion_change").find(tokens) if match.tokens.end == len(tokens)), None)
    named = findings.mentioned(tokens[: verb.tokens.start].text) if verb else ()
    if verb is None or not named:
        return None
    subject = tokens[: verb.tokens.start].text
    operator = Comparison(verb.pattern.gives["change"])
    changed = Threshold(parameter=subject, operator=operator, value=_WHOLE, relative_to=_BASELINE)
    return Criterion(alternative=1, text=trigger, subject=subject, thresholds=(changed,))
