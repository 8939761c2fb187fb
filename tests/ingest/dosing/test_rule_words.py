from ingest.dosing.rule_words import exceptions, until


def test_until_ends_before_what_follows_recovery() -> None:
    assert until("Withhold until ALT is at most 3 × ULN, then resume.") == "ALT is at most 3 × ULN"
    assert until("Withhold Exampline.") is None


def test_exceptions() -> None:
    assert exceptions("Interrupt dosing until recovery unless due to hemolysis.") == "unless due to hemolysis"
    assert exceptions("Interrupt dosing.") is None
