import pytest
from msgspec import structs

from ingest.extract.dose_rule_table import extract
from ingest.reading import Reading
from kg.codes import Action
from tests.ingest.building import Writing


def reading(*rows: list[str | tuple[str, int]]) -> Reading:
    writing = Writing()
    table = writing.table(rows, caption="Dose Modifications")
    return writing.add(writing.section("2.3", "Dose Modifications", table)).reading()


def test_a_row_gives_trigger_severity_and_actions() -> None:
    (rule,) = extract(
        reading(
            ["Adverse Reaction", "Severity", "Dose Modification"],
            ["Rash", "Grade 3", "Withhold until Grade 1 or less, then reduce the dose by 25%."],
        )
    )
    assert (rule.trigger, rule.severity) == ("Rash", "Grade 3")
    assert rule.actions == (Action.INTERRUPT, Action.REDUCE)
    assert rule.until == "Grade 1 or less"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Monitor", {Action.MONITOR}),
        ("Maintain infusion rate", {Action.CONTINUE}),
        ("Stop Exampline. Resume when the count recovers.", {Action.INTERRUPT, Action.RESUME}),
        ("Stop Exampline until recovery.", {Action.INTERRUPT}),
        ("Interrupt. If it does not resolve, discontinue. If it does, resume at the same dose.",
         {Action.INTERRUPT, Action.DISCONTINUE, Action.RESUME}),
        ("For a recurrence, resume treatment reduced by one dose level", {Action.RESUME, Action.REDUCE}),
        ("Withhold, then consider resuming at the next lower dose level",
         {Action.INTERRUPT, Action.RESUME, Action.REDUCE}),
        ("Withhold, then resume at the same dose level or consider dose reduction",
         {Action.INTERRUPT, Action.RESUME, Action.REDUCE}),
    ],
)  # fmt: skip
def test_what_an_action_cell_tells(cell: str, told: set[Action]) -> None:
    rule, _ = extract(
        reading(["Adverse Reaction", "Dose Modification"], ["Rash", cell], ["Uveitis", "Permanently discontinue."])
    )
    assert set(rule.actions) == told


def test_a_dose_resumed_at_less_than_the_one_of_its_row_is_reduced() -> None:
    rule, _ = extract(
        reading(
            ["Recommended Dosage", "Adverse Reaction", "Dose Modification"],
            ["2 mg/kg every 3 weeks", "Rash", "Hold dosing until recovery. Restart at 1.5 mg/kg."],
            ["2 mg/kg every 3 weeks", "Uveitis", "Hold dosing until recovery. Restart at 2 mg/kg."],
        )
    )
    assert set(rule.actions) == {Action.INTERRUPT, Action.RESUME, Action.REDUCE}


def test_a_row_that_counts_levels_is_about_patients_who_cannot_take_the_last_one() -> None:
    (rule, *_) = extract(
        reading(
            ["Dose Reductions", "Recommended Dosage"],
            ["Subsequent Modification", "Permanently discontinue Exampline if unable to tolerate 7 mg once daily."],
            ["Uveitis", "Permanently discontinue."],
        )
    )
    assert (rule.trigger, rule.actions) == ("unable to tolerate 7 mg once daily", (Action.DISCONTINUE,))


def test_findings_that_an_action_names_are_one_rule_of_their_row() -> None:
    swelling, rash = extract(
        reading(
            ["Adverse Reaction", "Severity", "Dose Modification"],
            [
                "Ocular Swelling",
                "Grade 2",
                "Painless swelling: Continue at same dose Painful swelling: Reduce dose to 7 mg",
            ],
            ["Rash", "Grade 3", "First Occurrence: Withhold until recovery Second Occurrence: Discontinue"],
        )
    )
    assert (swelling.trigger, swelling.severity) == ("Ocular Swelling", "Grade 2")
    assert set(swelling.actions) == {Action.CONTINUE, Action.REDUCE}
    assert (rash.trigger, rash.actions) == ("Rash", (Action.INTERRUPT, Action.DISCONTINUE))


def test_instructions_above_the_rows_of_a_finding_hold_for_those_that_name_a_dose() -> None:
    writing = Writing()
    rows: list[list[str | tuple[str, int]]] = [
        ["Toxicity", "Occurrence", "Dose"],
        ["Rash", ("Withhold Exampline.", 2)],
        ["", ("Upon recovery, resume at a reduced dose:", 2)],
        ["", "First", "7 mg"],
        ["", "Second", "Discontinue"],
    ]
    table = writing.table(rows, caption="Dose Reductions")
    spanning = (structs.replace(cell, row_span=4) if cell.words == "Rash" else cell for cell in table.cells)
    cells = tuple(cell for cell in spanning if cell.column or cell.row < 2)
    first, second = extract(
        writing.add(writing.section("2.3", "Dosage", structs.replace(table, cells=cells))).reading()
    )
    assert (first.trigger, first.severity, first.until) == ("Rash", "First", "recovery")
    assert first.actions == (Action.INTERRUPT, Action.REDUCE, Action.RESUME)
    assert (second.severity, second.actions) == ("Second", (Action.DISCONTINUE,))


