"""The command line: each command parses its arguments, calls one function and prints."""

from importlib.metadata import version
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"labelgraph {version('labelgraph')}")
        raise typer.Exit


@app.callback()
def labelgraph(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Prescribing information as a knowledge graph of typed, cited facts."""


def main() -> None:
    """Run the command line."""
    app()
