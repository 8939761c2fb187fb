"""Where the words of a fact are printed: the export, GraphQL and the page tell it alike, of a PDF made here."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import pytest
from pypdfium2 import PdfDocument, PdfPage

from ingest.export import json_lines
from ingest.pipeline import read_label, store_label
from kg.dump import find_label
from kg.read_facts import read_facts
from kg.settings import Settings
from kg.store import open_read_only
from tests.client import Client
from tests.ingest.sources.pdf.printing import Drawn, Line, Text, paragraphs, pdf
from web.server import create_app

MOST_OTHER_LETTERS = 3


class Box(TypedDict):
    page: int
    left: float
    top: float
    width: float
    height: float


class Place(TypedDict):
    quote: str
    page: int
    boxes: list[Box]


class Record(Place):
    kind: str
    evidence: list[Place]
    also_in: list[Place]


_FIRST = [
    "# HIGHLIGHTS OF PRESCRIBING INFORMATION",
    "# EXAMPLINE (examplinib) tablets, for oral use",
    "",
    "# FULL PRESCRIBING INFORMATION",
    "",
    "# 1 INDICATIONS AND USAGE",
    "",
    "EXAMPLINE is indicated for the treatment of adults with exemplary anemia.",
    "",
    "# 2 DOSAGE AND ADMINISTRATION",
    "",
    "# 2.1 Recommended Dosage",
    "",
    "The recommended dosage of EXAMPLINE is 10 mg taken orally once daily, at about the same time of each",
    "day, until disease progression or unacceptable toxicity.",
    "",
    "# 5 WARNINGS AND PRECAUTIONS",
    "",
    "# 5.1 Bleeding",
    "",
    "EXAMPLINE can cause bleeding. Withhold EXAMPLINE for Grade 3 bleeding until it has resolved, and then",
    "give it again at half of the dose. For bleeding of Grade 4, permanently discontinue the treatment with",
]
_SECOND = [
    "EXAMPLINE.",
    "",
    "# 6 ADVERSE REACTIONS",
    "",
    "# Table 1. Adverse Reactions in Trial 1",
]


def _table() -> list[Drawn]:
    columns, rows = (72, 240, 400), (140, 160, 180, 200)
    words = (("Adverse Reaction", "EXAMPLINE (N=50) %"), ("Nausea", "31"), ("Rash", "8"))
    lines = [Line(left=72, top=top, right=400, bottom=top) for top in rows]
    sides = [Line(left=left, top=140, right=left, bottom=200) for left in columns]
    cells = [
        Text(left=left + 4, top=top + 14, words=cell)
        for top, row in zip(rows, words, strict=False)
        for left, cell in zip(columns, row, strict=False)
    ]
    return [*lines, *sides, *cells]


PRINTED = pdf(paragraphs(_FIRST), [*paragraphs(_SECOND), *_table()])


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("printed") / "exampline.pdf"
    path.write_bytes(PRINTED)
    return path


@pytest.fixture(scope="module")
def store(source: Path) -> Path:
    """A store that holds the label as it is printed."""
    store_label(read_label(source), source.parent / "store")
    return source.parent / "store"


@pytest.fixture(scope="module")
def client(store: Path) -> Client:
    return Client(create_app(store, Settings()))


def _exported(store: Path) -> list[Record]:
    opened = open_read_only(store)
    facts = read_facts(opened, find_label(opened, "EXAMPLINE").current)
    return [json.loads(line) for line in json_lines(facts.values())]


def _places(records: list[Record]) -> Iterator[Place]:
    for record in records:
        yield Place(quote=record["quote"], page=record["page"], boxes=record["boxes"])
        yield from (*record["evidence"], *record["also_in"])


def _words_in(page: PdfPage, box: Box) -> str:
    """The words that pypdfium2 finds in a box."""
    bottom = page.get_height() - box["top"] - box["height"]
    found = page.get_textpage().get_text_bounded(
        box["left"], bottom, box["left"] + box["width"], bottom + box["height"]
    )
    return str(found)


def test_the_words_in_the_boxes_of_a_fact_are_those_that_it_quotes(store: Path) -> None:
    document = PdfDocument(PRINTED)
    places = list(_places(_exported(store)))
    assert len(places) > 10
    for place in places:
        boxes = place["boxes"]
        words = " ".join(_words_in(document[box["page"] - 1], box).strip() for box in boxes)
        assert words.strip("().") == place["quote"].strip("().")
        assert place["page"] == boxes[0]["page"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "least"),
    [("fda_metformin_highlights_2026.pdf", 290), ("fda_warfarin_label_2025.pdf", 350), ("veklury.pdf", 350)],
)
def test_boxes_hold_the_words_of_random_facts_of_real_labels(shared: Path, name: str, least: int) -> None:
    path = shared / "labels/pdf" / name
    document, facts = PdfDocument(path), list(read_label(path).facts)
    chosen = random.Random(7).sample(facts, min(200, len(facts)))  # noqa: S311 – draws no secret
    places = list(_places([json.loads(line) for line in json_lines(chosen)]))
    assert len(places) >= least
    others = [place for place in places if not _holds_its_words(document, place)]
    assert len(others) <= len(places) / 100, others


def _holds_its_words(document: PdfDocument, place: Place) -> bool:
    """Whether the boxes hold the letters of the quote, in any order, and at most three others, such as a bracket or "and/"."""
    found = Counter("".join(_words_in(document[box["page"] - 1], box) for box in place["boxes"]))
    quoted = Counter(place["quote"])
    for letters in (found, quoted):
        for letter in [letter for letter in letters if not letter.isascii() or not letter.isalnum()]:
            del letters[letter]
    return not quoted - found and (found - quoted).total() <= MOST_OTHER_LETTERS


def test_the_export_of_a_file_and_that_of_the_store_tell_the_same(source: Path, store: Path) -> None:
    of_file = [json.loads(line) for line in json_lines(read_label(source).facts)]
    assert sorted(map(str, _places(of_file))) == sorted(map(str, _places(_exported(store))))


def test_words_that_go_on_have_a_box_on_each_line_and_page(store: Path) -> None:
    rules = [record for record in _exported(store) if record["kind"] == "dose_rule"]
    assert [[(box["page"], round(box["top"])) for box in rule["boxes"]] for rule in rules] == [
        [(1, 304), (1, 316)],
        [(1, 316), (2, 64)],
    ]


def test_graphql_tells_page_and_boxes(store: Path, client: Client) -> None:
    query = """{ label(name: "EXAMPLINE") { adverseReactions { nodes { term evidence { quote page
        boxes { page left top width height } } } } } }"""
    label = client.post("/graphql", json={"query": query}).json()["data"]["label"]
    asked = {place["quote"]: place for reaction in label["adverseReactions"]["nodes"] for place in reaction["evidence"]}
    assert asked["Nausea"] == {
        "quote": "Nausea",
        "page": 2,
        "boxes": [{"page": 2, "left": 76.0, "top": 166.2, "width": 34.5, "height": 10.0}],
    }
    exported = {place["quote"]: place for place in _places(_exported(store))}
    for quote, place in asked.items():
        assert place == {"quote": quote, "page": exported[quote]["page"], "boxes": exported[quote]["boxes"]}


def test_the_page_says_on_which_page_words_are_printed(client: Client) -> None:
    shown = re.sub(r"\s+", " ", client.get("/label/exampline").text)
    assert "Section 2.1, page 1" in shown
    assert "Section 6, Table 1, page 2" in shown
