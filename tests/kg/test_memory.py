import gc

import pytest

from kg.memory import collector_paused


@collector_paused()
def _work(number: str) -> int:
    assert not gc.isenabled()
    return int(number)


def test_the_collector_runs_again_afterwards_also_after_an_error() -> None:
    assert _work("7") == 7
    assert gc.isenabled()
    with pytest.raises(ValueError, match="odd"):
        _work("odd")
    assert gc.isenabled()
