"""The label page's groups of facts in their order, and the columns of each kind's table.

A pharmacist on the telephone has two minutes: dangers first, then doses and their changes, preparation, and the rest.
"""

from collections.abc import Sequence

from kg.codes import MaterialItem, PopulationGroup, ProductState
from web.kinds import (
    STEPS,
    Column,
    Group,
    Kind,
    actions,
    bounds,
    by_code,
    by_day,
    field,
    instructions,
    largest_dose,
    listed,
    measured,
    minutes,
    more_than_the_quote,
    percent,
    temperature,
    verdict,
)
from web.study_groups import STUDIES
from web.wording import hours

_REACTION = (
    Column("Reaction", field("term"), "main"),
    Column("Patients", percent, "number"),
    Column("Grade", field("grade")),
    Column("What it led to", field("context")),
    Column("Arm", field("arm")),
)

GROUPS: Sequence[Group] = (
    Group(
        "Boxed warning",
        [Kind("boxed_warning", "Boxed warning", [Column("Hazard", field("title"), "main")])],
        layout="boxed",
    ),
    Group(
        "Indications and contraindications",
        [
            Kind(
                "indication",
                "Indicated for",
                [
                    Column("Disease", field("disease"), "main"),
                    Column("In", field("population")),
                    Column("When", field("condition")),
                ],
            ),
            Kind("contraindication", "Contraindicated in", [Column("Condition", field("condition"), "main")]),
        ],
    ),
    Group(
        "Dosing",
        [
            Kind(
                "dose",
                "Doses",
                [
                    Column(
                        "Dose", measured("amount", "amountHigh", "unit"), "amount", [Column("At most", largest_dose)]
                    ),
                    Column("When", field("schedule")),
                    Column("Who or which cycle", field("condition")),
                    Column("Route", field("route")),
                    Column("Over", minutes, "amount"),
                ],
                order=by_day,
            ),
            Kind(
                "schedule",
                "Cycles and gaps",
                [
                    Column("What", field("element"), "main"),
                    Column("How long or how many", measured("value", "valueHigh", "unit", "comparison")),
                    Column("Strength of the statement", field("modality")),
                    Column("Who or which cycle", field("condition")),
                ],
            ),
            Kind(
                "premedication",
                "Before the dose",
                [
                    Column("Medicines", listed("agents"), "main"),
                    Column("All or any", field("logic")),
                    Column("Why", field("purpose")),
                    Column("When", field("timing")),
                    Column("Who", field("condition")),
                    Column("Until", bounds),
                ],
            ),
        ],
    ),
    Group(
        "Dose modifications",
        [
            Kind(
                "dose_rule",
                "What to do when something happens",
                [
                    Column(
                        "If",
                        field("trigger"),
                        "main",
                        [
                            Column("How severe", field("severity")),
                            Column("Bounds", bounds),
                            Column("Only", field("condition")),
                        ],
                    ),
                    Column(
                        "Do",
                        lines=[
                            Column("The label says", more_than_the_quote("text")),
                            Column("When", instructions),
                            Column("Until", field("until")),
                            Column("Unless", field("exceptions")),
                        ],
                        codes=actions,
                    ),
                ],
            )
        ],
    ),
    Group(
        "Preparation and administration",
        [
            Kind(
                "preparation",
                "Amounts",
                [
                    Column("What", field("quantity"), "main"),
                    Column("Amount", measured("value", "valueHigh", "unit")),
                    Column("In", measured("volume", None, "volumeUnit")),
                ],
            ),
            Kind(
                "administration",
                "Giving it",
                [
                    Column("Route", field("route"), "main"),
                    Column("Over", minutes, "amount"),
                    Column("Rate", measured("rate", None, "rateUnit")),
                    Column("Temperature", temperature),
                ],
            ),
            Kind(
                "handling",
                "Handling",
                [
                    Column("Advice", field("advice"), "main"),
                    Column("State", field("state")),
                    Column("For", measured("duration", None, "durationUnit")),
                    Column("Temperature", temperature),
                ],
                together=lambda fact: (fact.row["advice"], fact.row["duration"]),
            ),
            Kind(
                "appearance",
                "How it should look",
                [Column("State", field("state"), "main"), Column("Looks", field("description"))],
            ),
        ],
    ),
    Group(
        "Materials",
        [
            Kind(
                "material",
                "Containers, lines, filters, diluents and covers",
                [
                    Column("For", field("item"), "main"),
                    Column("Verdict", codes=verdict),
                    Column("Material", field("material"), lines=[Column("Only", field("qualifier"))]),
                ],
                order=by_code(
                    [
                        MaterialItem.RECONSTITUTION_DILUENT,
                        MaterialItem.DILUENT,
                        MaterialItem.CONTAINER,
                        MaterialItem.FILTER,
                        MaterialItem.LINE,
                    ],
                    "item",
                ),
                together=lambda fact: (fact.row["item"], fact.row["verdict"], fact.row["qualifier"]),
            )
        ],
    ),
    Group(
        "Time limits",
        [
            Kind(
                "time_limit",
                "How long it may be kept",
                [
                    Column("State", field("state"), "main"),
                    Column("Kept", field("storage")),
                    Column("At most", lambda fact: hours(fact.row["maxHours"]), "amount", lines=STEPS),
                    Column("Temperature", temperature),
                ],
                order=by_code(list(ProductState), "state"),
            )
        ],
    ),
    Group("Adverse reactions", [Kind("adverse_reaction", "Adverse reactions", _REACTION)], layout="arms"),
    Group("Laboratory abnormalities", [Kind("lab_abnormality", "Laboratory abnormalities", _REACTION)], layout="arms"),
    Group(
        "Warnings and precautions",
        [Kind("warning", "Warnings", [Column("Number", field("number")), Column("Warning", field("title"), "main")])],
    ),
    Group(
        "Interactions",
        [
            Kind(
                "interaction",
                "Interactions",
                [Column("With", field("precipitant"), "main"), Column("Advice", field("advice"))],
            )
        ],
    ),
    Group(
        "Populations",
        [
            Kind(
                "population",
                "Pregnancy, lactation, age, kidneys, liver",
                [
                    Column("Population", field("population"), "main"),
                    Column("Advice", field("advice")),
                    Column("After the last dose", measured("duration", None, "durationUnit", "comparison")),
                ],
                order=by_code(list(PopulationGroup), "population"),
            )
        ],
    ),
    STUDIES,
    Group(
        "Product",
        [
            Kind(
                "product",
                "Product",
                [
                    Column("Name", field("name"), "main"),
                    Column("Substance", field("substance")),
                    Column("Form", field("dosageForm")),
                    Column("Route", field("route")),
                    Column("First approved", lambda fact: str(fact.row["initialUsApproval"] or "")),
                ],
            ),
            Kind(
                "ingredient",
                "Ingredients",
                [
                    Column("Substance", field("substance"), "main"),
                    Column("Role", field("role")),
                    Column("Amount", measured("amount", None, "unit")),
                ],
            ),
            Kind(
                "package",
                "Packages",
                [
                    Column("NDC", field("ndc"), "main"),
                    Column("Container", field("container")),
                    Column("Number", field("quantity")),
                    Column("Contents", field("contents")),
                ],
            ),
        ],
    ),
    Group(
        "Counselling",
        [
            Kind(
                "counselling",
                "What to tell patients",
                [Column("About", field("topic"), "main"), Column("Tell them", field("advice"))],
            )
        ],
    ),
    Group(
        "Words of the label",
        [
            Kind(
                "abbreviation",
                "Abbreviations",
                [Column("Short", field("abbreviation"), "main"), Column("Long", field("expansion"))],
            ),
            Kind(
                "definition",
                "Definitions",
                [
                    Column("Term", field("term"), "main"),
                    Column("Means", field("meaning")),
                    Column("Bounds", bounds),
                ],
            ),
            Kind(
                "cross_reference",
                "References to sections",
                [Column("Section", field("target"), "main"), Column("Exists", field("exists"))],
            ),
        ],
    ),
    Group(
        "Disagreements",
        [Kind("discrepancy", "Places that disagree", [Column("Words", field("words"), "main")])],
        layout="disagreements",
    ),
)
