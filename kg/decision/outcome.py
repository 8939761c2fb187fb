"""True, false or open, with what would settle it (the strong three-valued logic of Kleene)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What is missing to tell. `words` are the label's, where a yes or no to them settles it.

    >>> str(Need("whether this is so", "signs of infection"))
    'whether this is so: signs of infection'
    """

    what: str
    words: str | None = None

    def __str__(self) -> str:
        return self.what if self.words is None else f"{self.what}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether something holds; `holds` is None where that is open, and `needs` then says what is missing to tell."""

    holds: bool | None
    needs: tuple[Need, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The words of the label, among what is missing, that a yes or no settles."""
        return tuple(need.words for need in self.needs if need.words is not None)

    def negated(self) -> "Outcome":
        """The opposite; what is open stays open."""
        return Outcome(holds=None if self.holds is None else not self.holds, needs=self.needs)


TRUE, FALSE = Outcome(holds=True), Outcome(holds=False)


def needing(what: str, words: str | None = None) -> Outcome:
    """Open, for want of something, or of a yes or no to words of the label."""
    return Outcome(holds=None, needs=(Need(what, words),))


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether all hold: false as soon as one does not, whatever is open."""
    found = tuple(outcomes)
    if any(one.holds is False for one in found):
        return FALSE
    return _open(found) if any(one.holds is None for one in found) else TRUE


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether any holds: true as soon as one does, whatever is open."""
    found = tuple(outcomes)
    if any(one.holds for one in found):
        return TRUE
    return _open(found) if any(one.holds is None for one in found) else FALSE


def _open(found: Iterable[Outcome]) -> Outcome:
    needs = dict.fromkeys(need for one in found if one.holds is None for need in one.needs)
    return Outcome(holds=None, needs=tuple(needs))
