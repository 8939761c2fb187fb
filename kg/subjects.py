"""What facts of a kind speak of: the fields that tell whether two versions of a label say something of the same thing.

Beside these fields, the content of a fact is what the label says of that thing. Two facts of one subject in two versions
that differ in it are one statement that changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg import facts as kinds
from kg.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The fields that two facts of one subject share: `named` say the same, `phrases` mostly the same words."""

    named: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


_REACTION = (Subject(named=("term", "arm", "grade", "context", "study")),)
_SHARE = (Subject(named=("arm", "grade"), phrases=("event",)),)

SUBJECTS: Mapping[type[Fact], tuple[Subject, ...]] = {
    kinds.Product: (Subject(named=("name",)),),
    kinds.Ingredient: (Subject(named=("substance", "role")),),
    kinds.Package: (Subject(named=("ndc",)),),
    kinds.Indication: (Subject(phrases=("disease",)),),
    kinds.BoxedWarning: (Subject(phrases=("title",)),),
    kinds.LabelWarning: (Subject(phrases=("title",)), Subject(named=("number",))),
    kinds.Contraindication: (Subject(phrases=("condition",)),),
    kinds.AdverseReaction: _REACTION,
    kinds.LabAbnormality: _REACTION,
    kinds.CountStatistic: _SHARE,
    kinds.Rate: _SHARE,
    kinds.Measure: (Subject(named=("statistic", "unit", "arm"), phrases=("subject",)),),
    kinds.Setting: (Subject(named=("setting_role", "unit"), phrases=("subject",)),),
    kinds.Dose: (Subject(named=("drug",), phrases=("schedule", "condition")),),
    kinds.DoseRule: (Subject(phrases=("trigger", "severity")),),
    kinds.Schedule: (Subject(named=("element",), phrases=("condition",)),),
    kinds.Premedication: (Subject(named=("purpose",), phrases=("agents",)),),
    kinds.Preparation: (Subject(named=("quantity",)),),
    kinds.Administration: (Subject(named=("route",)),),
    kinds.Material: (Subject(named=("item", "material")),),
    kinds.TimeLimit: (Subject(named=("state", "storage")),),
    kinds.Handling: (Subject(named=("advice", "state")),),
    kinds.Appearance: (Subject(named=("state",)),),
    kinds.Population: (Subject(named=("population", "advice")),),
    kinds.Interaction: (Subject(phrases=("precipitant",)),),
    kinds.PkParameter: (Subject(named=("parameter", "statistic", "analyte"), phrases=("condition",)),),
    kinds.Efficacy: (Subject(named=("endpoint", "outcome", "arm")),),
    kinds.Immunogenicity: (Subject(phrases=("antibody", "finding")),),
    kinds.NonclinicalFinding: (Subject(named=("species",), phrases=("finding",)),),
    kinds.Counselling: (Subject(phrases=("topic", "advice")),),
    kinds.Abbreviation: (Subject(named=("abbreviation",)),),
    kinds.Definition: (Subject(named=("term",)),),
    kinds.CrossReference: (Subject(named=("target",)),),
}
"""By kind; where a kind has several, the next is asked where the one before finds no partner.

A kind that is not here is compared by its quotes: those of one section that share most of their words.
"""

PLACES: Mapping[type[Fact], frozenset[str]] = {kinds.LabelWarning: frozenset({"number"})}
"""Fields that only tell where in the label a fact stands; a fact that moved has not changed."""

ACROSS: Mapping[type[Fact], tuple[str, ...]] = {
    kinds.Product: (),
    kinds.Ingredient: ("role", "substance"),
    kinds.Package: ("container", "contents"),
    kinds.Indication: ("disease",),
    kinds.BoxedWarning: ("title",),
    kinds.LabelWarning: ("title",),
    kinds.Contraindication: ("condition",),
    kinds.AdverseReaction: ("term", "grade", "context"),
    kinds.LabAbnormality: ("term", "grade", "context"),
    kinds.CountStatistic: ("event", "grade"),
    kinds.Rate: ("event", "grade"),
    kinds.Measure: ("subject", "statistic", "unit"),
    kinds.Setting: ("setting_role", "subject", "unit"),
    kinds.Dose: ("drug", "route"),
    kinds.DoseRule: ("trigger", "severity"),
    kinds.Schedule: ("element",),
    kinds.Premedication: ("purpose",),
    kinds.Preparation: ("quantity",),
    kinds.Administration: ("route",),
    kinds.Material: ("item", "material", "verdict"),
    kinds.TimeLimit: ("state", "storage"),
    kinds.Handling: ("advice", "state"),
    kinds.Appearance: ("state",),
    kinds.Population: ("population", "advice"),
    kinds.Interaction: ("precipitant", "advice"),
    kinds.PkParameter: ("parameter", "statistic"),
    kinds.Efficacy: ("endpoint", "outcome"),
    kinds.Immunogenicity: ("finding",),
    kinds.NonclinicalFinding: ("finding", "species"),
    kinds.Counselling: ("topic",),
    kinds.Abbreviation: ("abbreviation",),
    kinds.Definition: ("term",),
    kinds.Discrepancy: ("words",),
    kinds.CrossReference: ("target",),
}
"""The fields that two labels share where they speak of the same thing: none that name the product, its arms or studies.

Products are one subject: each label has its own. Doses are of one that are of the same drug (none is named where it is the product)
by the same route: the words of their conditions are each label's own.
"""

TERMS: Mapping[type[Fact], Mapping[str, str]] = {
    kinds.AdverseReaction: {"term": "ctcae_terms"},
    kinds.LabAbnormality: {"term": "ctcae_terms"},
    kinds.DoseRule: {"trigger": "ctcae_terms"},
    kinds.Material: {"material": "material_term"},
}
"""The fields with the terms that the words of a field name: labels print them in different words."""
