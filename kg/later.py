"""Parts that are made when they are first asked for: not all who read a label ask for all of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

Found_co = TypeVar("Found_co", covariant=True)


class FoundLater(Sequence[Found_co], Generic[Found_co]):
    """What a function finds once, when it is first asked for; equal to other sequences of the same.

    >>> squares = FoundLater(lambda: (number**2 for number in range(4)))
    >>> squares[-1], squares
    (9, (0, 1, 4, 9))
    """

    def __init__(self, find: Callable[[], Iterable[Found_co]]):
        self._find = find

    @cached_property
    def _found(self) -> tuple[Found_co, ...]:
        found = tuple(self._find())
        del self._find  # what it holds is needed no more
        return found

    @overload
    def __getitem__(self, index: int) -> Found_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Found_co, ...]: ...
    def __getitem__(self, index: int | slice) -> Found_co | tuple[Found_co, ...]:
        return self._found[index]

    def __iter__(self) -> Iterator[Found_co]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        return repr(self._found)
