from ingest.extract.dose_rule import extract
from tests.ingest.building import Writing


def test_what_the_title_of_a_subsection_is_for_is_a_condition_of_its_rules() -> None:
    writing = Writing()
    made = writing.add(
        writing.section("1.1", "Exampleosis", "Exampline is indicated for exampleosis in adults."),
        writing.section("1.2", "Samplitis", "Exampline is indicated for samplitis in adults."),
        writing.section("2.1", "Recommended Dosage for Exampleosis", "Discontinue Exampline if a rash occurs."),
        writing.section("2.2", "Recommended Dosage for Renal Impairment", "Withhold Exampline if fever occurs."),
    ).reading()
    assert [(rule.trigger, rule.condition) for rule in extract(made)] == [("rash", "Exampleosis"), ("fever", None)]


def test_a_title_that_names_patients_is_a_condition_of_its_rules() -> None:
    writing = Writing()
    made = writing.add(
        writing.section(
            "1.1", "Exampleosis", "Exampline is indicated for exampleosis in adults and pediatric patients."
        ),
        writing.section("2.1", "Pediatric Patients with Exampleosis", "Discontinue Exampline if a rash occurs."),
        writing.section("2.2", "Exampleosis First-Line", "Withhold Exampline if fever occurs."),
    ).reading()
    assert [(rule.trigger, rule.condition) for rule in extract(made)] == [
        ("rash", "Pediatric Patients with Exampleosis"),
        ("fever", None),
    ]
