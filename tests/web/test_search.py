"""The page that searches all labels: words marked, kinds to narrow to, and what cannot be looked for said plainly."""

import html
import re
from pathlib import Path

import pytest

from ingest.write_rdf import graph_of
from kg.settings import Settings
from kg.store import open_store, put_version
from tests.client import Client
from tests.example import LABEL
from tests.samples import DOCUMENT, SAMPLES
from web.server import create_app


def test_hits_are_marked_and_lead_to_their_place_in_the_text(client: Client) -> None:
    page = client.get("/search", params={"q": "nylon filter"}).text
    assert "<strong>4 places</strong>" in page
    assert "Do not use <mark>filters</mark> of mixed cellulose ester (MCE) or <mark>nylon</mark>." in page
    address = html.unescape(re.findall(r'href="(/label/besponsa/text\?quote=[^"]+)"', page)[0])
    start, end = map(int, re.findall(r"quote=(\d+)-(\d+)", address)[0])
    assert LABEL.read_text(encoding="utf-8")[start:end] == "filters of mixed cellulose ester (MCE) or nylon"
    assert f'id="c{start}"' in client.get(address.partition("#")[0]).text


def test_kinds_say_how_many_there_are_and_narrow_the_search(client: Client) -> None:
    page = client.get("/search", params={"q": "nylon filter", "kind": "material"}).text
    assert "<strong>2 places</strong>" in page
    assert re.findall(r'kind=(\w+)"(.*?)>(\w+) <span>(\d+)<', page) == [
        ("material", ' aria-current="page"', "material", "2"),
        ("section", "", "section", "2"),
    ]


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"q": "()"}, 400, "there is no word to look for"),
        ({"q": "a*"}, 400, "begins too many words"),
        ({"q": "<b>&amp;", "kind": "doses"}, 400, "there is no kind"),
        ({"q": "unheardof"}, 200, "<strong>0 places</strong>"),
        ({}, 200, "All words must be there"),
        ({"q": "<script>alert(1)</script>"}, 200, "with &lt;script&gt;"),
    ],
)
def test_what_cannot_be_looked_for_or_found_is_said(
    client: Client, given: dict[str, str], status: int, words: str
) -> None:
    answer = client.get("/search", params=given)
    assert (answer.status_code, words in answer.text, "<script" in answer.text) == (status, True, False)


def test_without_an_index_the_page_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "graph")
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    del store
    (tmp_path / "graph.search").mkdir()
    answer = Client(create_app(tmp_path / "graph", Settings())).get("/search", params={"q": "nausea"})
    assert answer.status_code == 503
    assert "run `labelgraph search` once" in answer.text
