"""The number cells of laboratory-abnormality tables (21 CFR 201.57(c)(7)(ii))."""

from collections.abc import Iterator

from ingest.reaction_table import facts_of
from ingest.reading import Reading
from kg.facts import LabAbnormality


def extract(reading: Reading) -> Iterator[LabAbnormality]:
    """One fact per filled number cell of a table of laboratory abnormalities."""
    return facts_of(reading, LabAbnormality)
