"""The terms of the made-up facts in `tests.samples`."""

from dataclasses import replace
from decimal import Decimal

from kg import codes
from kg.concepts import Concept, concept
from kg.facts import ArmDifference, FactId, Threshold

IN_MEDDRA = Concept(
    iri="https://identifiers.org/meddra:10000001",
    label="Nausea",
    scheme="https://identifiers.org/meddra",
    notation="10000001",
)
"""A term of a MedDRA table, with a made-up code."""

NAUSEA = replace(
    concept("ctcae", "Nausea", "Nausea", concept("organ-class", "gut", "Gastrointestinal disorders")),
    exact=(IN_MEDDRA,),
)
NAUSEA_BY_NAME = replace(concept("reaction", "Nausea", "Nausea"), exact=(IN_MEDDRA,))
PLATELETS_LOW = concept("ctcae", "Platelet count decreased", "Platelet count decreased")
PLATELET_COUNT = concept("finding", "platelet-count", "platelet count")
TOTAL_BILIRUBIN = concept("finding", "total-bilirubin", "total bilirubin")
POLYETHERSULFONE = concept("material", "polyethersulfone", "polyethersulfone")
BILIRUBIN = Threshold(
    parameter="bilirubin",
    operator=codes.Comparison.GREATER_THAN,
    value=Decimal("1.50"),
    relative_to="ULN",
    findings=(TOTAL_BILIRUBIN,),
)

ABOVE_PLACEBO = ArmDifference(
    comparator="Placebo",
    comparator_percent=Decimal("8.5"),
    points=Decimal("3.5"),
    compared_with=FactId("lab_abnormality-b76a08f781259e00"),
)
"""A difference to the laboratory abnormality of the samples."""
