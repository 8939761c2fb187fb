from ingest.sources.spl.markup import Notes, runs
from ingest.sources.spl.parsing import parse
from ingest.sources.writing.runs import Kind, all_bold, all_styled, lines, printed


def _lines(xml: str) -> list[str]:
    return [printed(line) for line in lines(runs(parse("a.xml", xml.encode()), Notes()))]


def test_breaks_paragraphs_and_items_end_lines() -> None:
    xml = "<td>Rash,<br/>itching<paragraph>Fever</paragraph><list><item>one</item><item><caption>o</caption>two</item></list></td>"
    assert _lines(xml) == ["Rash,", "itching", "Fever", "• one", "o two"]


def test_of_images_only_the_captions_are_read_each_on_a_line() -> None:
    image = "<renderMultiMedia><caption>C<sub>2</sub>H<sub>6</sub>O 46.07</caption></renderMultiMedia>"
    assert _lines(f"<paragraph>before {image}after</paragraph>") == ["before", "C2H6O 46.07", "after"]
    assert _lines("<paragraph>before <renderMultiMedia/>after</paragraph>") == ["before after"]


def test_notes_get_signs_in_order_and_references_repeat_them() -> None:
    notes = Notes(taken=frozenset("†"))
    xml = '<tr><td>A<footnote ID="f1">first</footnote></td><td>B<footnote>second</footnote><footnoteRef IDREF="f1"/></td></tr>'
    found = runs(parse("a.xml", xml.encode()), notes)
    assert [run.text for run in found if run.kind is Kind.NOTE] == ["*", "‡", "*"]
    assert [(sign, printed(text)) for sign, text in notes.texts] == [("*", "first"), ("‡", "second")]


def test_styles_of_whole_lines_are_told() -> None:
    bold = runs(parse("a.xml", b'<td><content styleCode="bold">Arm</content><br/> </td>'), Notes())
    mixed = runs(parse("a.xml", b'<td><content styleCode="italics">Arm</content> A</td>'), Notes())
    italics = runs(parse("a.xml", b'<td><content styleCode="italics">Arm</content>:</td>'), Notes())
    assert (all_bold(bold), all_styled(bold)) == (True, True)
    assert (all_bold(mixed), all_styled(mixed)) == (False, False)
    assert (all_bold(italics), all_styled(italics)) == (False, True)


def test_a_word_right_behind_the_colon_of_an_element_stands_apart() -> None:
    element = parse(
        "a.xml", b'<p><content styleCode="italics">Acidosis:</content>Check it at 1:<content>2</content>.</p>'
    )
    assert printed(runs(element, Notes())) == "Acidosis: Check it at 1:2."
