"""What a page shows of a fact: its places, and what the label says again."""

import pytest

from web.facts import Place, ShownFact
from web.kinds import more_than_the_quote


def place(
    quote: str,
    *,
    section: str | None = "2.1",
    section_title: str | None = None,
    heading: str | None = None,
    table: str | None = None,
    page: int | None = None,
) -> Place:
    return Place(
        quote=quote,
        section=section,
        section_title=section_title,
        heading=heading,
        table=table,
        start=0,
        end=len(quote),
        page=page,
    )


def fact(*places: Place, text: str | None = None) -> ShownFact:
    row = {"fact": "https://example.org/label/a/fact/dose-1", "text": text}
    return ShownFact(
        kind="dose", row=row, places=places, also_in=(), lists={}, thresholds=(), instructions=(), differs_from=()
    )


def test_a_fact_of_a_table_is_shown_with_its_row_and_its_cell() -> None:
    row, cell, header = (place(words, table="Table 1") for words in ("Dose", "0.8 mg/m2", "Day 1"))
    shown = fact(row, cell, header)
    assert list(shown.shown) == [row, cell]
    assert list(shown.further) == [header]


def test_a_fact_of_running_text_is_shown_with_its_fullest_statement() -> None:
    first, second = place("Give 0.8 mg/m2."), place("note", table="Table 1")
    assert list(fact(first, second).shown) == [first]
    assert list(fact(first, second).further) == [second]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (place("words"), "Section 2.1"),
        (place("words", table="Table 1"), "Section 2.1, Table 1"),
        (place("words", table="Table 1", page=3), "Section 2.1, Table 1, page 3"),
        (place("words", section="boxed"), "Boxed warning"),
        (place("words", section=None, heading="Dilution", section_title="Guide"), "Dilution"),
        (place("words", section=None, section_title="Guide"), "Guide"),
        (place("words", section=None), "Outside the sections"),
    ],
)
def test_places_are_named_as_people_cite_them(told: Place, name: str) -> None:
    assert told.name == name


@pytest.mark.parametrize(
    ("text", "shown"), [("Withhold until\nrecovery.", ""), ("Then resume.", "Then resume."), (None, "")]
)
def test_words_that_the_quote_has_are_not_said_twice(text: str | None, shown: str) -> None:
    assert more_than_the_quote("text")(fact(place("If severe: Withhold until recovery."), text=text)) == shown
