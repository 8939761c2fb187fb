from decimal import Decimal

import pytest

from ingest.extract import time_limit
from kg.codes import HandlingStep as Step
from kg.codes import ProductState as State
from kg.codes import Storage
from tests.ingest.building import Writing, reading_of

Limit = tuple[State, Storage | None, Decimal | int | None, int | None, int | None]
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
        "Store the reconstituted or diluted solution at 2°C to 8°C. Discard any of it after 20 hours.",
        [(State.RECONSTITUTED, COLD, 20, 2, 8), (State.DILUTED, COLD, 20, 2, 8)],
    ),
    (
        "2.4",
        "Discard unused solutions 20 hours following reconstitution.",
        [(State.RECONSTITUTED, None, 20, None, None)],
    ),
    (
        "16",
        "The shelf life is 60 hours from calibration. Store below 25°C (77°F).",
        [(State.UNOPENED, None, 60, None, None), (State.UNOPENED, None, None, None, 25)],
    ),
    (
        "2.4",
        "Refrigerate the diluted solution at 2°C to 8°C for at most 20 hours, then at room temperature for 3 hours.",
        [(State.DILUTED, COLD, 20, 2, 8), (State.DILUTED, ROOM, 3, None, None)],
    ),
    (
        "2.4",
        "Finish administration of the diluted product within 9 hours of the initiation of EXAMPLINE preparation.",
        [(State.TOTAL, None, 9, None, None)],
    ),
    (
        "2.4",
        "Store reconstituted vials in a refrigerator at 2°C to 8°C (36°F to 46°F) for up to 2 days.",
        [(State.RECONSTITUTED, COLD, 48, 2, 8)],
    ),
    (
        "2.4",
        "The infusion bag should not be stored longer than 16 hours at 2°C to 8°C.",
        [(State.DILUTED, COLD, 16, 2, 8)],
    ),
    (
        "2.7",
        "Note the date (the shelf-life of the reconstituted suspension is 14 days at 15°C to 30°C).",
        [(State.RECONSTITUTED, ROOM, 336, 15, 30)],
    ),
    (
        "2.4",
        "Store the reconstituted solution in the refrigerator; discard it after 28 days.",
        [(State.RECONSTITUTED, COLD, 672, None, None)],
    ),
    (
        "2.4",
        "The reconstituted solution is stable for at least 8 hours at room temperature.",
        [(State.RECONSTITUTED, ROOM, 8, None, None)],
    ),
    (
        "2.4",
        "If the reconstituted vial is not diluted into an infusion bag at once, store it at 2°C to 8°C for up to 4 hours.",
        [(State.RECONSTITUTED, COLD, 4, 2, 8)],
    ),
    (
        "2.4",
        "Store the diluted solution at 2°C to 8°C for no more than 7 days (this includes equilibration to room temperature).",
        [(State.DILUTED, COLD, 168, 2, 8)],
    ),
    ("2.4", "After dilution, the total infusion time should not exceed 2 hours.", []),
    ("16", "Store at 25°C. Do not freeze or refrigerate.", [(State.UNOPENED, ROOM, None, 25, 25)]),
    (
        "2.4",
        "Complete the infusion within 40 hours from the time of dilution.",
        [(State.TOTAL, None, 40, None, None)],
    ),
    (
        "16.2",
        "The reconstituted suspension may be stored for up to 10 days at 15°C to 30°C. The shelf-life of the reconstituted "
        "suspension is 10 days. Any rest should be discarded 10 days after reconstitution.",
        [(State.RECONSTITUTED, ROOM, 240, 15, 30)],
    ),
    ("2.4", "Gently swirl and allow to dissolve for up to 15 minutes.", []),
    ("2.4", "Infuse the diluted solution for 1 hour at room temperature.", []),
    ("2.4", "Bring the diluted solution to room temperature for approximately 1 hour.", []),
    ("16", "Store at 20°C to 25°C (68°F to 77°F).", [(State.UNOPENED, ROOM, None, 20, 25)]),
    ("16.2", "Store vials below 30°C until use.", [(State.UNOPENED, None, None, None, 30)]),
    (
        "2.4",
        "Store the diluted solution for no more than 24 hours at 2°C to 8°C or 4 hours at room temperature (below 25°C).",
        [(State.DILUTED, COLD, 24, 2, 8), (State.DILUTED, ROOM, 4, None, 25)],
    ),
    (
        "2.4",
        "The diluted solution is stable for 24 hours at 2°C-8°C and at room temperature up to 77°F (25°C).",
        [(State.DILUTED, COLD, 24, 2, 8), (State.DILUTED, ROOM, 24, None, 25)],
    ),
    (
        "2.4",
        "After dilution, store refrigerated. If not diluted immediately, store at 2°C to 8°C and use within 24 hours of "
        "reconstitution.",
        [(State.RECONSTITUTED, COLD, 24, 2, 8)],
    ),
    (
        "2.4",
        "Store the reconstituted vial at 20°C to 25°C for up to 8 hours. Discard if not used within 8 hours of reconstitution.",
        [(State.RECONSTITUTED, ROOM, 8, 20, 25)],
    ),
    ("2.4", "Bring vials to room temperature for a maximum of 4 hours before diluting.", []),
    (
        "2.4",
        "Administer the suspension within 30 minutes of mixing.",
        [(State.DILUTED, None, Decimal("0.5"), None, None)],
    ),
    ("16", "Do not store above 30°C.", [(State.UNOPENED, None, None, None, 30)]),
    (
        "16",
        "Bottles of 30 tablets. Store bottles at 25°C (77°F); excursions permitted to 15-30°C.",
        [(State.UNOPENED, ROOM, None, 25, 25)],
    ),
    (
        "16",
        "Unopened vials may be kept at room temperature, 20°C to 25°C, for up to 30 days.",
        [(State.UNOPENED, ROOM, 720, 20, 25)],
    ),
    (
        "16",
        "The diluted solution is stable at room temperature (25°C) for up to 8 hours.",
        [(State.DILUTED, ROOM, 8, 25, 25)],
    ),
    ("2.2", "Administer EXAMPLINE within 4 hours following completion of the samplol infusion.", []),
    (
        "16",
        "The reconstituted solution can be used for up to 14 days under these conditions.",
        [(State.RECONSTITUTED, None, 336, None, None)],
    ),
    (
        "16",
        "Vials keep for up to 30 days at temperatures from refrigerated to room temperature (2°C to 25°C).",
        [(State.UNOPENED, None, 720, 2, 25)],
    ),
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


