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


Source = Annotated[
    Path, typer.Argument(metavar="SOURCE", help="File of a label: SPL XML, openFDA JSON, PDF, or the text of a PDF.")
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
