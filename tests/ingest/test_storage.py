import pytest

from ingest.storage import conditions
from ingest.tokens import tokenize
from kg.codes import Storage

COLD, ROOM = Storage.REFRIGERATED, Storage.ROOM_TEMPERATURE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refrigerated at 2-8°C or at 25°C for 4 hours", [(COLD, 2, 8), (ROOM, 25, 25)]),
        ("at 20-25°C (room temperature)", [(ROOM, 20, 25)]),
        ("below 30°C", [(None, None, 30)]),
        ("refrigerated for 24 hours, then at 23°C to 27°C", [(COLD, None, None), (ROOM, 23, 27)]),
        ("between 2°C and 25°C", [(None, 2, 25)]),
        ("from refrigerated to room temperature (2°C to 25°C)", [(None, 2, 25)]),
    ],
)
def test_conditions_with_their_temperatures(
    text: str, expected: list[tuple[Storage | None, int | None, int | None]]
) -> None:
    found = conditions(tokenize(text)[:])
    assert [
        (c.storage, c.warmth.low if c.warmth else None, c.warmth.high if c.warmth else None) for c in found
    ] == expected
