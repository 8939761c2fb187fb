"""Results of studies: efficacy, pharmacokinetics, immunogenicity, animals."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.codes import Comparison, Statistic
from kg.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PkParameter(Fact):
    """A pharmacokinetic parameter of the product or a component of it."""

    kind: ClassVar[str] = "pk_parameter"
    parameter: str
    statistic: Statistic | None = None
    value: Decimal
    value_high: Decimal | None = None
    spread: Decimal | None = None
    unit: str | None = None
    analyte: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Efficacy(Fact):
    """A result of an efficacy table for one arm."""

    kind: ClassVar[str] = "efficacy"
    endpoint: str
    outcome: str | None = None
    arm: str | None
    arm_n: int | None = None
    count: int | None = None
    n: int | None = None
    percent: Decimal | None = None
    value: Decimal | None = None
    unit: str | None = None
    ci_level: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    p_comparison: Comparison | None = None
    p_value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Immunogenicity(Fact):
    """Patients who tested positive for antibodies against the product."""

    kind: ClassVar[str] = "immunogenicity"
    antibody: str
    finding: str
    count: int | None = None
    n: int | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NonclinicalFinding(Fact):
    """A finding in animals or in vitro, with the dose and its multiple of the human exposure."""

    kind: ClassVar[str] = "nonclinical_finding"
    species: str | None = None
    finding: str
    comparison: Comparison | None = None
    dose: Decimal | None = None
    unit: str | None = None
    exposure_multiple: Decimal | None = None
