"""The command line: each command parses its arguments, calls what does the work and prints.

Data goes to standard output, messages and progress to standard error. An error of labelgraph ends with one sentence and
status 2; `validate` ends with status 1 where it finds violations. Commands import what they need when they run, so that
`--help` does not load the language library.
"""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from cli.calculate import amount, deadlines, regimen
from cli.decide import decide
from cli.fetch import fetch
from cli.graph import export, ontology, query, serve
from cli.ingest import ingest
from cli.labels import audit, facts, validate
from cli.printing import REFUSED, say
from cli.search import search
from cli.versions import diff
from kg.errors import LabelgraphError

COMMANDS = (
    facts,
    fetch,
    ingest,
    validate,
    audit,
    diff,
    decide,
    amount,
    regimen,
    deadlines,
    query,
    search,
    export,
    ontology,
    serve,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in COMMANDS:
    app.command()(_command)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except LabelgraphError as error:
        say(str(error))
        sys.exit(REFUSED)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"labelgraph {version('labelgraph')}")
        raise typer.Exit


@app.callback()
def labelgraph(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Prescribing information as a knowledge graph of typed, cited facts.

    The approved label decides. What is printed is no medical advice and not for direct clinical decisions.
    """
