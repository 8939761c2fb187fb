import multiprocessing
import os
import time

from kg.workers import Limits, WorkError, worked
from tests.bounds import LONG_SECONDS

ONE = Limits(processes=1, seconds=30.0)


def test_results_come_in_the_order_of_the_items() -> None:
    items = [str(number) for number in range(20)]
    assert list(worked(int, items, Limits(processes=2, seconds=30.0))) == [(item, int(item)) for item in items]


def test_work_that_breaks_costs_its_own_item_alone() -> None:
    found = [made for _, made in worked(int, ["1", "x", "3"], ONE)]
    assert (found[0], found[2]) == (1, 3)
    assert isinstance(found[1], WorkError)
    assert "it broke labelgraph: ValueError: invalid literal" in str(found[1])


def test_work_that_takes_too_long_is_stopped() -> None:
    found = [made for _, made in worked(time.sleep, [60.0, 0.0], Limits(processes=1, seconds=0.5))]
    assert isinstance(found[0], WorkError)
    assert "more than 0.5 seconds" in str(found[0])
    assert found[1] is None


def test_work_that_needs_too_much_memory_is_stopped() -> None:
    limits = Limits(processes=1, seconds=30.0, memory=500_000_000)
    found = [made for _, made in worked(bytearray, [2_000_000_000, 3], limits)]
    assert isinstance(found[0], WorkError)
    assert "500,000,000 bytes" in str(found[0])
    assert found[1] == bytearray(3)


def test_a_process_that_ends_costs_its_own_item_alone() -> None:
    found = [made for _, made in worked(os._exit, [3], ONE)]
    assert isinstance(found[0], WorkError)


def test_left_early_the_processes_end() -> None:
    before = set(multiprocessing.active_children())
    groups = worked(os.getpgid, [0] * 5, ONE)
    next(groups)
    assert set(multiprocessing.active_children()) - before
    groups.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + LONG_SECONDS
    while set(multiprocessing.active_children()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not set(multiprocessing.active_children()) - before
