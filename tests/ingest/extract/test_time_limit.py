from decimal import Decimal

import pytest

from ingest.extract import time_limit
from kg.codes import ProductState as State
from kg.codes import Storage
from tests.ingest.building import Writing, reading_of

Limit = tuple[State, Storage | None, int | None, int | None, int | None]
COLD, ROOM = Storage.REFRIGERATED, Storage.ROOM_TEMPERATURE
SENTENCES: tuple[tuple[str, str, list[Limit]], ...] = (
    (
        "2.4",
        "The diluted solution may be stored for up to 6 hours at room temperature (20-25°C; 68-77°F) or up to 18 hours in a "
        "refrigerator (2-8°C; 36-46°F).",
        [(State.DILUTED, ROOM, 6, 20, 25), (State.DILUTED, COLD, 18, 2, 8)],
    ),
    (
        "2.4",
        "The maximum time from reconstitution to the end of administration should be less than or equal to 8 hours, with less "
        "than or equal to 4 hours between reconstitution and dilution.",
        [(State.TOTAL, None, 8, None, None), (State.RECONSTITUTED, None, 4, None, None)],
    ),
    (
        "2.4",
        "Store reconstituted vials in a refrigerator at 2°C to 8°C (36°F to 46°F) for up to 2 days.",
        [(State.RECONSTITUTED, COLD, 48, 2, 8)],
    ),
    ("2.4", "Gently swirl and allow to dissolve for up to 15 minutes.", []),
    ("2.4", "Infuse the diluted solution for 1 hour at room temperature.", []),
    ("2.4", "Bring the diluted solution to room temperature for approximately 1 hour.", []),
    ("16", "Store at 20°C to 25°C (68°F to 77°F).", [(State.UNOPENED, ROOM, None, 20, 25)]),
    ("16.2", "Store vials below 30°C until use.", [(State.UNOPENED, None, None, None, 30)]),
    ("12.3", "Samples were stored in a refrigerator for up to 4 hours.", []),
)


@pytest.mark.parametrize(("section", "text", "limits"), SENTENCES)
def test_limits_of_a_sentence(section: str, text: str, limits: list[Limit]) -> None:
    found = time_limit.extract(reading_of({section: text}))
    assert [(f.state, f.storage, f.max_hours, f.temp_low_c, f.temp_high_c) for f in found] == limits


def test_a_cell_speaks_of_the_state_that_its_header_names() -> None:
    writing = Writing()
    table = writing.table(
        [["Reconstituted Solution", "Diluted Solution"], ["Use within 3 hours.", "Use within 5 hours."]],
        label="Table 5",
    )
    reading = writing.add(writing.section("2.4", "Preparation", table)).reading()
    found = {fact.state: fact.max_hours for fact in time_limit.extract(reading)}
    assert found == {State.RECONSTITUTED: Decimal(3), State.DILUTED: Decimal(5)}
