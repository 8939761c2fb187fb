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
