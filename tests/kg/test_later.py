"""What is found later is found once, and is then what it holds."""

import pickle
from collections.abc import Iterator

from kg.later import FoundLater


def test_nothing_is_found_before_it_is_asked_for_and_then_once() -> None:
    asked = list[str]()

    def find() -> Iterator[int]:
        asked.append("asked")
        yield from (3, 1, 2)

    numbers = FoundLater(find)
    assert not asked
    assert (numbers[0], numbers[1:], len(numbers), 2 in numbers) == (3, (1, 2), 3, True)
    assert list(numbers) == [3, 1, 2]
    assert asked == ["asked"]


def test_it_is_equal_to_sequences_of_the_same_and_prints_as_one() -> None:
    numbers = FoundLater(lambda: [3, 1])
    assert numbers == (3, 1)
    assert numbers != (1, 3)
    assert hash(numbers) == hash((3, 1))
    assert repr(numbers) == "(3, 1)"


def test_it_goes_from_one_process_to_another_found_or_not() -> None:
    numbers = FoundLater[int](tuple)
    assert pickle.loads(pickle.dumps(numbers)) == ()  # noqa: S301
    assert len(numbers) == 0
    assert pickle.loads(pickle.dumps(numbers)) == numbers  # noqa: S301