def test_a_column_tells_until_what_treatment_is_withheld() -> None:
    header: list[str | tuple[str, int]] = ["Reaction", "Withhold until levels resolve to", "Resume Exampline"]
    (found,) = extract(reading(header, ["Hemoglobin < 8 g/dL", "≥ 9 g/dL", "Resume at a reduced dose"]))
    assert (found.trigger, found.until) == ("Hemoglobin < 8 g/dL", "levels resolve to ≥ 9 g/dL")
    assert set(found.actions) == {Action.INTERRUPT, Action.REDUCE, Action.RESUME}


def test_under_a_heading_of_severity_the_group_is_the_finding() -> None:
    rows: list[list[str | tuple[str, int]]] = [
        ["Severity of Adverse Reaction", "Dose Modification"],
        [("Cardiomyopathy", 2)],
        ["• Symptomatic heart failure", "Permanently discontinue"],
        [("Gastrointestinal Toxicity", 2)],
        ["Nausea (Grade 3: more than 3 days)", "Withhold until recovery"],
        [("Other", 2)],
        ["Grade 4 rash", "Permanently discontinue"],
    ]
    assert [(rule.trigger, rule.severity) for rule in extract(reading(*rows))] == [
        ("Cardiomyopathy", "Symptomatic heart failure"),
        ("Nausea", "Grade 3: more than 3 days"),
        ("rash", "Grade 4"),
    ]


def test_instructions_below_one_another_beside_one_finding_are_one_rule() -> None:
    writing = Writing()
    rows: list[list[str | tuple[str, int]]] = [
        ["Adverse Reaction", "Severity", "Dose Modification"],
        ["Rash", "Grade 3", "Reduce the dose by 5 mg."],
        ["", "", "If the dose is 5 mg, withhold until recovery."],
        ["Uveitis", "Any", "Permanently discontinue."],
    ]
    table = writing.table(rows, caption="Dose Modifications")
    spanning = (
        structs.replace(cell, row_span=2) if cell.row == 1 and cell.column < 2 else cell for cell in table.cells
    )
    cells = tuple(cell for cell in spanning if cell.row != 2 or cell.column == 2)
    rash, _ = extract(writing.add(writing.section("2.3", "Dosage", structs.replace(table, cells=cells))).reading())
    assert (rash.trigger, rash.severity, rash.actions) == ("Rash", "Grade 3", (Action.INTERRUPT, Action.REDUCE))
    assert rash.until == "recovery"


def test_items_beside_items_have_a_rule_each() -> None:
    rules = extract(
        reading(
            ["Adverse Reaction", "Dose Modification"],
            [
                "High lipase and • current dose is 7 mg • current dose is 5 mg",
                "• Reduce dose to 5 mg • Discontinue treatment",
            ],
            ["Rash and • fever • uveitis", "• Withhold until recovery • Rest • Reduce dose"],
        )
    )
    assert [(rule.trigger, rule.actions) for rule in rules] == [
        ("High lipase and current dose is 7 mg", (Action.REDUCE,)),
        ("High lipase and current dose is 5 mg", (Action.DISCONTINUE,)),
        ("Rash and • fever • uveitis", (Action.INTERRUPT, Action.REDUCE)),
    ]


def test_reduced_doses_of_columns_for_other_patients() -> None:
    rules = extract(
        reading(
            ["Toxicity", "Occurrence", "Adjustment in patients receiving 7 mg", "Patients homozygous for GENE1A1"],
            ["Rash", "First", "5 mg", "4 mg"],
            ["Rash", "Second", "Discontinue Exampline", "Discontinue Exampline"],
        )
    )
    assert [(rule.severity, rule.actions, rule.condition) for rule in rules] == [
        ("First", (Action.REDUCE,), "Adjustment in patients receiving 7 mg; Patients homozygous for GENE1A1"),
        ("Second", (Action.DISCONTINUE,), None),
    ]


def test_a_column_of_starting_doses_tells_for_whom() -> None:
    (rule,) = extract(
        reading(
            ["Disease", "Counts", "Dose Modification"],
            ["Chronic leukemia (starting dose 40 mg)", "ANC less than 1 x 10*9/L", "Stop Exampline until recovery."],
        )
    )
    assert (rule.trigger, rule.severity) == ("ANC less than 1 x 10*9/L", None)
    assert rule.condition == "Chronic leukemia (starting dose 40 mg)"


