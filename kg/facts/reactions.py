"""Shares of patients with reactions and laboratory abnormalities, and other numbers of running text.

`grade_low` and `grade_high` are the ends of `grade` where it has numbers: 3 and 4 of "3-4", 3 and None of ">=3".
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.codes import Comparison, ReactionContext, SettingRole, Statistic
from kg.concepts import Concept
from kg.facts.fact import Fact, FactId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmDifference:
    """By how many percentage points a share of the product's arm is above that of a comparator arm; below it, if negative.

    `compared_with` is the comparator's cell: of the same row, grade, study and kind of patients.
    """

    comparator: str
    comparator_percent: Decimal
    points: Decimal
    compared_with: FactId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionObservation(Fact):
    """A share of patients of an arm with a reaction or laboratory abnormality of a grade.

    `arm_differences` are those of an arm that had the product to each comparator arm, where it is certain which is which;
    `least_difference` is the least of them. The four fields in front of them are what the printed words name: terms of CTCAE and findings (several of a combined term, as
    "nausea/vomiting"), the organ class, and the reaction's name where a MedDRA table that the user loaded has it.
    """

    term: str
    arm: str | None
    arm_n: int | None = None
    grade: str
    context: ReactionContext = ReactionContext.INCIDENCE
    comparison: Comparison | None = None
    percent: Decimal
    count: int | None = None
    study: str | None = None
    system_organ_class: str | None = None
    included_terms: tuple[str, ...] = ()
    ctcae_terms: tuple[Concept, ...] = ()
    findings: tuple[Concept, ...] = ()
    organ_class: Concept | None = None
    reaction_term: Concept | None = None
    grade_low: int | None = None
    grade_high: int | None = None
    arm_differences: tuple[ArmDifference, ...] = ()
    least_difference: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseReaction(ReactionObservation):
    """A filled cell of an adverse-reaction table, or a "term (n%)" of a narrative list."""

    kind: ClassVar[str] = "adverse_reaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabAbnormality(ReactionObservation):
    """A filled cell of a laboratory-abnormality table."""

    kind: ClassVar[str] = "lab_abnormality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion(Fact):
    """A share of patients in running text."""

    event: str | None = None
    arm: str | None = None
    grade: str | None = None
    study: str | None = None
    grade_low: int | None = None
    grade_high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStatistic(Proportion):
    """Count, number of patients and percent stated together in running text: "23/164 patients (14%)"."""

    kind: ClassVar[str] = "statistic"
    count: int
    n: int
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Proportion):
    """A percent, or a range of percents, of patients in running text, with their number where it is printed; not of how many."""

    kind: ClassVar[str] = "rate"
    comparison: Comparison | None = None
    percent: Decimal
    percent_high: Decimal | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A count, time, age or other amount of running text: "the median time to onset was 15 days (range: 3-57 days)".

    With a confidence level the range is the confidence interval. `spread` is the standard deviation printed behind "±".
    """

    kind: ClassVar[str] = "measure"
    subject: str
    statistic: Statistic
    comparison: Comparison | None = None
    value: Decimal | None = None
    range_low: Decimal | None = None
    range_high: Decimal | None = None
    ci_level: Decimal | None = None
    spread: Decimal | None = None
    unit: str | None = None
    arm: str | None = None
    grade: str | None = None
    grade_low: int | None = None
    grade_high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Fact):
    """An amount that a study, a table or a statement was set up with, and no result: "patients 65 years and older"."""

    kind: ClassVar[str] = "setting"
    setting_role: SettingRole
    subject: str
    comparison: Comparison | None = None
    value: Decimal
    value_high: Decimal | None = None
    unit: str | None = None