def test_a_cell_of_which_nothing_tells_the_state_speaks_of_the_one_that_its_section_names() -> None:
    writing = Writing()
    table = writing.table([["Fluid", "Time"], ["Water", "Store refrigerated at 2°C to 8°C for up to 6 hours."]])
    paragraph = writing.paragraph("Reconstitute each vial.")
    reading = writing.add(writing.section("2.4", "Subcutaneous Use", paragraph, table)).reading()
    assert [fact.state for fact in time_limit.extract(reading)] == [State.RECONSTITUTED]


def test_the_items_of_a_list_of_limits_begin_with_them() -> None:
    writing = Writing()
    parts = (
        writing.paragraph("The time from preparation of the infusion solution should not exceed:", level=1),
        writing.paragraph("21 days in a refrigerator at 2°C to 8°C", level=2),
        writing.paragraph("8 hours at room temperature", level=2),
    )
    reading = writing.add(writing.section("2.4", "Preparation", *parts)).reading()
    found = [(fact.state, fact.storage, fact.max_hours) for fact in time_limit.extract(reading)]
    assert found == [(State.DILUTED, COLD, Decimal(504)), (State.DILUTED, ROOM, Decimal(8))]


@pytest.mark.parametrize(
    ("text", "begun", "ended", "condition"),
    [
        (
            "Store the diluted solution at 2°C to 8°C and use within 9 hours of reconstitution.",
            Step.RECONSTITUTION,
            None,
            None,
        ),
        (
            "Finish the infusion of the diluted solution within 9 hours of the start of preparation.",
            Step.PREPARATION,
            Step.END_OF_ADMINISTRATION,
            None,
        ),
        (
            "Diluted solutions are stable for an additional 9 hours at room temperature.",
            Step.REMOVAL_FROM_REFRIGERATOR,
            None,
            None,
        ),
        (
            "Exampline diluted in 5% Dextrose Injection is stable for 9 hours prior to use.",
            None,
            Step.START_OF_ADMINISTRATION,
            "diluted in 5% Dextrose Injection",
        ),
        (
            "The diluted solution should be used within 9 hours (including the 1 hour intravenous administration).",
            None,
            Step.END_OF_ADMINISTRATION,
            None,
        ),
        ("After reconstitution, the diluted solution may be stored for 9 hours.", None, None, None),
    ],
)
def test_steps_between_which_a_time_runs(
    text: str, begun: Step | None, ended: Step | None, condition: str | None
) -> None:
    (found,) = time_limit.extract(reading_of({"2.4": text}))
    assert (found.counted_from, found.counted_to, found.condition) == (begun, ended, condition)


def test_the_words_that_introduce_a_list_name_the_step() -> None:
    writing = Writing()
    parts = (
        writing.paragraph("After dilution, store the infusion solution:", level=1),
        writing.paragraph("for up to 9 hours at room temperature", level=2),
    )
    (found,) = time_limit.extract(writing.add(writing.section("2.4", "Preparation", *parts)).reading())
    assert (found.max_hours, found.counted_from) == (Decimal(9), Step.DILUTION)


def test_what_stands_behind_an_alternative_ends_both_times() -> None:
    text = "Keep the diluted solution for up to 9 hours at 2°C to 8°C or 3 hours at 20°C to 25°C prior to infusion."
    found = list(time_limit.extract(reading_of({"2.4": text})))
    assert [(fact.max_hours, fact.counted_to) for fact in found] == [
        (Decimal(9), Step.START_OF_ADMINISTRATION),
        (Decimal(3), Step.START_OF_ADMINISTRATION),
    ]


def test_an_opened_product_is_in_no_state_of_the_list_unless_something_was_made_of_it() -> None:
    opened = "Discard what is left of the oral solution 30 days after opening the bottle."
    assert not list(time_limit.extract(reading_of({"2.4": opened})))
    made = "Once reconstituted, use the vial within 9 hours of first puncture."
    (found,) = time_limit.extract(reading_of({"2.4": made}))
    assert (found.state, found.counted_from) == (State.RECONSTITUTED, Step.OPENING)