def test_columns_that_bound_values_are_one_finding() -> None:
    first, second, third = extract(
        reading(
            ["Cycle Day", "ANC (cells/mm3)", "", "Platelets (cells/mm3)", "% of Full Dose"],
            ["Day 1", "≥ 1500", "and", "≥ 100,000", "100%"],
            ["", "500 to < 1500", "or", "50,000 to < 100,000", "75%"],
            ["", "< 500", "or", "< 50,000", "Hold"],
        )
    )
    assert first.trigger == "ANC ≥ 1500 cells/mm3 and Platelets ≥ 100,000 cells/mm3"
    assert [rule.actions for rule in (first, second, third)] == [
        (Action.CONTINUE,),
        (Action.REDUCE,),
        (Action.INTERRUPT,),
    ]
    assert [(bound.parameter, str(bound.value), bound.unit) for bound in third.thresholds] == [
        ("ANC", "500", "/mm3"),
        ("Platelets", "50000", "/mm3"),
    ]
    assert third.condition == "Day 1"


def test_bounds_beside_a_degree_are_its_severity() -> None:
    writing = Writing()
    rows = [
        ["", "Bilirubin", "AST", "Modification of Dose"],
        ["Moderate", "More than 1.5x to 3x ULN", "Any", "Reduce the dose to 5 mg."],
        ["Severe", "More than 3x ULN", "Any", "Do not administer."],
    ]
    table = writing.table(rows, caption="Dose Modification for Hepatic Impairment")
    rule, _ = extract(writing.add(writing.section("2.3", "Dose Modifications", table)).reading())
    assert (rule.trigger, rule.severity) == ("Hepatic Impairment", "Moderate, Bilirubin More than 1.5x to 3x ULN")
    assert {(bound.parameter, bound.relative_to) for bound in rule.thresholds} == {("Bilirubin", "ULN")}


def test_a_bound_below_the_heading_of_its_value_is_the_severity() -> None:
    rule, _ = extract(
        reading(
            ["Platelet count", "Dose Modification"],
            ["< 50 x 10^9/L", "Reduce the dose by 25 mg."],
            ["< 25 x 10^9/L", "Discontinue Exampline."],
        )
    )
    assert (rule.trigger, rule.severity) == ("Platelet count", "< 50 x 10^9/L")


def test_a_column_of_shares_tells_at_what_dose_to_go_on() -> None:
    found = extract(
        reading(
            ["Adverse Reaction", "Occurrence", "Dose Modification", "Resume at Same or Reduced Dose (Percent of Dose)"],
            ["Rash", "First", "Withhold until resolved.", "100%"],
            ["Rash", "Second", "Withhold until resolved.", "75%"],
            ["Rash", "Third", "Permanently discontinue.", "-"],
        )
    )
    assert [set(rule.actions) for rule in found] == [
        {Action.INTERRUPT, Action.RESUME},
        {Action.INTERRUPT, Action.RESUME, Action.REDUCE},
        {Action.DISCONTINUE},
    ]


def test_a_bare_dose_for_a_toxicity_is_a_reduction_and_one_of_a_level_is_none() -> None:
    found = extract(
        reading(
            ["Event", "Recommended Dose"],
            ["Reduce the dose for any of the following:", "1 mg/m2"],
            ["Platelets < 25,000/mm3", "1 mg/m2"],
            ["Grade 3 or 4 rash", "0.7 mg/m2"],
            ["Third dose level", "0.5 mg/m2"],
            ["Rash at the lowest dose", "Discontinue Exampline"],
        )
    )
    assert [(rule.trigger, rule.actions) for rule in found] == [
        ("Platelets < 25,000/mm3", (Action.REDUCE,)),
        ("rash", (Action.REDUCE,)),
        ("Rash at the lowest dose", (Action.DISCONTINUE,)),
    ]


def test_thresholds_of_the_first_cell() -> None:
    rule, _ = extract(
        reading(
            ["Toxicity", "Dose Modification"],
            ["ALT greater than 5 × ULN", "Interrupt dosing unless due to hemolysis."],
            ["Rash", "Permanently discontinue Exampline."],
        )
    )
    assert [(bound.parameter, bound.relative_to) for bound in rule.thresholds] == [("ALT", "ULN")]
    assert rule.exceptions == "unless due to hemolysis"


def test_a_cell_that_only_tells_how_long_takes_its_trigger_from_the_heading() -> None:
    rule, _ = extract(
        reading(
            ["Duration of Interruption", "Dose Modification"],
            ["Less than 7 days (within a cycle)", "Interrupt the next dose."],
            ["Greater than 28 days", "Consider permanent discontinuation."],
        )
    )
    assert (rule.trigger, rule.severity) == ("Duration of Interruption", "Less than 7 days (within a cycle)")


def test_a_condition_before_and_a_trigger_within_what_to_do() -> None:
    rule, _ = extract(
        reading(
            ["Criteria", "Dose Modification"],
            ["If the count was normal before", "If the count decreases, then interrupt the next cycle until recovery."],
            ["If the count was low before", "Discontinue Exampline."],
        )
    )
    assert (rule.trigger, rule.severity) == ("count decreases", "the count was normal before")
