from decimal import Decimal

import pytest

from ingest.extract import pk_parameter
from kg.codes import Statistic
from tests.ingest.building import reading_of

Told = tuple[str, str, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The mean Cmax of examplinib was 308 ng/mL.", ("Cmax", "308", "ng/mL", "examplinib", None)),
        (
            "In patients, the clearance of examplinib at steady state was 0.03 L/h.",
            ("clearance", "0.03", "L/h", "examplinib", "In patients; at steady state"),
        ),
        ("The terminal half-life (t½) was 12.3 days.", ("terminal half-life", "12.3", "day", None, None)),
        (
            "Examplinib is approximately 97% bound to plasma proteins.",
            ("bound to plasma proteins", "97", "%", "Examplinib", None),
        ),
        ("Plasma protein binding is about 93%.", ("Plasma protein binding", "93", "%", None, None)),
        (
            "After multiple doses, a 5.3 times accumulation of examplinib was predicted.",
            ("accumulation", "5.3", "{times}", "examplinib", "After multiple doses"),
        ),
    ],
)
def test_a_parameter(text: str, told: Told) -> None:
    [found] = pk_parameter.extract(reading_of({"12.3": text}))
    assert (found.parameter, str(found.value), found.unit, found.analyte, found.condition) == told


def test_the_statistic() -> None:
    found = list(
        pk_parameter.extract(reading_of({"12.3": "The mean Cmax was 3 ng/mL and the median Tmax was 2 hours."}))
    )
    assert [(fact.statistic, fact.value) for fact in found] == [
        (Statistic.MEAN, Decimal(3)),
        (Statistic.MEDIAN, Decimal(2)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "AUC was decreased by 30% in patients with mild renal impairment (creatinine clearance 60-89 mL/min).",
        "The clearance in patients with severe renal impairment (CLcr 15-29 mL/min; n=4) was similar.",
    ],
)
def test_changes_and_groups_of_patients_are_no_parameters(text: str) -> None:
    assert list(pk_parameter.extract(reading_of({"12.3": text}))) == []


def test_the_standard_deviation_is_no_value() -> None:
    [found] = pk_parameter.extract(reading_of({"12.3": "The volume of distribution averaged 654 L ± 358 L."}))
    assert (found.value, found.spread, found.unit) == (Decimal(654), Decimal(358), "L")
