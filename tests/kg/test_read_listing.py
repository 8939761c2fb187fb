from dataclasses import replace

import pytest
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.listing import Coded, ListedPackage, ListedProduct, Listing
from kg.query import Row, query, run
from kg.read_listing import LISTING_QUESTIONS, read_listing
from kg.store import put_version
from tests.sample_listing import LISTING
from tests.samples import DOCUMENT


def _read(listing: Listing | None) -> Listing | None:
    """A listing written to a store and read again."""
    store = Store()
    put_version(store, graph_of(replace(DOCUMENT, set_id="0D6C-1", listing=listing), ()))
    answers: dict[str, tuple[Row, ...]] = {name: run(store, query(name), {}) for name in LISTING_QUESTIONS}
    return read_listing(answers)


def test_a_listing_comes_back_as_it_was_written() -> None:
    assert _read(LISTING) == LISTING


def test_no_listing_comes_back_as_none() -> None:
    assert _read(None) is None


@pytest.mark.parametrize(
    "listing",
    [
        Listing(),
        Listing(labeler="Example Laboratories", ndcs=("0000-0100-01", "0000-0100-02")),
        Listing(
            products=(ListedProduct(name=None, substance=None, ndc=None, dosage_form=Coded(code=None, name="GEL")),)
        ),
    ],
)
def test_what_is_missing_comes_back_as_missing(listing: Listing) -> None:
    assert _read(listing) == listing


def test_more_than_nine_packages_keep_their_order() -> None:
    packages = tuple(ListedPackage(ndc=f"0000-0100-{one:02}", form=None, amount=None, unit=None) for one in range(12))
    listing = Listing(
        products=(ListedProduct(name="A", substance=None, ndc=None, dosage_form=None, packages=packages),)
    )
    assert _read(listing) == listing
