import gc

import pytest

from kg.memory import collector_paused


def test_the_collector_runs_again_afterwards_also_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="odd"), collector_paused():
        assert not gc.isenabled()
        raise ValueError("odd")
    assert gc.isenabled()
