"""A label read in a process of its own, within bounds of time and memory, whatever its file holds."""

from functools import partial
from pathlib import Path

from ingest.pipeline import Label, read_label
from kg.errors import LabelgraphError
from kg.workers import Limits, WorkError, worked


def read_bounded(source: Path, limits: Limits, meddra: Path | None = None) -> Label:
    """Read a label file as `read_label` does. Raises `WorkError` too, if the file goes beyond the limits."""
    [(_, found)] = worked(partial(read_label, meddra=meddra), [source], limits, start="fork")
    if isinstance(found, WorkError):
        raise WorkError(found.what, where=str(source), remedy=found.remedy)
    if isinstance(found, LabelgraphError):
        raise found
    return found
