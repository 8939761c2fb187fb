"""The number cells of adverse-reaction tables (21 CFR 201.57(c)(7)(ii))."""

from collections.abc import Iterator

from ingest.reaction_table import facts_of
from ingest.reading import Reading
from kg.facts import AdverseReaction


def extract(reading: Reading) -> Iterator[AdverseReaction]:
    """One fact per filled number cell of a table of adverse reactions."""
    return facts_of(reading, AdverseReaction)
