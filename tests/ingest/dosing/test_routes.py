from dataclasses import replace
from decimal import Decimal

from ingest.dosing.routes import InfusionTime, infusion_time, infusion_time_of_all, route, route_of_all
from ingest.tokens import tokenize
from kg.listing import Coded, ListedProduct, Listing
from tests.ingest.building import reading_of


def test_route_and_length_of_an_infusion() -> None:
    tokens = tokenize("given as an intravenous infusion over 90 minutes")
    assert (route(tokens), infusion_time(tokens)) == ("intravenous", InfusionTime(low=Decimal(90)))


def test_a_range_of_lengths_of_an_infusion() -> None:
    tokens = tokenize("as a 30 to 90-minute intravenous infusion")
    assert infusion_time(tokens) == InfusionTime(low=Decimal(30), high=Decimal(90))


def test_an_infusion_may_take_a_period() -> None:
    tokens = tokenize("as an intravenous infusion over a period of 45 minutes")
    assert infusion_time(tokens) == InfusionTime(low=Decimal(45))


def test_two_routes_are_none() -> None:
    assert route(tokenize("given orally or intravenously")) is None


def test_the_one_route_and_length_of_a_section() -> None:
    reading = reading_of({"2.1": ["Give Exampline as a 1-hour infusion.", "For intravenous use."]})
    assert route_of_all(reading.passages, reading.document) == "intravenous"
    assert infusion_time_of_all(reading.passages) == InfusionTime(low=Decimal(60))


def test_the_route_of_another_medicine_is_not_the_products() -> None:
    reading = reading_of({"2.1": ["Exampline can be used with or without topical corticosteroids."]})
    assert route_of_all(reading.passages, reading.document) is None


def test_a_route_that_the_list_of_products_does_not_know_is_another_products() -> None:
    reading = reading_of({"2.1": ["Give samplol by intravenous infusion.", "Give Exampline with food."]})
    listed = ListedProduct(
        name="Exampline", substance=None, ndc=None, dosage_form=None, routes=(Coded(code=None, name="ORAL"),)
    )
    document = replace(reading.document, listing=Listing(products=(listed,)))
    assert route_of_all(reading.passages, reading.document) == "intravenous"
    assert route_of_all(reading.passages, document) is None
