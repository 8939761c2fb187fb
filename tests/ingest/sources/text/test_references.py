"""Numbers that point to sections, tables, pages and contacts."""

import pytest

from ingest.document import StructureKind
from ingest.sources.text.references import references
from kg.locator import Span

SECTIONS = frozenset(("1", "2", "2.3", "5", "5.1", "5.3"))


def _found(text: str, *, highlights: bool = False) -> list[tuple[str, str]]:
    found = references(text, Span(0, len(text)), SECTIONS, highlights=highlights)
    return [(one.kind.name, text[one.span.start : one.span.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "pointing"),
    [
        (
            "stop it [see Dosage and\nAdministration (2.3) and Boxed Warning].",
            "[see Dosage and\nAdministration (2.3) and Boxed Warning]",
        ),
        ("as in Warnings and Precautions (5.1, 5.3), for", "Warnings and Precautions (5.1, 5.3)"),
        ("toxicities (see Tables 2-4).", "Tables 2-4"),
        ("as Table 5 shows", "Table 5"),
        ("See 17 for PATIENT COUNSELING INFORMATION", "See 17 for"),
        ("Safety Information on pages 10-11 and", "pages 10-11"),
    ],
)
def test_finds_cross_references(text: str, pointing: str) -> None:
    assert _found(text) == [(StructureKind.CROSS_REFERENCE.name, pointing)]


def test_bare_section_numbers_point_only_in_highlights() -> None:
    text = "Monitor closely. (5.1, 5.3) A median of 6 (2.3) months, or 8 (7.7)."
    assert _found(text) == []
    assert [quote for _, quote in _found(text, highlights=True)] == ["(5.1, 5.3)", "(2.3)"]


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("\nTable 5. Storage", "TABLE_LABEL", "Table 5"),
        ("Table 12\nStorage", "TABLE_LABEL", "Table 12"),
        ("Figure 1: Survival", "FIGURE_LABEL", "Figure 1"),
        ("call 1-800-438-1985 now", "CONTACT", "1-800-438-1985"),
        ("or 1-800-FDA-1088.", "CONTACT", "1-800-FDA-1088"),
        ("at 1866-923-4914 or", "CONTACT", "1866-923-4914"),
        ("at www.example.org/a2.", "CONTACT", "www.example.org/a2"),
    ],
)
def test_finds_labels_and_contacts(text: str, kind: str, quote: str) -> None:
    assert _found(text) == [(kind, quote)]


def test_counts_an_enumeration_in_running_text() -> None:
    text = "It has 2 parts: 1) the antibody (IgG4) and 2) the linker; a ratio of (3) is not one."
    assert _found(text) == [("LIST_NUMBER", "1)"), ("LIST_NUMBER", "2)")]


@pytest.mark.parametrize("text", ["10-20 mg/m2", "in 23/164 patients (14%)", "2 Tables of 3", "NDC 0008-0100-01"])
def test_leaves_numbers_that_state_something(text: str) -> None:
    assert _found(text) == []
