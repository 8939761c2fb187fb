import pytest

from ingest.dosing.follow_ups import recovers, with_going_on
from kg.codes import Action


def test_what_is_resumed_was_interrupted_and_not_discontinued() -> None:
    assert with_going_on((Action.DISCONTINUE, Action.MANAGE), (Action.RESUME,)) == (
        Action.INTERRUPT,
        Action.RESUME,
        Action.MANAGE,
    )
    assert with_going_on((Action.INTERRUPT, Action.DISCONTINUE), (Action.RESUME,)) == (
        Action.INTERRUPT,
        Action.DISCONTINUE,
        Action.RESUME,
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ANC returns to 1.5 Gi/L", True),
        ("the rash is controlled", True),
        ("rash following recovery in later cycles", False),
    ],
)
def test_words_of_recovery(words: str, expected: bool) -> None:
    assert recovers(words) is expected
