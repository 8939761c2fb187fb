"""The latest times for a prepared product: when to dilute, to take the bag out of the refrigerator, to begin and to end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from kg.calculation.calendar import within_calendar
from kg.codes import HandlingAdvice, HandlingStep, ProductState, Storage
from kg.decision.units import converted
from kg.errors import PatientError
from kg.facts import Administration, Fact, Handling, TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was done with a product and when. `storage` is that of the diluted product and `vial_storage` that of the
    reconstituted one; None if it is not known.

    `prepared_at` is when its preparation was begun, `removed_at` when it was taken out of the refrigerator. Raises
    `PatientError` if a step was done before one that it follows, for no time at all, and where some times have an offset.
    """

    prepared_at: datetime | None = None
    reconstituted_at: datetime | None = None
    diluted_at: datetime | None = None
    removed_at: datetime | None = None
    storage: Storage | None = None
    vial_storage: Storage | None = None

    def __post_init__(self) -> None:
        done = [(_words(step), at) for step, at in self._steps() if at is not None]
        if not done:
            raise PatientError(
                "no time is given",
                expected=f"when one of these was done: {', '.join(_words(step) for step, _ in self._steps())}",
            )
        if len({at.utcoffset() is None for _, at in done}) > 1:
            raise PatientError("some of the times have an offset", expected="all with one (08:00+01:00), or none")
        for (earlier, first), (later, then) in pairwise(done):
            if then < first:
                raise PatientError(f"{later} at {then}, {earlier} at {first}", expected=f"{later} after {earlier}")

    def at(self, step: HandlingStep) -> datetime | None:
        """When a step was done; None if it was not, or that is not known."""
        return dict(self._steps()).get(step)

    def _steps(self) -> tuple[tuple[HandlingStep, datetime | None], ...]:
        return (
            (HandlingStep.PREPARATION, self.prepared_at),
            (HandlingStep.RECONSTITUTION, self.reconstituted_at),
            (HandlingStep.DILUTION, self.diluted_at),
            (HandlingStep.REMOVAL_FROM_REFRIGERATOR, self.removed_at),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The latest time for a step, how it follows, and the facts that it follows from, the one that binds first."""

    step: str
    at: datetime
    derivation: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The latest time for each step, the steps in their order. `broken` are limits that are passed already."""

    steps: tuple[Deadline, ...]
    broken: tuple[Deadline, ...] = ()
    silent: tuple[str, ...] = ()


_FROM = {
    ProductState.RECONSTITUTED: HandlingStep.RECONSTITUTION,
    ProductState.DILUTED: HandlingStep.DILUTION,
    ProductState.TOTAL: HandlingStep.RECONSTITUTION,
}
"""The step that a limit counts from where the label names none: the one that makes the state it is of."""
_TO = {
    ProductState.TOTAL: HandlingStep.END_OF_ADMINISTRATION,
    ProductState.ADMINISTRATION: HandlingStep.END_OF_ADMINISTRATION,
    ProductState.RECONSTITUTED: HandlingStep.DILUTION,
}
"""The step that must be done in time where the label names none."""


@within_calendar()
def deadlines(facts: Iterable[Fact], course: Course) -> Deadlines:
    """The latest times that the limits of a label leave for a course.

    Limits bind together: the infusion must end before the limit from reconstitution through administration is over, so it
    begins, and leaves the refrigerator, as much earlier as it takes. Where several give a time for one step, the earliest
    counts and its facts come first.
    """
    stated = tuple(facts)
    limits = [fact for fact in stated if isinstance(fact, TimeLimit) and _holds(fact, course)]
    infusion = _infusion(stated)
    warming = _warming(stated) if course.storage is Storage.REFRIGERATED else None
    end = _earliest("end the infusion", _counted(limits, HandlingStep.END_OF_ADMINISTRATION, course))
    begin = _earliest(
        "begin the infusion",
        [*_before(end, infusion, "infusion"), *_counted(limits, HandlingStep.START_OF_ADMINISTRATION, course)],
    )
    remove = _earliest(
        "take it out of the refrigerator",
        [*_before(begin, warming, "warming"), *_counted(limits, HandlingStep.REMOVAL_FROM_REFRIGERATOR, course)],
    )
    dilute = _earliest("dilute", _counted(limits, HandlingStep.DILUTION, course))
    cold = remove if course.storage is Storage.REFRIGERATED else None
    done = ((dilute, course.diluted_at), (cold, course.removed_at))
    ahead = (*(step for step, at in done if at is None), begin, end)
    return Deadlines(
        steps=tuple(step for step in ahead if step is not None),
        broken=tuple(step for step, at in done if step is not None and at is not None and at > step.at),
        silent=(*_silent(limits, end, infusion, course), *_unstored(stated, course)),
    )


def _holds(limit: TimeLimit, course: Course) -> bool:
    """Whether a limit is of the product as it is stored, or as it is kept once it has left the refrigerator."""
    if limit.max_hours is None or limit.state is ProductState.UNOPENED:
        return False
    stored = course.vial_storage if limit.state is ProductState.RECONSTITUTED else course.storage
    return limit.storage in (stored, None) or limit.counted_from is HandlingStep.REMOVAL_FROM_REFRIGERATOR


def _begun(limit: TimeLimit) -> HandlingStep | None:
    return limit.counted_from or _FROM.get(limit.state)


def _ended(limit: TimeLimit) -> HandlingStep:
    """The step that must be done in time: a cold product is taken out, a warm one begun to be given."""
    is_cold = limit.storage is Storage.REFRIGERATED
    kept = HandlingStep.REMOVAL_FROM_REFRIGERATOR if is_cold else HandlingStep.START_OF_ADMINISTRATION
    return limit.counted_to or _TO.get(limit.state, kept)


def _counted(limits: Iterable[TimeLimit], step: HandlingStep, course: Course) -> "Iterator[_Candidate]":
    """The times by which limits ask for a step, of those that count from a step that was done."""
    for limit in limits:
        begun = _begun(limit)
        start = course.at(begun) if begun is not None else None
        if begun is not None and start is not None and _ended(limit) is step:
            yield _after(start, limit, begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Length:
    """How long something takes, and the fact that states it."""

    length: timedelta
    fact: Fact


_Candidate = tuple[datetime, str, tuple[Fact, ...]]


def _infusion(facts: Iterable[Fact]) -> _Length | None:
    """The length of the infusion, where the label states one only."""
    found = [fact for fact in facts if isinstance(fact, Administration) and fact.infusion_minutes is not None]
    lengths = {fact.infusion_minutes for fact in found}
    minutes = lengths.pop() if len(lengths) == 1 else None
    return _Length(length=timedelta(minutes=float(minutes)), fact=found[0]) if minutes is not None else None


def _warming(facts: Iterable[Fact]) -> _Length | None:
    for fact in facts:
        if (
            isinstance(fact, Handling)
            and fact.advice is HandlingAdvice.WARM_TO_ROOM_TEMPERATURE
            and fact.duration is not None
        ):
            minutes = converted(fact.duration, fact.duration_unit or "h", "min")
            return _Length(length=timedelta(minutes=float(minutes)), fact=fact)
    return None


def _after(start: datetime, limit: TimeLimit, begun: HandlingStep) -> _Candidate:
    hours = limit.max_hours or Decimal(0)
    bound = f", if {limit.condition}" if limit.condition else ""
    return start + timedelta(hours=float(hours)), f"{hours} h after {_words(begun)} at {start:%H:%M}{bound}", (limit,)


def _before(step: Deadline | None, taken: _Length | None, what: str) -> Iterator[_Candidate]:
    """The time that leaves enough for something before a step."""
    if step is not None and taken is not None:
        minutes = int(taken.length.total_seconds() // 60)
        yield step.at - taken.length, f"{minutes} min of {what} before {step.at:%H:%M}", (*step.facts, taken.fact)


def _earliest(step: str, candidates: Iterable[_Candidate]) -> Deadline | None:
    found = sorted(candidates, key=lambda candidate: candidate[0])
    if not found:
        return None
    at, derivation, facts = found[0]
    return Deadline(step=step, at=at, derivation=derivation, facts=facts)


def _silent(
    limits: Sequence[TimeLimit], end: Deadline | None, infusion: _Length | None, course: Course
) -> Iterator[str]:
    """What the label, or the course, does not tell: each limit whose time was not counted is told."""
    if end is None and course.reconstituted_at is not None:
        yield "the label states no limit from reconstitution through the end of administration"
    if infusion is None:
        yield "the label states no length of the infusion, or several"
    if course.storage is None and course.diluted_at is not None:
        yield "how the diluted product is stored is not given"
    for limit in limits:
        begun = limit.counted_from
        if begun is not None and course.at(begun) is None and begun not in _FROM.values():
            yield f"a limit of {limit.max_hours} h counts from {_words(begun)}, and when that was is not given"


def _unstored(facts: Sequence[Fact], course: Course) -> Iterator[str]:
    """That limits of one way to store the reconstituted product are not counted, where it is not told how that is stored."""
    limits = [fact for fact in facts if isinstance(fact, TimeLimit) and fact.state is ProductState.RECONSTITUTED]
    if (
        course.reconstituted_at
        and not course.diluted_at
        and not course.vial_storage
        and any(one.storage for one in limits)
    ):
        yield "how the reconstituted product is stored is not given, and the label has limits for it"


def _words(step: HandlingStep) -> str:
    return step.value.replace("_", " ")
