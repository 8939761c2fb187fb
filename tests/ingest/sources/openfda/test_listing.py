"""What openFDA lists of a label: identifiers, and names where the block is empty."""

from datetime import date
from pathlib import Path

import pytest

from ingest.sources.openfda.entries import entries_of, entry_of
from ingest.sources.openfda.listing import listed_of
from kg.listing import Coded, ListedPackage, ListedProduct

BLOCK: dict[str, list[str]] = {
    "brand_name": ["Drug-X"],
    "generic_name": ["EXAMPLINE"],
    "manufacturer_name": ["Example Inc."],
    "product_type": ["HUMAN PRESCRIPTION DRUG"],
    "application_number": ["NDA000001"],
    "route": ["ORAL"],
    "product_ndc": ["0009-0001", "0009-0002"],
    "package_ndc": ["0009-0001-01", "0009-0002-01", "0009-0002-02", "0009-0030-01"],
    "unii": ["UNII000001"],
    "substance_name": ["EXAMPLINE SODIUM"],
    "rxcui": ["11", "12"],
}


def _package(ndc: str) -> ListedPackage:
    return ListedPackage(ndc=ndc, form=None, amount=None, unit=None)


def test_lists_what_the_block_tells() -> None:
    listing = listed_of("label.json", {"openfda": BLOCK, "effective_time": "20240131"}).listing
    assert listing.document_type == Coded(code="34391-3", name="HUMAN PRESCRIPTION DRUG")
    assert (listing.labeler, listing.effective) == ("Example Inc.", date(2024, 1, 31))
    assert listing.products[0] == ListedProduct(
        name="Drug-X",
        substance="EXAMPLINE",
        ndc="0009-0001",
        dosage_form=None,
        routes=(Coded(code=None, name="ORAL"),),
        packages=(_package("0009-0001-01"),),
        application="NDA000001",
    )
    assert [package.ndc for package in listing.products[1].packages] == ["0009-0002-01", "0009-0002-02"]
    assert listing.ndcs == ("0009-0030-01",)
    assert listing.uniis == (Coded(code="UNII000001", name="EXAMPLINE SODIUM"),)
    assert listing.rxcuis == ("11", "12")


def test_gives_no_product_what_may_be_of_another() -> None:
    shared = {**BLOCK, "route": ["ORAL", "TOPICAL"], "application_number": ["NDA000001", "NDA000002"]}
    for product in listed_of("label.json", {"openfda": shared}).listing.products:
        assert (product.routes, product.application) == ((), None)
    alone = listed_of("label.json", {"openfda": {**shared, "product_ndc": ["0009-0001"]}}).listing.products[0]
    assert [route.name for route in alone.routes] == ["ORAL", "TOPICAL"]


def test_pairs_no_substances_with_codes_that_stand_in_another_order() -> None:
    several = {**BLOCK, "unii": ["UNII000002", "UNII000001"], "substance_name": ["EXAMPLINE", "OTHERINE"]}
    assert [(found.code, found.name) for found in listed_of("label.json", {"openfda": several}).listing.uniis] == [
        ("UNII000002", "UNII000002"),
        ("UNII000001", "UNII000001"),
        (None, "EXAMPLINE"),
        (None, "OTHERINE"),
    ]


@pytest.mark.parametrize(
    ("elements", "text", "names"),
    [
        (
            "Drug-X examplinum sodium EXAMPLINUM",
            "Drug-X (examplinum sodium) is white.",
            ("Drug-X", "examplinum sodium"),
        ),
        ("Drug-X Mini exampline EXAMPLINE", "DRUG-X MINI is indicated for warts.", ("Drug-X Mini", None)),
        (
            "Exampline Acetate exampline acetate",
            "Exampline acetate is white.",
            ("Exampline Acetate", "exampline acetate"),
        ),
        ("", "DRUG-X (exampline) is supplied in vials.", ("DRUG-X", "exampline")),
        ("Drug-X exampline", "It is white.", (None, None)),
    ],
)
def test_names_where_the_block_is_empty(elements: str, text: str, names: tuple[str | None, str | None]) -> None:
    entry = {"openfda": {}, "spl_product_data_elements": [elements], "how_supplied": [text]}
    found = listed_of("label.json", entry)
    assert (found.brand, found.generic) == names
    assert [product.name for product in found.listing.products] == ([names[0]] if names[0] else [])


@pytest.mark.shared
def test_names_of_real_labels_without_their_block(shared: Path) -> None:
    agreed = 0
    for path in (shared / "labels" / "openfda").glob("*.json"):
        entry = entry_of(path.name, entries_of(path.name, path.read_bytes())[0])
        given, told = listed_of(path.name, entry), listed_of(path.name, {**entry, "openfda": {}})
        agreed += (given.brand or "").casefold() == (told.brand or "").casefold()
    assert agreed >= 155
