import pytest

from ingest.aligned import AlignedText
from ingest.document import Cell
from ingest.dosing.action_cells import cell_actions, gives_less, share_action
from kg.codes import Action
from kg.locator import Span


def cell(words: str) -> Cell:
    return Cell(text=AlignedText.of(words, Span(0, len(words))), row=1, column=1)


@pytest.mark.parametrize(
    ("words", "heading", "expected"),
    [
        ("75% of previous dose (both drugs)", "", Action.REDUCE),
        ("100%", "% Dose in the Next Course", Action.CONTINUE),
        ("33", "Percentage of full dose", Action.REDUCE),
        ("0%", "Percent of dose", Action.OMIT),
        ("125%", "Percent of prior dose", None),
        ("75%", "Patients", None),
        ("75 mg", "Percent of dose", None),
    ],
)
def test_a_share_of_the_dose(words: str, heading: str, expected: Action | None) -> None:
    assert share_action(words, heading) == expected


def test_what_a_cell_tells() -> None:
    assert cell_actions(cell("No change"), "Modification") == (Action.CONTINUE,)
    assert cell_actions(cell("Monitor weekly."), "Modification") == (Action.MONITOR,)
    assert cell_actions(cell("Monitor and increase the dose."), "Modification") == ()


@pytest.mark.parametrize(
    ("words", "about", "row", "expected"),
    [
        ("0.7 mg/m2", "Dose Reductions", ("Event", "Rash"), True),
        ("200 mg twice daily", "Dose Modification", ("Event", "Rash"), True),
        ("0.7 mg/m2", "Recommended Dose", ("Event", "Rash"), False),
        ("0.7 mg/m2", "Dose Reductions", ("Dose Reduction Schedule", "Second"), False),
        ("0.7 mg/m2", "Dose Reductions", ("Level", "First dose reduction"), False),
        ("0.7 mg/m2", "Dose Modification", ("Body Surface Area", "0.8 to 1.2 m2"), False),
        ("Reduce to 0.7 mg/m2", "Dose Reductions", ("Event", "Rash"), False),
    ],
)
def test_a_bare_dose_that_is_reduced_to(words: str, about: str, row: tuple[str, str], expected: bool) -> None:
    assert gives_less(cell(words), about, row) is expected
