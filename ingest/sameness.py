"""When two statements of a kind are one fact (`SAME`), and when they speak of the same subject (`SUBJECT`)."""

from dataclasses import dataclass

from kg import facts as kinds
from kg.facts import Fact


@dataclass(frozen=True, slots=True)
class Sameness:
    """When two statements are one fact.

    Their `exact` fields are equal, their `phrases` share at least `share` of the shorter one's words (`share_beside` if
    two sentences of one chapter state them: these rarely repeat each other), their
    `same_words` fields have the same words, and no `where_stated` field says different things in the two. The `together`
    fields are one phrase; its numbers must agree as well, and its negations, ages and reductions where it is a condition (`denying`). Of the
    `within` fields one holds all that the other has. What one does not state of the `filled` and the `taken` fields it takes
    from the other. A statement whose `retold` words nearly all stand in the other's says the same, whatever its `together` fields
    are called, and so does, if
    `referring`, a sentence with all the same `within` of the section that a row of a table refers to in brackets. Rows of
    one table are the same where `together` is set only if all
    that they state is, as it is where one cell names several rows. Sentences of one section that differ in what they state
    `apart`, and rows of its several tables where that is set, state two things; and so do those of one subsection that
    differ in what they state `each`. What a guide leaves out of its `in_guide` fields is a difference.
    """

    exact: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    share: float = 0.6
    share_beside: float | None = None
    same_words: tuple[str, ...] = ()
    where_stated: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    denying: bool = False
    within: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    retold: str | None = None
    referring: bool = False
    apart: str | None = None
    each: str | None = None
    in_guide: tuple[str, ...] = ()


_REACTION = ("arm", "grade", "context", "comparison", "percent", "study")
_TIME = ("duration", "duration_unit", "comparison")
_LARGEST = ("maximum", "maximum_unit", "maximum_per", "maximum_weight_kg", "maximum_surface_m2")
SAME: dict[type[Fact], Sameness] = {
    kinds.Product: Sameness(("name",)),
    kinds.Ingredient: Sameness(("substance", "role")),
    kinds.Package: Sameness(("ndc",)),
    kinds.Indication: Sameness(("population",), same_words=("disease",), each="condition"),
    kinds.BoxedWarning: Sameness((), ("title",), 0.9),
    kinds.LabelWarning: Sameness(("number",)),
    kinds.Contraindication: Sameness((), ("condition",), 0.9),
    kinds.AdverseReaction: Sameness(_REACTION, same_words=("term",), where_stated=("arm_n",)),
    kinds.LabAbnormality: Sameness(_REACTION, same_words=("term",), where_stated=("arm_n",)),
    kinds.CountStatistic: Sameness(("count", "n", "percent", "grade"), ("event",), 0.5),
    kinds.Rate: Sameness(
        ("percent", "percent_high", "comparison", "grade"), ("event",), 0.5, where_stated=("arm", "study")
    ),
    kinds.Measure: Sameness(("statistic", "value", "range_low", "range_high", "unit"), ("subject",), 0.5),
    kinds.Setting: Sameness(("setting_role", "comparison", "value", "value_high", "unit"), ("subject",), 0.5),
    kinds.Dose: Sameness(
        ("amount", "amount_high", "unit", "drug"),
        share_beside=0.9,
        where_stated=("schedule", *_LARGEST),
        together=("condition",),
        denying=True,
        filled=("schedule", "condition"),
        taken=_LARGEST,
    ),
    kinds.DoseRule: Sameness(
        (),
        share_beside=0.9,
        together=("trigger", "severity"),
        within=("actions",),
        retold="text",
        referring=True,
        apart="condition",
    ),
    kinds.Schedule: Sameness(
        ("element", "value", "value_high", "unit", "modality", "comparison"),
        share=0.5,
        together=("condition",),
        denying=True,
    ),
    kinds.Premedication: Sameness(("purpose", "target"), ("agents",), 0.7),
    kinds.Preparation: Sameness(("quantity", "value", "value_high", "unit")),
    kinds.Administration: Sameness(
        ("infusion_minutes",),
        where_stated=("infusion_minutes_high", "route", "rate", "rate_unit", "temp_low_c", "temp_high_c"),
        each="infusion_minutes_high",
    ),
    kinds.Material: Sameness(("item", "verdict"), same_words=("material",)),
    kinds.TimeLimit: Sameness(
        ("state", "storage", "max_hours", "temp_low_c", "temp_high_c"),
        where_stated=("counted_from", "counted_to", "condition"),
        filled=("counted_from", "counted_to", "condition"),
    ),
    kinds.Handling: Sameness(
        ("advice", "state"), where_stated=("duration", "duration_unit", "temp_low_c", "temp_high_c")
    ),
    kinds.Appearance: Sameness(("state", "description")),
    kinds.Population: Sameness(("population", "advice"), where_stated=_TIME, in_guide=_TIME),
    kinds.Interaction: Sameness(("advice",), same_words=("precipitant",)),
    kinds.PkParameter: Sameness(("parameter", "value", "value_high", "unit", "analyte")),
    kinds.Efficacy: Sameness(("endpoint", "outcome", "arm", "count", "n", "percent", "value", "ci_low", "ci_high")),
    kinds.Immunogenicity: Sameness(("finding", "count", "n"), ("antibody",), 0.7),
    kinds.NonclinicalFinding: Sameness(("species", "dose", "unit", "exposure_multiple"), ("finding",), 0.7),
    kinds.Counselling: Sameness(("topic",), same_words=("advice",)),
    kinds.Abbreviation: Sameness(("abbreviation",), ("expansion",), 0.7),
    kinds.Definition: Sameness(("term",), ("meaning",), 0.8),
    kinds.Discrepancy: Sameness(("words", "other_words")),
    kinds.CrossReference: Sameness(("target", "exists")),
}

SUBJECT: dict[type[Fact], Sameness] = {
    kinds.Appearance: Sameness(("state",)),
    kinds.Population: Sameness(("population", "advice")),
    kinds.Schedule: Sameness(("element", "value", "unit"), ("condition",)),
    kinds.TimeLimit: Sameness(("state", "storage")),
    kinds.Material: Sameness(("item",), same_words=("material",)),
    kinds.Preparation: Sameness(("quantity", "unit")),
}
