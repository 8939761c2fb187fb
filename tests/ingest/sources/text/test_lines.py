"""Decoding, lines and page furniture of text sources."""

import pytest

from ingest.sources.text.lines import decode, lines_of, page_furniture
from kg.errors import SourceError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_decodes_with_and_without_mark(encoding: str) -> None:
    assert decode("a.txt", "≥ 5 × 10\n".encode(encoding)) == "≥ 5 × 10\n"


def test_the_mark_of_a_word_broken_at_a_line_end_is_its_hyphen() -> None:
    assert decode("a.txt", "low\ufffedose".encode()) == "low-dose"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt: the file is empty; expected the text of a label"),
        (b" \n\t", "a.txt: the file is empty"),
        (b"%PDF\x00\x01", "a.txt: a binary file: byte 4 is NUL; expected the text of a label in UTF-8"),
        (b"1 \n" * 100_001, "a.txt: the text has 100,001 lines; expected at most 100,000, more than any label has"),
        (
            b"12" * 1_000_001,
            "a.txt: the text has 2,000,002 characters; expected at most 2,000,000, more than any label",
        ),
        (b"dose \xb5g", "a.txt: not UTF-8 text: byte 5 is 0xb5; expected the text of a label in UTF-8; save it as"),
    ],
)
def test_refuses_what_is_no_text(data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode("a.txt", data)
    assert str(caught.value).startswith(message)


def test_lines_are_their_spans() -> None:
    text = "1 USES  \r\n\n  for adults\f2 DOSE\rend"
    lines = lines_of(text)
    assert [line.text for line in lines] == ["1 USES", "", "  for adults", "2 DOSE", "end"]
    assert [line.page for line in lines] == [0, 0, 0, 1, 1]
    assert all(text[line.span.start : line.span.end] == line.text for line in lines)


def test_running_heads_and_page_numbers_are_furniture() -> None:
    bodies = (
        "1\n\nUSES\nTake it.\nIt helps.",
        "Do not\nmix it.\nEver.\nSee\nbelow.",
        "Rest.\nKeep\nit cold.\nDry.\nDark.",
    )
    lines = lines_of("\f".join(f"Exampline label\n{body}\n{page + 1}" for page, body in enumerate(bodies)))
    furniture = page_furniture(lines)
    assert {lines[index].text for index in furniture} == {"Exampline label", "1", "2", "3"}
    assert [lines[index].number for index in sorted(furniture)] == [1, 7, 8, 14, 15, 21]


def test_text_without_pages_has_no_furniture() -> None:
    assert not page_furniture(lines_of("12\n12\n12\n12"))
