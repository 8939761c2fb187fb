import pytest

from ingest.document import Box, StructureKind
from ingest.sources.spl.markup import Notes, runs
from ingest.sources.spl.parsing import parse
from ingest.sources.writing.runs import Kind, Run, RunPlace
from ingest.sources.writing.writer import Line, TextWriter


def _line(markup: str, *notes: str, prose: bool = True) -> tuple[Line, TextWriter]:
    writer = TextWriter()
    line = writer.line(runs(parse("a.xml", f"<p>{markup}</p>".encode()), Notes()), notes=frozenset(notes), prose=prose)
    assert line is not None
    return line, writer


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("50 × 10<sup>9</sup>/L", "50 × 10^9/L"),
        ("1 x 10<sup>−4</sup> of", "1 x 10^-4 of"),
        ("10 <sup>6</sup> CFU/mL", "10^6 CFU/mL"),
        ("5 mg/m<sup>2</sup> daily", "5 mg/m2 daily"),
        ("5 mg/m\n   <sup>2</sup>daily", "5 mg/m2 daily"),
        ("C<sub>max</sub> and AUC\n  <sub>0-24h</sub>, t<sub>1/2</sub>", "Cmax and AUC0-24h, t1/2"),
        ("AUC\n <sub>inf</sub>unless noted", "AUCinf unless noted"),
        ("H<sub>2</sub>O", "H2O"),
        ("EXAMPLINE<sup>®</sup> is", "EXAMPLINE® is"),
        ("the 1<sup>st</sup> day", "the 1st day"),
        ("with <sup>14</sup>C-examplinib", "with 14C-examplinib"),
        ("Ca<sup>2+</sup> ions", "Ca2+ ions"),
        ("a  wrapped\n      line<br/>and more ", "a wrapped line and more"),
        ("was shown.<sup>1,2</sup> It", "was shown. It"),
        ("Anemia <sup>a</sup>", "Anemia"),
    ],
)
def test_raised_and_lowered_characters_are_written_out(markup: str, text: str) -> None:
    line, writer = _line(markup)
    assert line.text.text == text
    assert "".join(writer.text[offset] for offset in line.text.offsets) == text


def test_lines_are_written_as_each_alone_would_be() -> None:
    cells = ["Anemia", " wrapped\n  line", "", "12<sup>a</sup>", "7*", "5 mg/m<sup>2</sup>", "last"]
    found = [runs(parse("a.xml", f"<p>{cell}</p>".encode()), Notes()) for cell in cells]
    notes, together, apart = frozenset(("a", "*")), TextWriter(), TextWriter()
    together.lines(found, notes)
    for line in found:
        apart.line(line, notes=notes, prose=False)
    assert together.text == apart.text == "Anemia\nwrapped line\n12a\n7*\n5 mg/m2\nlast\n"
    assert (together.length, together.structure) == (len(apart.text), apart.structure)


def test_marks_are_cut_and_kept_as_structure() -> None:
    line, writer = _line("Anemia<sup>a,b</sup> (all)†", "a", "b", "†", prose=False)
    assert (line.text.text, line.markers) == ("Anemia (all)", ("a", "b", "†"))
    assert writer.text == "Anemiaa,b (all)†\n"
    assert [(mark.kind, writer.text[mark.span.start : mark.span.end]) for mark in writer.structure] == [
        (StructureKind.FOOTNOTE_MARKER, "a,b"),
        (StructureKind.FOOTNOTE_MARKER, "†"),
    ]


def test_an_asterisk_in_the_name_of_an_allele_is_no_mark() -> None:
    line, _ = _line("GENE1A1*2 or GENE2C9*13 carriers*", "*", prose=False)
    assert (line.text.text, line.markers) == ("GENE1A1*2 or GENE2C9*13 carriers", ("*",))


def test_raised_numbers_of_prose_are_references() -> None:
    _, writer = _line("as reported<sup>3</sup>")
    assert [mark.kind for mark in writer.structure] == [StructureKind.REFERENCE_MARKER]


def test_nothing_is_written_for_an_empty_line_and_blank_lines_come_once() -> None:
    writer = TextWriter()
    writer.blank()
    assert writer.line(()) is None
    writer.line(runs(parse("a.xml", b"<p>one</p>"), Notes()))
    writer.blank()
    writer.blank()
    assert (writer.text, writer.length) == ("one\n\n", 5)


def test_places_tell_the_page_and_box_of_what_was_written() -> None:
    first, second = (RunPlace(page=3, box=Box(left=left, top=10, right=left + 20, bottom=20)) for left in (50, 80))
    writer = TextWriter()
    writer.line((Run(text="5 mg/m", place=first), Run(text="2", kind=Kind.RAISED, place=second), Run(text=" daily")))
    assert [(writer.text[place.span.start : place.span.end], place.page, place.box) for place in writer.places] == [
        ("5 mg/m", 3, first.box),
        ("2", 3, second.box),
    ]
