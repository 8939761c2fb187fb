"""Results of studies: efficacy, pharmacokinetics, immunogenicity, animals."""

from decimal import Decimal

from graphql_api.types.fact import Fact, fact_type
from kg import facts
from kg.codes import Comparison, Statistic


@fact_type(facts.PkParameter)
class PkParameter(Fact):
    parameter: str
    statistic: Statistic | None
    value: Decimal
    value_high: Decimal | None
    spread: Decimal | None
    unit: str | None
    analyte: str | None
    condition: str | None


@fact_type(facts.Efficacy)
class Efficacy(Fact):
    endpoint: str
    outcome: str | None
    arm: str | None
    arm_n: int | None
    count: int | None
    n: int | None
    percent: Decimal | None
    value: Decimal | None
    unit: str | None
    ci_level: Decimal | None
    ci_low: Decimal | None
    ci_high: Decimal | None
    p_comparison: Comparison | None
    p_value: Decimal | None


@fact_type(facts.Immunogenicity)
class Immunogenicity(Fact):
    antibody: str
    finding: str
    count: int | None
    n: int | None
    percent: Decimal | None


@fact_type(facts.NonclinicalFinding)
class NonclinicalFinding(Fact):
    species: str | None
    finding: str
    comparison: Comparison | None
    dose: Decimal | None
    unit: str | None
    exposure_multiple: Decimal | None
