import pytest

from ingest.document import Paragraph, Table
from ingest.sources.spl.bodies import passages_of
from ingest.sources.spl.parsing import parse
from ingest.sources.writing.bodies import Passage
from ingest.sources.writing.writer import TextWriter


def _read(xml: str) -> tuple[list[Passage], str]:
    writer = TextWriter()
    return passages_of(parse("a.xml", f"<text>{xml}</text>".encode()), writer, name="a.xml"), writer.text


def _blocks(passage: Passage) -> list[tuple[str, int] | str]:
    return [(block.text.text, block.level) if isinstance(block, Paragraph) else "table" for block in passage.blocks]


def test_paragraphs_and_nested_lists_get_their_levels_without_bullets() -> None:
    nested = "<list><item><caption>o</caption>two</item><item><list><item>three</item></list></item></list>"
    passages, text = _read(f"<paragraph>Take:</paragraph><list><item><caption>•</caption>one{nested}</item></list>")
    assert [_blocks(passage) for passage in passages] == [[("Take:", 0), ("one", 1), ("two", 2), ("three", 2)]]
    assert text == "Take:\none\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("Give with<br/>food.", [("Give with food.", 0)]),
        ("Give with food.<br/><br/>Drink water.", [("Give with food.", 0), ("Drink water.", 0)]),
        ("Signs:<br/>• rash<br/>• fever", [("Signs:", 0), ("rash", 1), ("fever", 1)]),
    ],
)
def test_breaks_end_paragraphs_where_a_sentence_ends(markup: str, blocks: list[tuple[str, int]]) -> None:
    passages, _ = _read(f"<paragraph>{markup}</paragraph>")
    assert _blocks(passages[0]) == blocks


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("<content styleCode='underline'>Risk Summary</content>", True),
        ("<content styleCode='bold italics'>Animal Data</content>:", True),
        ("<content styleCode='bold'>Do not crush the tablets.</content>", False),
        ("<content styleCode='bold'>Figure 1: Survival</content>", False),
        ("<content styleCode='italics'>Absorption</content>: the peak is late", False),
        ("<content styleCode='italics'>[see Use in Pregnancy (8.1)]</content>", False),
    ],
)
def test_paragraphs_that_are_all_styled_are_headings(paragraph: str, heading: bool) -> None:
    passages, _ = _read(f"<paragraph>{paragraph}</paragraph><paragraph>No data.</paragraph>")
    assert (passages[-1].heading is not None) is heading


def test_a_table_takes_its_caption_from_above_and_its_notes_from_below() -> None:
    table = "<table><tr><th>A</th></tr><tr><td>Rash<sup>a</sup></td></tr></table>"
    xml = f"<paragraph>Table 2: Signs</paragraph>{table}<paragraph><sup>a</sup>Grouped.</paragraph><paragraph>End.</paragraph>"
    passages, text = _read(xml)
    table_read, end = passages[0].blocks
    assert isinstance(table_read, Table)
    assert isinstance(end, Paragraph)
    assert (table_read.label, table_read.caption.text if table_read.caption else None) == ("Table 2", "Signs")
    assert [(note.marker, note.text.text) for note in table_read.footnotes] == [("a", "Grouped.")]
    assert text == "Table 2: Signs\nA\nRasha\naGrouped.\n\nEnd.\n"


def test_notes_of_running_text_are_paragraphs_behind_it() -> None:
    passages, _ = _read("<paragraph>Given daily<footnote>For a week.</footnote>.</paragraph>")
    assert _blocks(passages[0]) == [("Given daily.", 0), ("For a week.", 0)]


def test_notes_below_a_table_may_begin_with_a_letter_that_is_raised_in_it_and_hold_one_without_a_mark() -> None:
    table = "<table><tr><td>Dose<sup>a</sup></td><td>Day</td></tr><tr><td>7 mg</td><td>8</td></tr></table>"
    notes = "<paragraph>N = number of patients</paragraph><paragraph>Some doses were late.</paragraph>"
    marked = "<paragraph>a. In the first week.</paragraph><paragraph>b. No mark of the table.</paragraph>"
    ((passage,), _) = _read(f"{table}{notes}{marked}")
    found = passage.blocks[0]
    assert isinstance(found, Table)
    assert [(note.marker, note.text.text) for note in found.footnotes] == [
        (None, "N = number of patients"),
        (None, "Some doses were late."),
        ("a", "In the first week."),
    ]
    assert _blocks(passage)[1:] == [("b. No mark of the table.", 0)]
