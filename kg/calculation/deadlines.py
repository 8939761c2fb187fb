"""The latest times for a prepared product: when to dilute, to take the bag out of the refrigerator, to begin and to end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kg.codes import HandlingAdvice, ProductState, Storage
from kg.decision.units import converted
from kg.errors import PatientError
from kg.facts import Administration, Fact, Handling, TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was done with a product and when. `storage` is that of the diluted product; None if it is not known.

    Raises `PatientError` if it was diluted before it was reconstituted.
    """

    reconstituted_at: datetime | None = None
    diluted_at: datetime | None = None
    storage: Storage | None = None

    def __post_init__(self) -> None:
        if self.reconstituted_at and self.diluted_at and self.diluted_at < self.reconstituted_at:
            raise PatientError(
                f"diluted at {self.diluted_at}, reconstituted at {self.reconstituted_at}",
                expected="dilution after reconstitution",
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


def deadlines(facts: Iterable[Fact], course: Course) -> Deadlines:
    """The latest times that the limits of a label leave for a course.

    Limits bind together: the infusion must end before the limit from reconstitution through administration is over, so it
    begins, and leaves the refrigerator, as much earlier as it takes. Where several give a time for one step, the earliest
    counts and its facts come first.
    """
    stated = tuple(facts)
    limits = [fact for fact in stated if isinstance(fact, TimeLimit) and fact.max_hours is not None]
    infusion = _infusion(stated)
    end = _earliest("end the infusion", _through_administration(limits, course))
    begin = _earliest(
        "begin the infusion", [*_before(end, infusion, "infusion"), *_stored(limits, course, Storage.ROOM_TEMPERATURE)]
    )
    warming = _warming(stated) if course.storage is Storage.REFRIGERATED else None
    remove = _earliest(
        "take it out of the refrigerator",
        [*_before(begin, warming, "warming"), *_stored(limits, course, Storage.REFRIGERATED)],
    )
    dilute = _earliest("dilute", _from_reconstitution(limits, course))
    late = course.diluted_at is not None and dilute is not None and course.diluted_at > dilute.at
    ahead = (
        None if course.diluted_at else dilute,
        remove if course.storage is Storage.REFRIGERATED else None,
        begin,
        end,
    )
    return Deadlines(
        steps=tuple(step for step in ahead if step is not None),
        broken=(dilute,) if late and dilute is not None else (),
        silent=tuple(_silent(end, infusion, course)),
    )


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


def _through_administration(limits: Iterable[TimeLimit], course: Course) -> Iterator[_Candidate]:
    for limit in limits:
        if limit.state is ProductState.TOTAL and course.reconstituted_at is not None:
            yield _after(course.reconstituted_at, limit, "reconstitution")


def _from_reconstitution(limits: Iterable[TimeLimit], course: Course) -> Iterator[_Candidate]:
    for limit in limits:
        if limit.state is ProductState.RECONSTITUTED and limit.storage is None and course.reconstituted_at is not None:
            yield _after(course.reconstituted_at, limit, "reconstitution")


def _stored(limits: Iterable[TimeLimit], course: Course, storage: Storage) -> Iterator[_Candidate]:
    """Limits on how long the diluted product may be stored in the way that it is."""
    for limit in limits:
        is_so_stored = course.storage is storage and limit.storage in (storage, None)
        if limit.state is ProductState.DILUTED and is_so_stored and course.diluted_at is not None:
            yield _after(course.diluted_at, limit, "dilution")


def _after(start: datetime, limit: TimeLimit, what: str) -> _Candidate:
    hours = limit.max_hours or Decimal(0)
    return start + timedelta(hours=float(hours)), f"{hours} h after {what} at {start:%H:%M}", (limit,)


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


def _silent(end: Deadline | None, infusion: _Length | None, course: Course) -> Iterator[str]:
    if end is None and course.reconstituted_at is not None:
        yield "the label states no limit from reconstitution through the end of administration"
    if infusion is None:
        yield "the label states no length of the infusion, or several"
    if course.storage is None and course.diluted_at is not None:
        yield "how the diluted product is stored is not given"
