"""Columns of the facts that studies are told in."""

from web.kinds import (
    Column,
    Group,
    Kind,
    field,
    interval,
    low_to_high,
    measured,
    p_value,
    percent,
    result,
    spread,
)
from web.wording import of_patients

STUDIES = Group(
    "Studies",
    [
        Kind(
            "efficacy",
            "Efficacy",
            [
                Column("Endpoint", field("endpoint"), "main", [Column("Outcome", field("outcome"))]),
                Column("Arm", field("arm")),
                Column("Result", result, "main", [Column("Interval", interval), Column("Test", p_value)]),
            ],
        ),
        Kind(
            "statistic",
            "Counts in running text",
            [
                Column("Event", field("event"), "main"),
                Column("Patients", lambda fact: of_patients(fact.row["count"], fact.row["n"])),
                Column("Share", percent, "number"),
                Column("Grade", field("grade")),
                Column("Arm", field("arm")),
                Column("Study", field("study")),
            ],
        ),
        Kind(
            "rate",
            "Shares in running text",
            [
                Column("Event", field("event"), "main"),
                Column("Share", percent, "number"),
                Column("Patients", field("count"), "number"),
                Column("Grade", field("grade")),
                Column("Arm", field("arm")),
                Column("Study", field("study")),
            ],
        ),
        Kind(
            "measure",
            "Times and other amounts",
            [
                Column("What", field("subject"), "main"),
                Column("Statistic", field("statistic")),
                Column("Value", measured("value", None, "unit", "comparison")),
                Column("Range", low_to_high),
                Column("Spread", spread),
                Column("Grade", field("grade")),
                Column("Arm", field("arm")),
            ],
        ),
        Kind(
            "setting",
            "What studies and tables were set up with",
            [
                Column("What", field("subject"), "main"),
                Column("Role", field("settingRole")),
                Column("Amount", measured("value", "valueHigh", "unit", "comparison")),
            ],
        ),
        Kind(
            "pk_parameter",
            "Pharmacokinetics",
            [
                Column("Parameter", field("parameter"), "main"),
                Column("Statistic", field("statistic")),
                Column("Value", measured("value", "valueHigh", "unit")),
                Column("Spread", spread),
                Column("Of", field("analyte")),
                Column("When", field("condition")),
            ],
        ),
        Kind(
            "immunogenicity",
            "Immunogenicity",
            [
                Column("Antibody", field("antibody"), "main"),
                Column("Finding", field("finding")),
                Column("Patients", lambda fact: of_patients(fact.row["count"], fact.row["n"])),
                Column("Share", percent, "number"),
            ],
        ),
        Kind(
            "nonclinical_finding",
            "Animals and in vitro",
            [
                Column("Finding", field("finding"), "main"),
                Column("In", field("species")),
                Column("Dose", measured("dose", None, "unit", "comparison")),
                Column("Times the human exposure", field("exposureMultiple")),
            ],
        ),
    ],
)
"""Results of studies, and what they were set up with."""
