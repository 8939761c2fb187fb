from ingest.dosing.rule_rows import RuleRow, rule_rows
from tests.ingest.building import Writing

Told = tuple[str, tuple[str, ...], tuple[str, ...], str]


def told(row: RuleRow) -> Told:
    finding = row.finding.words if row.finding else row.named
    return finding, tuple(cell.words for cell in row.severity), row.condition, row.action.words


def rows(cells: list[list[str]], header_rows: int = 1) -> list[Told]:
    writing = Writing()
    table = writing.table(cells, label="Table 1", header_rows=header_rows)
    writing.add(writing.section("2.3", "Dosage Modifications", table)).reading()
    return [told(row) for row in rule_rows(table)]


def test_a_column_of_treatments_tells_for_whom_and_not_what() -> None:
    found = rows(
        [
            ["Treatment", "Adverse Reaction", "Severity", "Modification"],
            ["Monotherapy", "Rash", "Grade 3", "Withhold"],
        ]
    )
    assert found == [("Rash", ("Grade 3",), ("Monotherapy",), "Withhold")]


def test_an_empty_cell_goes_on_with_the_one_above() -> None:
    found = rows(
        [
            ["Adverse Reaction", "Severity", "Modification"],
            ["Rash", "Grade 2", "Withhold Exampline."],
            ["", "Grade 3", "Permanently discontinue Exampline."],
        ]
    )
    assert [row[0] for row in found] == ["Rash", "Rash"]


def test_degrees_may_go_across() -> None:
    found = rows(
        [
            ["Clinical Severity", "Mild", "Severe"],
            ["Asymptomatic", "May continue dosing", "Suspend dosing"],
            ["Symptomatic", "Suspend dosing", "Suspend dosing"],
        ]
    )
    assert [(row[1], row[3]) for row in found] == [
        (("Asymptomatic", "Mild"), "May continue dosing"),
        (("Asymptomatic", "Severe"), "Suspend dosing"),
        (("Symptomatic", "Mild"), "Suspend dosing"),
        (("Symptomatic", "Severe"), "Suspend dosing"),
    ]


def test_columns_of_doses_are_no_finding() -> None:
    found = rows(
        [
            ["Dose Reduction Schedule", "Cancer A", "Cancer B"],
            ["First dose reduction", "4 mg/kg", "5 mg/kg"],
            ["Requirement for further dose reduction", "Discontinue treatment.", "Discontinue treatment."],
        ]
    )
    assert found[-1] == ("Requirement for further dose reduction", (), (), "Discontinue treatment.")


def test_a_first_row_of_headings_is_a_header_where_the_source_shows_none() -> None:
    found = rows([["Severity of Rash", "Modification of Dose"], ["Grade 3", "Interrupt Exampline."]], header_rows=0)
    assert found == [("Grade 3", (), (), "Interrupt Exampline.")]


def test_each_cell_below_a_degree_is_a_rule_of_its_own() -> None:
    found = rows(
        [
            ["Toxicity", "Grade 1-2", "Grade 3", "Grade 4"],
            ["Diarrhea", "No change", "Withhold until Grade ≤1", "Discontinue"],
            ["Rash", "Continue", "Continue", "Discontinue"],
        ]
    )
    assert found == [
        ("Diarrhea", ("Grade 1-2",), (), "No change"),
        ("Diarrhea", ("Grade 3",), (), "Withhold until Grade ≤1"),
        ("Diarrhea", ("Grade 4",), (), "Discontinue"),
        ("Rash", ("Grade 1-2",), (), "Continue"),
        ("Rash", ("Grade 3",), (), "Continue"),
        ("Rash", ("Grade 4",), (), "Discontinue"),
    ]


def test_occurrences_may_go_across() -> None:
    found = rows([["Toxicity", "1st occurrence", "2nd occurrence"], ["Rash", "No change", "Discontinue"]])
    assert found == [
        ("Rash", ("1st occurrence",), (), "No change"),
        ("Rash", ("2nd occurrence",), (), "Discontinue"),
    ]


def test_levels_of_doses_for_two_groups_may_end_in_a_stop_each() -> None:
    found = rows(
        [
            ["Dose Reduction", "Dosage in gout", "Dosage in fever"],
            ["First", "30 mg once daily", "30 mg once daily"],
            ["Second", "15 mg once daily", "Permanently discontinue in patients unable to tolerate 30 mg."],
            ["Third", "Permanently discontinue in patients unable to tolerate 15 mg.", ""],
        ]
    )
    stops = [(row[2], row[3]) for row in found if row[3].startswith("Permanently")]
    assert stops == [
        (("Dosage in fever",), "Permanently discontinue in patients unable to tolerate 30 mg."),
        (("Dosage in gout",), "Permanently discontinue in patients unable to tolerate 15 mg."),
    ]


def test_diagnoses_and_the_patients_of_an_action_are_conditions_and_no_findings() -> None:
    found = rows(
        [
            ["Diagnosis", "Degree of Liver Impairment", "Dosage Adjustment"],
            ["Newly diagnosed gout", "Mild", "Adult patients: Withhold. Resume at 40 mg once daily."],
            ["", "Mild", "Children: Withhold."],
            ["Refractory gout", "Severe", "Permanently discontinue."],
        ]
    )
    assert [(finding, condition) for finding, _, condition, _ in found] == [
        ("Mild", ("Newly diagnosed gout", "Adult patients")),
        ("Mild", ("Newly diagnosed gout", "Children")),
        ("Severe", ("Refractory gout",)),
    ]
