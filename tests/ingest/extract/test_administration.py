from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.extract import administration
from ingest.reading import Reading
from kg.listing import Coded, ListedProduct, Listing
from tests.ingest.building import reading_of

Way = tuple[str | None, int | None, str | None, str | None]
SENTENCES: tuple[tuple[str, list[Way]], ...] = (
    ("Infuse the diluted solution for 1 hour at a rate of 50 mL/h.", [("intravenous", 60, "50", "mL/h")]),
    ("First infusion: Administer infusion over 90 minutes.", [("intravenous", 90, None, None)]),
    ("It is given as a 2-hour intravenous infusion.", [("intravenous", 120, None, None)]),
    ("Monitor for at least 1 hour after the infusion.", []),
    ("Observe patients for 6-8 hours post infusion.", []),
    ("Administer samplol intravenously over 10 minutes at a rate of 5 mL/h.", []),
    ("The risk of administering Exampline by injection (such as intravenously) is unclear.", []),
    ("Administer Exampline by a naso-gastric tube.", [("nasogastric tube", None, None, None)]),
    ("Do not administer to patients with creatinine clearance of 30 mL/min.", []),
    ("Administer by intravenous infusion over a period of 30 minutes.", [("intravenous", 30, None, None)]),
    ("Infuse the diluted solution over approximately one hour.", [("intravenous", 60, None, None)]),
    (
        "Infuse it as a 10-minute or 30-minute infusion.",
        [("intravenous", 10, None, None), ("intravenous", 30, None, None)],
    ),
    (
        "Infuse over 35 minutes in adults and 1 to 4 hours in children.",
        [("intravenous", 35, None, None), ("intravenous", 60, None, None)],
    ),
    ("Infuse over a minimum of 3.5 hours.", [("intravenous", 210, None, None)]),
    (
        "The infusion rate is 40 to 60 minutes; infusions as rapid as 20 minutes can be given to adults.",
        [("intravenous", 40, None, None), ("intravenous", 20, None, None)],
    ),
    (
        "If tolerated after 30 minutes at 3 mg/min, the infusion rate can be increased to 5 mg/min.",
        [("intravenous", None, "3", "mg/min"), ("intravenous", None, "5", "mg/min")],
    ),
    (
        "Infuse at a rate of 10 mL/h for a duration of 24 hours, or 5 mL/h for a duration of 48 hours.",
        [("intravenous", 1440, "10", "mL/h"), ("intravenous", 2880, "5", "mL/h")],
    ),
    ("Increase the infusion rate in 50 mL/h increments.", []),
    (
        "It is given by intravenous injection. Administer the first dose over 90 minutes.",
        [("intravenous", 90, None, None)],
    ),
    ("It can be administered over 5 minutes with an on-body infusor.", [(None, 5, None, None)]),
    ("Samplamide 60 mg/kg is given as a one-hour infusion.", []),
    ("The dosage is 2 mg/m2 intravenously over 1 hour once every 7 days.", [("intravenous", 60, None, None)]),
    (
        "Infuse it over 30 minutes at first, then infuse it over 30 to 90 minutes.",
        [("intravenous", 30, None, None), ("intravenous", 30, None, None)],
    ),
    ("Administer it by slow intravenous push within 1 to 10 minutes.", [("intravenous", 1, None, None)]),
    ("Infuse it at an increasing rate to completion, approximately 75 minutes.", [("intravenous", 75, None, None)]),
    ("Refrigerate the bag for 20 hours, then at room temperature for 3 hours including infusion.", []),
    ("Swallow the tablets whole; do not crush them.", [("oral", None, None, None)]),
    ("For intravenous administration only.", [("intravenous", None, None, None)]),
    ("Infuse after the vial has stood for approximately 30 minutes.", []),
)


@pytest.mark.parametrize(("text", "ways"), SENTENCES)
def test_ways_of_giving(text: str, ways: list[Way]) -> None:
    found = administration.extract(reading_of({"2.2": text}))
    assert [(fact.route, fact.infusion_minutes, fact.rate and str(fact.rate), fact.rate_unit) for fact in found] == ways


def test_the_numbers_read_are_the_values() -> None:
    reading = reading_of({"2.4": "Infuse over 30 minutes at a rate of 1.67 mL/min."})
    (fact,) = administration.extract(reading)
    assert [reading.document.quote(span) for span in fact.values] == ["30 minutes", "1.67 mL/min"]
    assert fact.rate == Decimal("1.67")


def test_a_route_that_no_timed_way_names_is_told_once() -> None:
    text = "The recommended dose is 5 mg taken orally twice daily. Take the tablet orally with water. Do not give by inhalation."
    (fact,) = administration.extract(reading_of({"2.1": text}))
    assert (fact.route, fact.infusion_minutes, fact.read_by) == ("oral", None, "administration.route")


def test_how_long_a_solution_is_stable_is_no_infusion_time() -> None:
    text = "The dilution for infusion, if stored between 2°C and 25°C, is stable for 4 hours."
    assert not list(administration.extract(reading_of({"2.4": text})))


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("Administer it subcutaneously or intravenously.", ["subcutaneous", "intravenous"]),
        ("For intravenous or subcutaneous use only.", ["intravenous", "subcutaneous"]),
        ("The oral solution may be given through a nasogastric tube.", ["nasogastric tube"]),
        ("The mixture can be delivered through a gastrostomy tube.", ["gastrostomy tube"]),
        ("The recommended dose is 5 mg in combination with samplamide 5 mg orally.", []),
        ("Administer it until the patient can take oral therapy.", []),
        ("Give it after a topical anesthetic cream.", []),
    ],
)
def test_routes_by_which_the_product_is_given(text: str, routes: list[str]) -> None:
    assert [fact.route for fact in administration.extract(reading_of({"2.1": text}))] == routes


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"2.1": "For rash: Orally, 6 mg (two capsules) every 8 hours."}, ("oral", "2.1")),
        ({"2.1": "The dose of Exampline is 6 mg (three 2 mg tablets) orally taken daily."}, ("oral", "2.1")),
        ({"2.1": "Start dosing at 5 mcg/kg administered orally once daily."}, ("oral", "2.1")),
        ({"2.1": "Each capsule should be swallowed whole and not divided."}, ("oral", "2.1")),
        ({"2.1": "The dose is 6 mg.", "11": "Exampline tablets for oral administration are white."}, ("oral", "11")),
        ({"2.1": "The dose is 6 mg.", "11": "Exampline is an oral inhibitor."}, None),
        ({"2.1": "Take 5 mg orally.", "11": "Exampline for intravenous use is clear."}, ("oral", "2.1")),
    ],
)
def test_a_route_that_no_order_tells(texts: dict[str, str], told: tuple[str, str] | None) -> None:
    found = administration.extract(reading_of(texts))
    assert [(fact.route, fact.evidence[0].section) for fact in found] == ([told] if told else [])


def test_the_route_of_the_listing_where_no_text_tells_one() -> None:
    reading = reading_of({"2.1": "The dose is 6 mg. Take Exampline with food.", "11": "Exampline is white."})
    oral = Coded(code="C38288", name="ORAL")
    product = ListedProduct(name="Exampline", substance=None, ndc=None, dosage_form=None, routes=(oral,))
    listed = Reading(document=replace(reading.document, listing=Listing(products=(product,))))
    (found,) = administration.extract(listed)
    assert (found.route, found.evidence[0].quote) == ("oral", "Take Exampline with food.")
