"""Grids of reactions: arms in order, N in the heading only where it holds for the whole arm, cells where they belong."""

from decimal import Decimal

import pytest

from kg.codes import Comparison, ReactionContext
from kg.query import Value
from web.arms import grade_name, split
from web.facts import Place, ShownFact

WORDS = Place(quote="Nausea", section="6.1", section_title=None, heading=None, table="Table 6", start=0, end=6)


def reaction(term: str, arm: str, grade: str, percent: int, **given: Value) -> ShownFact:
    row: dict[str, Value] = {
        "fact": f"https://example.org/{term}-{arm}-{grade}",
        "term": term,
        "arm": arm,
        "armN": 100,
        "grade": grade,
        "percent": Decimal(percent),
        "comparison": None,
        "count": None,
        "context": ReactionContext.INCIDENCE,
        "table": "Table 6",
        "study": None,
        "systemOrganClass": None,
    }
    return ShownFact(
        kind="adverse_reaction",
        row=row | given,
        places=[WORDS],
        also_in=(),
        lists={},
        thresholds=(),
        instructions=(),
        differs_from=(),
    )


def test_the_products_own_arm_comes_first_and_all_grades_before_others() -> None:
    facts = [
        reaction("Nausea", "Chemotherapy", "all", 40),
        reaction("Nausea", "Exampline", ">=3", 2),
        reaction("Nausea", "Exampline", "all", 31),
    ]
    ((grid,), others) = split(facts, "EXAMPLINE")
    assert [(arm, columns) for arm, columns, _ in grid.arms] == [("Exampline", 2), ("Chemotherapy", 1)]
    assert [name for name, _ in grid.grades] == ["All grades", "Grade ≥ 3", "All grades"]
    assert [cell.words for cell in grid.lines[0].cells] == ["31%", "2%", "40%"]
    assert others == []


def test_a_missing_cell_stays_empty() -> None:
    facts = [reaction("Nausea", "A", "all", 1), reaction("Rash", "B", "all", 2)]
    ((grid,), _) = split(facts, "A")
    assert [[cell.words for cell in line.cells] for line in grid.lines] == [["1%", ""], ["", "2%"]]


def test_n_is_in_the_heading_only_if_it_is_the_same_in_every_row() -> None:
    facts = [reaction("Nausea", "A", "all", 1, armN=160), reaction("Rash", "A", "all", 2, armN=161)]
    assert split(facts, "A")[0][0].arms == [("A", 1, None)]
    assert split(facts[:1], "A")[0][0].arms == [("A", 1, 160)]


def test_organ_classes_head_their_reactions() -> None:
    facts = [
        reaction("Nausea", "A", "all", 1, systemOrganClass="Gut"),
        reaction("Vomiting", "A", "all", 1, systemOrganClass="Gut"),
        reaction("Rash", "A", "all", 2, systemOrganClass="Skin"),
    ]
    ((grid,), _) = split(facts, "A")
    assert [line.title for line in grid.lines] == ["Gut", "Nausea", "Vomiting", "Skin", "Rash"]


def test_each_table_and_study_has_a_grid_of_its_own_and_text_has_none() -> None:
    facts = [
        reaction("Nausea", "A", "all", 1),
        reaction("Nausea", "A", "all", 2, table="Table 7"),
        reaction("Nausea", "A", "all", 3, study="Induction"),
        reaction("Nausea", "A", "all", 4, table=None),
        reaction("Nausea", "A", "all", 5, context=ReactionContext.FATAL),
    ]
    grids, others = split(facts, "A")
    assert [grid.title for grid in grids] == ["Table 6", "Table 6, Induction", "Table 7"]
    assert len(others) == 2


def test_counts_and_signs_are_shown() -> None:
    facts = [reaction("Rash", "A", "all", 1, comparison=Comparison.LESS_THAN), reaction("Rash", "A", "3", 2, count=3)]
    ((grid,), _) = split(facts, "A")
    assert [cell.words for cell in grid.lines[0].cells] == ["< 1%", "3 (2%)"]


@pytest.mark.parametrize(("grade", "name"), [("all", "All grades"), ("3-4", "Grade 3-4"), ("severe", "severe")])
def test_grades_have_names(grade: str, name: str) -> None:
    assert grade_name(grade) == name
