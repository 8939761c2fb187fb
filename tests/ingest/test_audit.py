from dataclasses import replace
from decimal import Decimal

from ingest.audit import Outcome, audit
from ingest.document import Structure, StructureKind
from ingest.passages import evidence
from kg.facts import Rate
from kg.locator import Span
from tests.ingest.building import Writing


def test_every_number_is_captured_structural_or_listed() -> None:
    writing = Writing()
    section = writing.section(
        "5.1", "5.1 Liver", "Events occurred in 36% of 50 patients with CD22-positive disease (5.3)."
    )
    document = writing.add(section).document()

    def span_of(words: str) -> Span:
        return Span(document.text.index(words), document.text.index(words) + len(words))

    document = replace(
        document,
        structure=(
            Structure(kind=StructureKind.SECTION_NUMBER, span=span_of("5.1")),
            Structure(kind=StructureKind.CROSS_REFERENCE, span=span_of("(5.3)")),
        ),
    )
    rate = Rate(
        evidence=(evidence(document, span_of("Events occurred in 36%"), section="5.1"),),
        values=(span_of("36"),),
        read_by="rate.test",
        percent=Decimal(36),
    )
    found = audit(document, [rate])
    assert [(number.printed, number.outcome) for number in found.numbers] == [
        ("5.1", Outcome.STRUCTURAL),
        ("36", Outcome.CAPTURED),
        ("50", Outcome.NOT_CAPTURED),
        ("5.3", Outcome.STRUCTURAL),
    ]
    assert found.share_captured(["5"]) == 0.5
    (missed,) = found.not_captured()
    assert (missed.section, missed.line) == ("5.1", 2)
    assert missed.line_text.startswith("Events occurred")


def test_a_number_in_a_quote_is_not_captured_unless_it_was_read_as_a_value() -> None:
    writing = Writing()
    document = writing.add(writing.section("6", None, "Nausea occurred in 12 patients.")).document()
    quoted = Rate(
        evidence=(evidence(document, Span(0, 30), section="6"),), read_by="rate.test", percent=Decimal(12), values=()
    )
    assert [number.outcome for number in audit(document, [quoted]).numbers] == [Outcome.NOT_CAPTURED]
