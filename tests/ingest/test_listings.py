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


@pytest.mark.parametrize("ndc", ["55154-0612-8", "55154061208", "55154-0612", "55154-612-08"])
def test_an_spl_label_is_found_by_the_ndcs_of_its_packages(shared: Path, ndc: str) -> None:
    store = Store()
    _put(store, read(shared / "labels" / "spl" / "apixaban.xml"))
    (row,) = run(store, query("label_by_ndc"), {"ndc": ndc})
    assert (row["name"], row["labeler"], str(row["effective"])) == ("ELIQUIS", "Cardinal Health 107, LLC", "2026-04-24")


def test_strengths_and_substances_of_an_spl_label(shared: Path) -> None:
    store = Store()
    _put(store, read(shared / "labels" / "spl" / "apixaban.xml"))
    active = run(store, query("listed_ingredient"), {"role": "active"})
    assert [(row["unii"], str(row["amount"]), row["unit"]) for row in active] == [
        ("3Z9Y7UWC1J", "2.5", "mg"),
        ("3Z9Y7UWC1J", "5", "mg"),
    ]
    assert len(_found(store, "label_by_unii", unii="EWQ57Q8I5X")) == 1, "lactose monohydrate is listed as inactive"


def test_listings_come_back_from_the_graph_as_they_were_read(shared: Path) -> None:
    files = [*sorted((shared / "labels" / "spl_other").glob("*.xml")), shared / "labels" / "spl" / "apixaban.xml"]
    for file in files:
        document = read(file)
        store, graph = Store(), graph_of(document, ())
        assert [one for one in validate(graph) if one.severity is Severity.VIOLATION] == [], file.name
        put_version(store, graph)
        answers: dict[str, tuple[Row, ...]] = {name: run(store, query(name), {}) for name in LISTING_QUESTIONS}
        assert read_listing(answers) == document.listing, file.name


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("cough.xml", LabelFormat.OVER_THE_COUNTER),
        ("homeopathic_1e5c425c-1387-49c4-8200-b36cb8925f9c.xml", LabelFormat.HOMEOPATHIC),
        ("no-title.xml", LabelFormat.BEFORE_2006),
        ("other_26395c33-a90d-483a-96e9-f9f446cf5b53.xml", LabelFormat.OTHER),
    ],
)
def test_a_label_in_another_format_has_no_facts_and_says_so(shared: Path, name: str, written: LabelFormat) -> None:
    label = label_of(read(shared / "labels" / "spl_other" / name))
    assert (label.document.format, label.facts) == (written, ())
    assert label.document.not_understood[-1].reason.startswith(f"no facts are read from the format {written.value!r}")
