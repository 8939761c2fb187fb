"""The kinds of facts that labels state, one frozen class each; `FACT_KINDS` lists them.

Amounts are decimals, codes are from `kg.codes`, units are UCUM codes (case-sensitive). `None` means that the label does
not state a thing; a thing that is stated and could not be read makes the fact `incomplete`, with the words that were
not understood. Field names and meanings are those of the facts export (`docs/facts.md`).
"""

from typing import TypeAlias

from kg.facts.clinical import (
    BoxedWarning,
    Contraindication,
    Counselling,
    Indication,
    Interaction,
    LabelWarning,
    Population,
)
from kg.facts.criteria import Criterion, Instruction
from kg.facts.dosing import Dose, DoseRule, Premedication, Schedule
from kg.facts.fact import Fact, FactId, Threshold
from kg.facts.preparation import Administration, Appearance, Handling, Material, Preparation, TimeLimit
from kg.facts.product import Ingredient, Package, Product
from kg.facts.reactions import (
    AdverseReaction,
    ArmDifference,
    CountStatistic,
    LabAbnormality,
    Measure,
    Proportion,
    Rate,
    ReactionObservation,
    Setting,
)
from kg.facts.studies import Efficacy, Immunogenicity, NonclinicalFinding, PkParameter
from kg.facts.wording import Abbreviation, CrossReference, Definition, Discrepancy

FactPart: TypeAlias = Threshold | Criterion | Instruction | ArmDifference
FACT_PARTS: tuple[type[FactPart], ...] = (Threshold, Criterion, Instruction, ArmDifference)
"""What facts hold that has fields of its own."""

FACT_KINDS: tuple[type[Fact], ...] = (
    Product,
    Ingredient,
    Package,
    Indication,
    BoxedWarning,
    LabelWarning,
    Contraindication,
    AdverseReaction,
    LabAbnormality,
    CountStatistic,
    Rate,
    Measure,
    Setting,
    Dose,
    DoseRule,
    Schedule,
    Premedication,
    Preparation,
    Administration,
    Material,
    TimeLimit,
    Handling,
    Appearance,
    Population,
    Interaction,
    PkParameter,
    Efficacy,
    Immunogenicity,
    NonclinicalFinding,
    Counselling,
    Abbreviation,
    Definition,
    Discrepancy,
    CrossReference,
)

__all__ = [
    "FACT_KINDS",
    "FACT_PARTS",
    "Abbreviation",
    "Administration",
    "AdverseReaction",
    "Appearance",
    "ArmDifference",
    "BoxedWarning",
    "Contraindication",
    "Counselling",
    "CountStatistic",
    "Criterion",
    "CrossReference",
    "Definition",
    "Discrepancy",
    "Dose",
    "DoseRule",
    "Efficacy",
    "Fact",
    "FactId",
    "FactPart",
    "Handling",
    "Immunogenicity",
    "Indication",
    "Ingredient",
    "Instruction",
    "Interaction",
    "LabAbnormality",
    "LabelWarning",
    "Material",
    "Measure",
    "NonclinicalFinding",
    "Package",
    "PkParameter",
    "Population",
    "Premedication",
    "Preparation",
    "Product",
    "Proportion",
    "Rate",
    "ReactionObservation",
    "Schedule",
    "Setting",
    "Threshold",
    "TimeLimit",
]
