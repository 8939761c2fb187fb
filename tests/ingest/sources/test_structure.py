"""Structure is found when it is first asked for, and once."""

import pickle
from collections.abc import Iterator

from ingest.document import Part, Section, Structure, StructureKind
from ingest.sources.structure import found_later, structure_of
from kg.locator import Span

LABEL = Structure(kind=StructureKind.TABLE_LABEL, span=Span(9, 16))
NUMBER = Structure(kind=StructureKind.SECTION_NUMBER, span=Span(0, 1))
TEXT = "5 WARNINGS\nInfusion reactions [see Dosage (2.1)]\n"


def test_nothing_is_found_before_it_is_asked_for_and_then_once_and_in_order() -> None:
    asked = list[str]()

    def find() -> Iterator[Structure]:
        asked.append("asked")
        yield from (LABEL, NUMBER)

    structure = found_later(find)
    assert not asked
    assert [mark.span.start for mark in structure] == [0, 9]
    assert len(structure) == 2
    assert NUMBER in structure
    assert structure == (NUMBER, LABEL)
    assert asked == ["asked"]


def test_what_was_written_stands_among_what_points_somewhere() -> None:
    section = Section(part=Part.FULL, number="5", title=None, blocks=(), span=Span(0, len(TEXT)))
    structure = structure_of(TEXT, (section,), (NUMBER,))
    assert [(mark.kind, TEXT[mark.span.start : mark.span.end]) for mark in structure] == [
        (StructureKind.SECTION_NUMBER, "5"),
        (StructureKind.CROSS_REFERENCE, "[see Dosage (2.1)]"),
    ]


def test_structure_goes_from_one_process_to_another() -> None:
    structure = structure_of(TEXT, (), (NUMBER,))
    assert pickle.loads(pickle.dumps(structure)) == structure  # noqa: S301
