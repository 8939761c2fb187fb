"""Pages told by the lone numbers that count them, where a text has no form feeds."""

import re

from ingest.sources.text.lines import lines_of, page_furniture
from ingest.sources.text.page_numbers import paged


def _text(numbers: str, lines: int = 12) -> str:
    """Pages of lines that are all different, each with its number at the end."""
    pages = (["Word" + "abcdefghijkl"[at] * int(number) for at in range(lines)] for number in numbers)
    return "\n".join("\n".join([*page, number]) for page, number in zip(pages, numbers, strict=True))


def test_lone_numbers_that_count_up_through_the_text_are_page_numbers() -> None:
    lines = paged(lines_of(_text("123456")))
    furniture = page_furniture(lines)
    assert {lines[index].text for index in furniture} == set("123456")
    assert [line.page for line in lines if line.text in "123456"] == [1, 2, 3, 4, 5, 6]


def test_running_feet_beside_page_numbers_are_told_too() -> None:
    text = re.sub(r"Wordl+", "Reference ID: 11", _text("123456"))
    lines = paged(lines_of(text))
    told = {lines[index].text for index in page_furniture(lines)}
    assert told == {"Reference ID: 11", *"123456"}


def test_numbers_of_a_table_count_no_pages() -> None:
    rows = _text("123456", lines=2)
    lines = lines_of("\n".join(["Words.", rows, "Words."]))
    assert paged(lines) == lines


def test_pages_that_form_feeds_tell_stay() -> None:
    lines = lines_of(_text("123456").replace("\n1\n", "\n1\f"))
    assert paged(lines) == lines
