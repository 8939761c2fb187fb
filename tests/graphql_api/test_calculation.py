"""Amounts, dates and deadlines by GraphQL, each with the facts that they follow from."""

import pytest

from tests.client import Client
from tests.graphql_api.test_endpoint import ask


def _asked(client: Client, query: str) -> dict[str, object]:
    found = ask(client, f"{{ found: {query} }}")
    assert "errors" not in found, found
    data = found["data"]
    assert isinstance(data, dict)
    return data


def test_a_dose_its_volume_and_vials_with_their_facts(client: Client) -> None:
    data = _asked(
        client,
        """doseAmounts(label: "besponsa", surfaceM2: "1.8") { dose { amount schedule } amount { value unit }
             volume { value unit facts { __typename evidence { quote } } } vials { value } finalVolume { value } silent }""",
    )
    first = next(one for one in data["found"] if one["dose"] == {"amount": "0.8", "schedule": "Day 1"})  # type: ignore[attr-defined]
    assert (first["amount"], first["volume"]["value"]) == ({"value": "1.44", "unit": "mg"}, "5.76")
    assert ([one["value"] for one in first["vials"]], first["finalVolume"]["value"]) == (["2"], "50")
    assert [one["__typename"] for one in first["volume"]["facts"]] == ["Dose", "Preparation"]
    assert all(one["evidence"][0]["quote"] for one in first["volume"]["facts"])


def test_the_latest_times_with_the_limit_that_binds(client: Client) -> None:
    data = _asked(
        client,
        """deadlines(label: "besponsa", reconstitutedAt: "2026-01-05T08:00:00", dilutedAt: "2026-01-05T11:30:00",
             storage: REFRIGERATED) { steps { step at facts { __typename } } silent }""",
    )
    steps = data["found"]["steps"]  # type: ignore[index]
    assert [(one["step"], one["at"]) for one in steps] == [
        ("take it out of the refrigerator", "2026-01-05T14:30:00"),
        ("begin the infusion", "2026-01-05T15:00:00"),
        ("end the infusion", "2026-01-05T16:00:00"),
    ]
    assert steps[0]["facts"][0]["__typename"] == "TimeLimit"


def test_the_dates_of_a_regimen(client: Client) -> None:
    data = _asked(
        client,
        """regimen(label: "besponsa", start: "2026-01-05", reducedByPercent: "25") { needs limits { element value }
             cycles { totals { value } reduced { value unit facts { __typename } } number start doses { day at dose { amount evidence { quote } } } } }""",
    )
    (cycle,) = data["found"]["cycles"]  # type: ignore[index]
    assert [(one["day"], one["at"], one["dose"]["amount"]) for one in cycle["doses"]] == [
        (1, "2026-01-05", "0.8"),
        (8, "2026-01-12", "0.5"),
        (15, "2026-01-19", "0.5"),
    ]
    (left,) = cycle["reduced"]
    assert (cycle["totals"], left["value"], left["unit"]) == ([{"value": "1.8"}], "1.35", "mg/m2")
    assert [one["__typename"] for one in left["facts"]] == ["Dose", "Dose", "Dose"]


def test_a_size_of_nought_is_bad_input(client: Client) -> None:
    found = ask(client, '{ doseAmounts(label: "besponsa", weightKg: "0") { silent } }')
    error = found["errors"][0]  # type: ignore[index]
    assert "the weight is 0" in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "asked",
    [
        'regimen(label: "besponsa", start: "9999-12-25", cycles: 2) { needs }',
        'deadlines(label: "besponsa", reconstitutedAt: "9999-12-31T23:30:00", dilutedAt: "9999-12-31T23:40:00") { silent }',
    ],
)
def test_a_date_past_the_calendar_is_bad_input(client: Client, asked: str) -> None:
    error = ask(client, f"{{ {asked} }}")["errors"][0]  # type: ignore[index]
    assert "year 9999" in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
