"""Arguments and options that several commands share."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.settings import SettingError, folder, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.pipeline import Label
    from kg.facts import Fact


def _store(printed: str | Path) -> Path:
    """The folder of a graph from what is given; the default comes as the path that it is."""
    try:
        return folder(str(printed))
    except ValueError as error:
        remedy = "name one, or leave the option out"
        raise SettingError(f"--store is {printed!r}", expected="the folder of a graph", remedy=remedy) from error


def label_in(source: Path, meddra: Path | None = None) -> "Label":
    """The label in a file, read within the bounds of time and memory that `ingest` has."""
    from ingest.bounded import read_bounded
    from kg.workers import Limits

    limits = Limits(processes=1, seconds=read_settings(os.environ).ingest_seconds)
    return read_bounded(source, limits, meddra)


def facts_of(label: str, store: Path, kinds: "Sequence[type[Fact]]") -> "Sequence[Fact]":
    """The facts of some kinds of a label: a file goes before a stored label of the same name."""
    from kg.read_facts import read_kinds
    from kg.store import open_read_only
    from kg.versions import find_version

    if Path(label).exists():
        return [fact for fact in label_in(Path(label)).facts if isinstance(fact, tuple(kinds))]
    opened = open_read_only(store)
    return list(read_kinds(opened, find_version(opened, label), kinds).values())


def answers(yes: "Sequence[str] | None", no: "Sequence[str] | None") -> "Mapping[str, bool]":
    """Words of the label that hold, and that do not. PatientError for words that are among both."""
    from kg.decision.patient import answered

    return answered([*((words, True) for words in yes or ()), *((words, False) for words in no or ())])


def meddra_setting() -> Path | None:
    """The path of the user's MedDRA table, as the settings have it."""
    path = read_settings(os.environ).meddra
    return None if path in {"", "none"} else Path(path)


Source = Annotated[
    Path, typer.Argument(metavar="SOURCE", help="File of a label: SPL XML, openFDA JSON, PDF, or the text of a PDF.")
]
LabelOrFile = Annotated[
    str, typer.Argument(metavar="LABEL", help="A file, or a stored label: its name, set id or IRI.")
]
Yes = Annotated[list[str] | None, typer.Option("--yes", metavar="WORDS", help="Words of the label that hold.")]
No = Annotated[list[str] | None, typer.Option("--no", metavar="WORDS", help="Words of the label that do not hold.")]
Meddra = Annotated[
    Path | None,
    typer.Option(
        "--meddra",
        metavar="PATH",
        default_factory=meddra_setting,
        show_default="LABELGRAPH_MEDDRA, or none",
        help="Your own MedDRA table: a file, or a folder with llt.asc and pt.asc.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Store = Annotated[
    Path,
    typer.Option(
        "--store",
        metavar="DIR",
        parser=_store,
        default_factory=lambda: read_settings(os.environ).store,
        show_default="LABELGRAPH_STORE, or .labelgraph/store",
        help="Folder of the graph.",
    ),
]
