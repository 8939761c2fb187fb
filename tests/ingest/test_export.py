import json
from decimal import Decimal

from ingest.export import json_lines, records
from kg.codes import Action, Comparison, MaterialItem, Verdict
from kg.facts import CountStatistic, DoseRule, Material, Threshold
from kg.locator import Evidence, Span


def place(section: str, quote: str) -> Evidence:
    return Evidence(section=section, span=Span(0, len(quote)), quote=quote)


def test_codes_decimals_and_thresholds_become_plain_json() -> None:
    rule = DoseRule(
        evidence=(place("2.3", "Total bilirubin\nabove 1.5 × ULN"),),
        read_by="dose_rule.row",
        trigger="Total bilirubin above 1.5 × ULN",
        actions=(Action.INTERRUPT, Action.DISCONTINUE),
        thresholds=(
            Threshold(
                parameter="total bilirubin", operator=Comparison.GREATER_THAN, value=Decimal("1.5"), relative_to="ULN"
            ),
        ),
    )
    (line,) = json_lines([rule])
    record = json.loads(line)
    assert record["kind"] == "dose_rule"
    assert record["quote"] == "Total bilirubin above 1.5 × ULN"
    assert record["actions"] == ["interrupt", "discontinue"]
    assert record["thresholds"] == [
        {
            "parameter": "total bilirubin",
            "operator": ">",
            "value": 1.5,
            "unit": None,
            "relative_to": "ULN",
            "findings": [],
        }
    ]
    assert record["severity"] is None


def test_statistics_with_equal_numbers_are_one_record_that_lists_the_other_event() -> None:
    def statistic(section: str, event: str) -> CountStatistic:
        quote = f"{event} in 79/164 patients (48%)"
        return CountStatistic(
            evidence=(place(section, quote),),
            read_by="statistic.test",
            event=event,
            count=79,
            n=164,
            percent=Decimal(48),
        )

    (record,) = records([statistic("5.2", "transplant"), statistic("5.3", "infections")])
    assert (record["count"], record["n"], record["percent"], record["event"]) == (79, 164, 48, "transplant")
    assert isinstance(record["also_in"], list)
    assert [mention["event"] for mention in record["also_in"] if isinstance(mention, dict)] == ["infections"]


def test_whole_decimals_are_whole_numbers() -> None:
    filter_rule = Material(
        evidence=(place("2.4", "Filtration is not required"),),
        read_by="material.test",
        item=MaterialItem.FILTER,
        material=None,
        verdict=Verdict.NOT_REQUIRED,
    )
    (record,) = records([filter_rule])
    assert (record["item"], record["material"], record["verdict"]) == ("filter", None, "not_required")
