"""The block of product data, labels found by identifiers, and labels in formats that give no facts."""

from dataclasses import replace

import pytest

from ingest.pipeline import label_of, store_label
from kg.codes import LabelFormat
from kg.settings import Settings
from tests.client import Client
from tests.sample_listing import LISTING
from tests.samples import DOCUMENT
from tests.web.test_pages import PAGE, Outline, section, words
from web.server import create_app


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A client over a label in the format of before 2006."""
    store = tmp_path_factory.mktemp("unread") / "store"
    document = replace(DOCUMENT, set_id="0D6C-1", version="12", format=LabelFormat.BEFORE_2006, listing=LISTING)
    store_label(label_of(document), store)
    return Client(create_app(store, Settings()))


def test_product_data_stand_on_the_page_and_say_what_they_are(client: Client) -> None:
    data = words(section(client.get(PAGE).text, "product-data"))
    assert "No sentence of the label states these data." in data
    assert "Effective 2024-03-01 Labeler Example Laboratories" in data
    assert (
        "Active examplinib tosylate 0.9 mg each of examplinib (UNII EXAMPLE001) Inactive sucrose (UNII EXAMPLE003)"
        in data
    )
    assert "0000-0100-01 00000010001 carton of 1: vial of 5 mL" in data
    assert "WATER (part of EXAMPLINE KIT)" in data
    assert "RxCUI 1000001, 1000002" in data


def test_a_filtered_page_has_no_product_data(client: Client) -> None:
    assert 'id="product-data"' not in client.get(PAGE, params={"q": "platelet"}).text


@pytest.mark.parametrize("wanted", ["0000-0100-01", "00000010001", "example003", "1000001", "INOTU"])
def test_the_list_is_searched_by_identifiers(client: Client, wanted: str) -> None:
    assert 'href="/label/besponsa"' in client.get("/", params={"q": wanted}).text


def test_the_list_is_searched_by_set_id(unread: Client) -> None:
    assert 'href="/label/0d6c-1"' in unread.get("/", params={"q": "0D6C-1"}).text


def test_a_label_without_facts_says_so_and_shows_its_product_data(unread: Client) -> None:
    page = unread.get("/label/0d6c-1").text
    said = words(page)
    assert "No facts were read from this label." in said
    assert "“before 2006”: The format of 21 CFR 201.56(e)" in said
    assert [text for tag, text in Outline(page).headings if tag == "h2"] == ["Product data", "Not understood"]
    assert "No such fact was read" not in page
    assert not Outline(page).open


def test_the_list_marks_labels_without_facts(unread: Client) -> None:
    assert "EXAMPLINE" in unread.get("/").text
    assert "before 2006: no facts" in words(unread.get("/").text)


def test_the_text_of_a_label_without_facts_is_there(unread: Client) -> None:
    assert "Exampline is for adults" in unread.get("/label/0d6c-1/text").text
