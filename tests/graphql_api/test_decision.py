"""`applicableDoseRules`: decisions with their rules and quotes, and errors that say what was expected."""

import pytest

from tests.client import Client
from tests.graphql_api.test_endpoint import ask

_QUESTION = """query ($findings: [FindingInput!]!, $history: HistoryInput) {
  applicableDoseRules(label: "besponsa", findings: $findings, history: $history) {
    applicability needs questions isConcerned resumable
    rule { trigger severity actions until evidence { quote section }
      instructions { actions condition criteria { text thresholds { parameter value } } } }
    overlaps { severity }
    instructions { actions condition otherwise applicability questions } } }"""


def _asked(client: Client, findings: object, history: object = None) -> list[dict[str, object]]:
    given = {"query": _QUESTION, "variables": {"findings": findings, "history": history}}
    found = client.post("/graphql", json=given).json()
    assert "errors" not in found, found
    return [one for one in found["data"]["applicableDoseRules"] if one["isConcerned"]]


def test_a_rule_that_applies_comes_with_its_words(client: Client) -> None:
    first, *_ = _asked(client, [{"parameter": "platelets", "value": "40", "unit": "10*9/L", "baseline": "60"}])
    assert (first["applicability"], first["resumable"], first["needs"]) == ("APPLIES", False, [])
    rule = first["rule"]
    assert isinstance(rule, dict)
    assert rule["trigger"] == "platelets decrease"
    assert set(rule["actions"]) == {"INTERRUPT", "DISCONTINUE"}
    assert rule["evidence"][0]["section"] == "2.3"


def test_an_action_with_a_condition_of_its_own_is_told_apart(client: Client) -> None:
    first, *_ = _asked(client, [{"parameter": "platelets", "value": "40", "unit": "10*9/L", "baseline": "60"}])
    told = first["instructions"]
    words = "platelets stay low for more than 28 days and BESPONSA is the suspected cause"
    assert told == [
        {"actions": ["INTERRUPT"], "condition": None, "otherwise": False, "applicability": "APPLIES", "questions": []},
        {
            "actions": ["DISCONTINUE"],
            "condition": words,
            "otherwise": False,
            "applicability": "CANNOT_BE_DECIDED",
            "questions": [words],
        },
    ]
    stated = first["rule"]["instructions"][1]  # type: ignore[index]
    assert (stated["actions"], stated["condition"]) == (["DISCONTINUE"], words)
    bounds = [bound for one in stated["criteria"] for bound in one["thresholds"]]
    assert bounds == [{"parameter": "duration", "value": "28"}]


def test_an_exception_is_asked_for_and_answered(client: Client) -> None:
    findings = [
        {"parameter": "total bilirubin", "value": "2", "relativeTo": "ULN"},
        {"parameter": "AST", "value": "3", "relativeTo": "ULN"},
    ]
    first, *_ = _asked(client, findings)
    words = "except where Gilbert’s syndrome or hemolysis is the cause"
    assert (first["applicability"], first["questions"]) == ("CANNOT_BE_DECIDED", [words])
    first, *_ = _asked(client, findings, {"answers": [{"words": words, "holds": False}]})
    assert first["applicability"] == "APPLIES"


def test_overlapping_bounds_name_each_other(client: Client) -> None:
    found = [one for one in _asked(client, [], {"interruptionDays": "16"}) if one["applicability"] == "APPLIES"]
    told = {one["rule"]["severity"]: one["overlaps"] for one in found}  # type: ignore[index]
    assert told == {"≥ 7 days": [{"severity": "≥ 14 days"}], "≥ 14 days": [{"severity": "≥ 7 days"}]}


@pytest.mark.parametrize(
    ("finding", "message"),
    [
        ('parameter: "platelets", value: "-1", unit: "10*9/L"', "value of platelets is -1"),
        ('parameter: "platelets", value: "4", unit: "furlong"', "'furlong' is no unit"),
        ('parameter: "platelets", value: "4", unit: "mg/dL"', "platelets in mg/dL cannot be compared"),
        ('parameter: "wumpus", grade: 3', "'wumpus' is no finding that is known"),
    ],
)
def test_what_makes_no_sense_is_bad_input(client: Client, finding: str, message: str) -> None:
    found = ask(client, f'{{ applicableDoseRules(label: "besponsa", findings: [{{{finding}}}]) {{ needs }} }}')
    error = found["errors"][0]  # type: ignore[index]
    assert message in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
