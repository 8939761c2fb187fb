"""Arguments and options that several commands share."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kg.settings import SettingError, folder, read_settings


def _store(printed: str | Path) -> Path:
    """The folder of a graph from what is given; the default comes as the path that it is."""
    try:
        return folder(str(printed))
    except ValueError as error:
        remedy = "name one, or leave the option out"
        raise SettingError(f"--store is {printed!r}", expected="the folder of a graph", remedy=remedy) from error


def meddra_setting() -> Path | None:
    """The path of the user's MedDRA table, as the settings have it."""
    path = read_settings(os.environ).meddra
    return None if path in {"", "none"} else Path(path)


Source = Annotated[
    Path, typer.Argument(metavar="SOURCE", help="File of a label: SPL XML, openFDA JSON, PDF, or the text of a PDF.")
]
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
