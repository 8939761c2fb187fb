from ingest.extract.dose_rule import extract
from kg.codes import Action
from tests.ingest.building import Writing
from tests.ingest.extract.test_dose_rule import rules


def test_a_bound_that_begins_with_an_abbreviation_is_an_item_of_its_own() -> None:
    text = (
        "Withhold Exampline for either of the following: ≥ 17% absolute decrease in ABC from pre-treatment values ABC below "
        "normal and ≥ 12% absolute decrease in ABC from pre-treatment values. Exampline may be resumed if the ABC returns to "
        "normal."
    )
    assert rules(text) == [
        ("≥ 17% absolute decrease in ABC from pre-treatment values", None, {"interrupt", "resume"}),
        (
            "ABC below normal and ≥ 12% absolute decrease in ABC from pre-treatment values",
            None,
            {"interrupt", "resume"},
        ),
    ]


def test_grades_behind_the_label_of_a_finding_have_a_rule_each() -> None:
    text = (
        "Give Exampline slowly. Tremor syndrome: Grade 1: Withhold until resolved. Grade 2: Withhold for the first event; "
        "Grade 3: Permanently discontinue. Uveitis: Grade 2 or 3: Permanently discontinue."
    )
    assert rules(text) == [
        ("Tremor syndrome", "Grade 1", {"interrupt"}),
        ("Tremor syndrome", "Grade 2", {"interrupt"}),
        ("Tremor syndrome", "Grade 3", {"discontinue"}),
        ("Uveitis", "Grade 2 or 3", {"discontinue"}),
    ]


def test_symptoms_above_are_those_of_the_title_behind_a_sentence_that_names_none() -> None:
    writing = Writing()
    text = (
        "If it is necessary to start samplol, discontinue Exampline before starting it. "
        "Discontinue Exampline immediately if the above symptoms occur."
    )
    told = extract(writing.add(writing.section("5.2", "Serotonin Syndrome", text)).reading())
    assert [(rule.trigger, rule.actions) for rule in told] == [("Serotonin Syndrome", (Action.DISCONTINUE,))]
