"""The text of a label: every character, the quote marked, and a place to link to at each quote."""

import html
import re

import pytest
from pyoxigraph import Store

from kg.query import asker
from tests.client import Client
from tests.example import LABEL, LABEL_IRI
from web.text import Quoted, TextSection, text_sections

ROW = {"label": LABEL_IRI}


def sections(store: Store, quoted: Quoted | None = None) -> list[TextSection]:
    return list(text_sections(asker(store), ROW, quoted))


def test_every_word_of_the_label_is_shown(store: Store) -> None:
    shown = "".join(
        "".join(piece.text for piece in (*section.title_pieces, *section.pieces)) + " " for section in sections(store)
    )
    assert shown.split() == LABEL.read_text(encoding="utf-8").split()


def test_titles_are_told_from_the_text_below(store: Store) -> None:
    (contraindications,) = (section for section in sections(store) if section.id == "s4")
    assert contraindications.level == 2
    assert contraindications.name == "4 CONTRAINDICATIONS"
    assert "".join(piece.text for piece in contraindications.title_pieces) == "4. CONTRAINDICATIONS"
    assert "".join(piece.text for piece in contraindications.pieces).strip() == "None."


def test_exactly_the_quoted_characters_are_marked(store: Store) -> None:
    (row,) = asker(store)("time_to_end_of_administration", {})
    (place,) = (
        one for one in asker(store)("evidence", {"fact": row["fact"]}) if str(one["role"]).endswith("#evidence")
    )
    quoted = Quoted(int(str(place["start"])), int(str(place["end"])))
    pieces = [piece for section in sections(store, quoted) for piece in (*section.title_pieces, *section.pieces)]
    marked = [piece for piece in pieces if piece.marked]
    assert "".join(piece.text for piece in marked) == place["quote"]
    assert marked[0].anchor == f"c{quoted.start}"


def test_the_page_marks_the_quote_and_has_a_place_for_every_other(client: Client) -> None:
    links = re.findall(r"text\?quote=(\d+)-(\d+)#(c\d+)", client.get("/label/besponsa").text)
    start, end, anchor = links[20]
    page = client.get(f"/label/besponsa/text?quote={start}-{end}").text
    assert f'<mark id="{anchor}">' in page
    missing = {place for *_, place in links if f'id="{place}"' not in page}
    assert not missing
    text = LABEL.read_text(encoding="utf-8")
    marked = html.unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)))
    assert marked == text[int(start) : int(end)]


@pytest.mark.parametrize("quote", ["", "5", "9-2", "-4", "a-b", "1-99999999999999999999", "²-³", "0-0"])
def test_nonsense_marks_nothing(client: Client, quote: str) -> None:
    page = client.get("/label/besponsa/text", params={"quote": quote})
    assert page.status_code == 200
    assert "<mark" not in page.text
