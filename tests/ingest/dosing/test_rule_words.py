from ingest.dosing.rule_words import exceptions, until


def test_until_ends_before_what_follows_recovery() -> None:
    assert until("Withhold until ALT is at most 3 × ULN, then resume.") == "ALT is at most 3 × ULN"
    assert until("Withhold Exampline.") is None
    assert until("• Interrupt treatment • Restart when the rash is Grade 1") == "the rash is Grade 1"


def test_exceptions() -> None:
    assert exceptions("Interrupt dosing until recovery unless due to hemolysis.") == "unless due to hemolysis"
    assert exceptions("Interrupt dosing.") is None


def test_until_ends_at_lost_signs_and_the_next_item() -> None:
    assert until("• Withhold until resolved • Resume at a reduced dose") == "resolved"
    assert until("Hold dosing until Grade 2 or lower Restart at 0.9 mg/kg") == "Grade 2 or lower"
    assert until("Withhold until 1. pacemaker placed OR 2. PR interval below 200 ms. Resume.") == (
        "1. pacemaker placed OR 2. PR interval below 200 ms"
    )
    assert until("Upon recovery to Grade 1, resume Exampline at 7 mg") == "recovery to Grade 1"
    assert until("When a rash occurs, withhold, then resume") is None
    assert until("First Occurrence: Withhold until recovery Second Occurrence: Discontinue") == "recovery"
    assert until("Withhold until recovery, restart at the next dose") == "recovery"
    assert until("Withhold until stable or permanently discontinue depending on severity") == "stable"
    assert until("Withhold until symptoms are: • Grade 1; • Grade 2 if safe Resume at the next dose.") == (
        "symptoms are: • Grade 1; • Grade 2 if safe"
    )


def test_until_is_of_the_dose_and_not_of_care_beside_it() -> None:
    text = "• Administer corticosteroids until symptoms resolve • Interrupt treatment if fever persists • Resume when it is gone"
    assert until(text) == "it is gone"
    assert until("Withhold dose until Grade 0 or 1. Resume at a reduced dose.") == "Grade 0 or 1"
    assert until("Interrupt treatment. Monitor counts until they are above 1. Resume at a reduced dose.") == (
        "they are above 1"
    )
