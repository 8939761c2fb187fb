"""Commands about the graph: query, export, serve."""

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli.listening import HIGHEST_PORT, address_of, listening
from cli.options import AsJson, Store
from cli.printing import print_json_lines, print_lines, print_table
from kg.errors import QueryError
from kg.settings import read_settings

if TYPE_CHECKING:
    from kg.query import Query


LOCATORS = ("fact", "start", "end")
"""Columns of answers that programs need and people do not."""

PORTS_TRIED = 20
SERVED = {"web page": "/", "GraphQL": "/graphql", "SPARQL": "/sparql"}


class ExportFormat(StrEnum):
    """Formats of `export`: those of `kg.dump`, and facts as JSON Lines."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    JSONL = "jsonl"


def query(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Name of the question.")] = None,
    *,
    store: Store,
    parameters: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", metavar="KEY=VALUE", help="A value of the question.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Print the questions and their parameters.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask the graph one of the questions of queries/; with `--json` the answers have ids and characters too.

    Examples: `labelgraph query --list`, `labelgraph query material -p item=filter`
    """
    from kg.query import queries, run, values_from_text
    from kg.query import query as question
    from kg.store import open_read_only

    if listing or name is None:
        rows: Sequence[Mapping[str, object]] = [_listed(each) for each in queries().values()]
    else:
        asked = question(name)
        rows = run(open_read_only(store), asked, values_from_text(asked, _pairs(parameters or ())))
    if as_json:
        print_json_lines(rows)
    else:
        print_table(rows, leave_out=LOCATORS)


def _listed(asked: "Query") -> Mapping[str, object]:
    parameters = ", ".join(f"{each.name} ({each.type})" for each in asked.parameters)
    return {"name": asked.id, "question": asked.question, "parameters": parameters}


def _pairs(parameters: Sequence[str]) -> Mapping[str, str]:
    """The values of `-p key=value`; a key given several times has several values."""
    values = dict[str, str]()
    for parameter in parameters:
        key, sign, value = parameter.partition("=")
        if not sign:
            raise QueryError(f"the parameter {key!r} has no value", expected="-p key=value")
        values[key] = f"{values[key]} {value}" if key in values else value
    return values


def export(
    label: Annotated[
        str | None, typer.Argument(metavar="[LABEL]", help="Name or IRI of a label; default: all.")
    ] = None,
    *,
    store: Store,
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="Format of the output.")] = ExportFormat.TURTLE,
) -> None:
    """Print the current version of a label, or without one the whole store.

    `jsonl` prints the facts of one label, as `labelgraph facts` does. Turtle and N-Triples have no named graphs: use
    `trig`, `nquads` or `jsonld` for several labels.

    Example: `labelgraph export --format nquads > graph.nq`
    """
    from ingest.export import json_lines
    from kg.dump import dump, find_label
    from kg.read_facts import read_facts
    from kg.store import open_read_only

    opened = open_read_only(store)
    if form is ExportFormat.JSONL:
        print_lines(json_lines(read_facts(opened, find_label(opened, label).current).values()))
    else:
        dump(opened, sys.stdout.buffer, form.value, version=find_label(opened, label).current if label else None)


class OntologyFormat(StrEnum):
    """Formats of `ontology`: those of `kg.ontology`."""

    TURTLE = "turtle"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"


def ontology(
    form: Annotated[
        OntologyFormat, typer.Option("--format", "-f", help="Format of the output.")
    ] = OntologyFormat.TURTLE,
) -> None:
    """Print the ontology with its code lists, for Protégé and other tools. `serve` shows it as a page, `/ontology`.

    Example: `labelgraph ontology --format rdfxml > labelgraph.rdf`
    """
    from kg.ontology import write_ontology

    write_ontology(sys.stdout.buffer, form.value)


def serve(
    store: Store,
    host: Annotated[str | None, typer.Option(help="Address to listen on; default LABELGRAPH_HOST.")] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=HIGHEST_PORT, help="Port to listen on; default LABELGRAPH_PORT, or the next that is free."
        ),
    ] = None,
) -> None:
    """Serve the graph as a web page, GraphQL and SPARQL, and print their addresses.

    When labels are taken in meanwhile, the server goes on with what it held, and serves the new state once that is done.

    Example: `labelgraph serve --store graph --port 8080`
    """
    import uvicorn

    from web.renewal import Renewed
    from web.server import create_app

    settings = read_settings(os.environ)
    application = Renewed(partial(create_app, store, settings), store)
    candidates = range(settings.port, settings.port + PORTS_TRIED) if port is None else range(port, port + 1)
    with listening(host or settings.host, candidates) as connection:
        print_lines(f"{what:9}{address_of(connection)}{path}" for what, path in SERVED.items())
        sys.stdout.flush()
        uvicorn.Server(uvicorn.Config(application, log_level="warning")).run(sockets=[connection])
