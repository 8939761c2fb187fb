from msgspec import structs

from ingest.document import Table
from ingest.extract.dose_rule_table import extract
from kg.codes import Action
from kg.facts import DoseRule
from tests.ingest.building import Writing
from tests.ingest.extract.test_dose_rule_table import reading


def test_the_group_above_is_the_condition() -> None:
    rules = list(
        extract(
            reading(
                ["Toxicity", "Dose Modification"],
                [("Patients with tumor X", 2)],
                ["Rash", "Discontinue Exampline"],
            )
        )
    )
    assert [rule.condition for rule in rules] == ["Patients with tumor X"]


def test_a_row_printed_alike_for_two_groups_is_one_rule_for_both() -> None:
    (rule,) = extract(
        reading(
            ["Toxicity", "Dose Modification"],
            [("Patients with tumor X", 2)],
            ["Rash", "Discontinue Exampline"],
            [("Patients with tumor Y", 2)],
            ["Rash", "Discontinue Exampline"],
        )
    )
    assert rule.condition == "Patients with tumor X; Patients with tumor Y"


def told(table: Table) -> list[tuple[str, str | None, str | None]]:
    writing = Writing()
    found = writing.add(writing.section("2.3", "Dose Modifications", table)).reading()
    return [(rule.trigger, rule.severity, rule.condition) for rule in extract(found)]


def test_a_table_of_grades_is_about_what_its_caption_names() -> None:
    rows: list[list[str | tuple[str, int]]] = [
        ["CTCAE Grade", "Dose Modification"],
        [("Early disease", 2)],
        ["Grade 1", "Continue treatment."],
        ["Grade 2 that persists despite treatment", "Withhold Exampline."],
    ]
    assert told(Writing().table(rows, caption="Dose Modification — Diarrhea")) == [
        ("Diarrhea", "Grade 1", "Early disease"),
        ("Diarrhea", "Grade 2 that persists despite treatment", "Early disease"),
    ]


def test_grades_above_the_rows_are_part_of_the_severity() -> None:
    rows: list[list[str | tuple[str, int]]] = [
        ["Severity", "Dose Modification"],
        [("Grade 2", 2)],
        ["First occurrence", "Withhold Exampline."],
        ["Second occurrence", "Permanently discontinue Exampline."],
    ]
    assert told(Writing().table(rows, caption="Dose Modifications for Adverse Reactions")) == [
        ("Adverse Reactions", "Grade 2, First occurrence", None),
        ("Adverse Reactions", "Grade 2, Second occurrence", None),
    ]


def noted(footnote: str) -> list[DoseRule]:
    """The rules of a table whose first action has a footnote."""
    writing = Writing()
    table = writing.table(
        [
            ["Adverse Reaction", "Severity", "Action"],
            ["Rash", "Grade 2", "Withhold"],
            ["Fever", "Grade 3", "Discontinue."],
        ],
        footnotes={"a": footnote},
    )
    cells = tuple(structs.replace(cell, markers=("a",)) if cell.words == "Withhold" else cell for cell in table.cells)
    placed = structs.replace(table, cells=cells)
    return list(extract(writing.add(writing.section("2.3", "Dose Modifications", placed)).reading()))


def test_a_footnote_of_an_action_tells_when_to_go_on() -> None:
    rules = noted("Resume in patients with complete resolution. Permanently discontinue otherwise.")
    assert [rule.until for rule in rules] == ["complete resolution", None]
    assert rules[0].evidence[-1].quote.startswith("Resume in patients")


def test_a_footnote_of_an_action_tells_what_to_do_beside_it() -> None:
    rash, fever = noted("Consider corticosteroids")
    assert (rash.actions, fever.actions) == ((Action.INTERRUPT, Action.MANAGE), (Action.DISCONTINUE,))
    assert rash.evidence[-1].quote == "Consider corticosteroids"


def test_an_action_over_several_rows_holds_for_each() -> None:
    writing = Writing()
    table = writing.table(
        [
            ["Severity", "Action"],
            ["First occurrence", "Withhold"],
            ["Second occurrence", ""],
            ["Third occurrence", "Discontinue."],
        ],
        caption="Dose Modifications for Rash",
    )
    cells = tuple(
        structs.replace(cell, row_span=2) if cell.words == "Withhold" else cell for cell in table.cells if cell.text
    )
    tall = structs.replace(table, cells=cells)
    rules = list(extract(writing.add(writing.section("2.3", "Dose Modifications", tall)).reading()))
    assert [(rule.severity, rule.actions) for rule in rules] == [
        ("First occurrence", (Action.INTERRUPT,)),
        ("Second occurrence", (Action.INTERRUPT,)),
        ("Third occurrence", (Action.DISCONTINUE,)),
    ]


def test_the_disease_of_a_caption_is_a_condition_of_the_rules() -> None:
    writing = Writing()
    rows = (["Adverse Reaction", "Action"], ["Grade 3 rash", "Discontinue treatment"])
    table = writing.table(rows, caption="Dose Modifications for Adverse Reactions—Samplitis")
    indicated = writing.section("1.1", "Samplitis", "Exampline is indicated for samplitis.")
    made = writing.add(indicated, writing.section("2.3", "Dose Modifications", table)).reading()
    assert [rule.condition for rule in extract(made)] == ["Samplitis"]
