"""Real labels all the way: versions side by side, products by their codes, formats without facts."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from ingest.document import Document
from ingest.pipeline import label_of
from ingest.sources import read
from ingest.write_rdf import graph_of
from kg.codes import LabelFormat
from kg.identity import ID
from kg.query import Row, query, run
from kg.read_listing import LISTING_QUESTIONS, read_listing
from kg.store import catalogue, put_version
from kg.validate import Severity, validate

pytestmark = pytest.mark.shared

LABEL = f"{ID}label/cc7014b1-c775-411d-b374-8113248b4077"
NEWER, OLDER = "openfda/besponsa.BLA761040.json", "openfda_older/BLA761040_v3_20180502.json"


def _put(store: Store, document: Document) -> None:
    """A document in a store, with its listing and without its facts, which take long to read."""
    put_version(store, graph_of(document, ()))


def _found(store: Store, question: str, **values: str) -> list[str]:
    return [str(row["label"]) for row in run(store, query(question), values)]


@pytest.mark.parametrize("order", [(NEWER, OLDER), (OLDER, NEWER)])
def test_the_newer_version_is_current_whatever_came_last(shared: Path, order: tuple[str, str]) -> None:
    store = Store()
    for name in order:
        _put(store, read(shared / "labels" / name))
    (entry,) = catalogue(store)
    assert entry.versions == (f"{LABEL}/version/3", f"{LABEL}/version/4")
    assert entry.current == f"{LABEL}/version/4"
    assert [str(row["effective"]) for row in run(store, query("label"), {})] == ["2020-09-15"]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("label_by_ndc", {"ndc": "0008-0100-01"}),
        ("label_by_ndc", {"ndc": "00008010001"}),
        ("label_by_ndc", {"ndc": "0008-0100"}),
        ("label_by_unii", {"unii": "P93RUU11P7"}),
        ("label_by_rxcui", {"rxcui": "1942959"}),
        ("label_by_name", {"named": "inotuzumab ozogamicin"}),
        ("label_by_set_id", {"wanted": "CC7014B1-c775-411d-b374-8113248b4077"}),
    ],
)
def test_a_label_is_found_by_its_codes(shared: Path, question: str, values: dict[str, str]) -> None:
    store = Store()
    _put(store, read(shared / "labels" / OLDER))
    assert _found(store, question, **values) == [LABEL]


def test_a_text_and_an_spl_of_one_name_are_two_labels_that_the_name_finds(shared: Path) -> None:
    store = Store()
    _put(store, read(shared / "labels" / NEWER))
    text = read(shared / "labels" / "besponsa.txt")
    product = read(shared / "labels" / NEWER).listing
    _put(store, replace(text, listing=product))
    labels = [f"{ID}label/besponsa", LABEL]
    assert sorted(_found(store, "label_by_name", named="BESPONSA")) == sorted(labels)
    assert {row["label"] for row in run(store, query("section"), {"label": "besponsa"})} == set(labels)
