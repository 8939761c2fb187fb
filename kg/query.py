"""Questions to the graph: the only module that runs SPARQL.

Each file of `queries/` is one question; its header names it, asks it in plain English and types its parameters:

    # id: dose
    # question: Which doses does the label recommend?
    # parameters: label label*, route string?
    # example: 0.8 mg/m2 on Day 1
    SELECT ?label ?route ?amount
    WHERE {
      ?fact a lg:Dose ; lg:statedBy ?label ; lg:route ?route ; ...
    }

A question sees the ontology and the current version of every label, or only of those that a parameter of type `label`
names or that state a fact which one of type `fact` names. So it says nothing of graphs, and asking about one label takes
the same time however many there are.

Query text is constant. Values enter as bindings of the variables of the same name, which the query must therefore
select; a parameter with "?" is optional, and its variable stays free when it is not given; one with "*" takes any number
of values, which stand as a block of data at the start of the WHERE clause. The engine's BOUND() is false for a bound
parameter: write `FILTER(COALESCE(CONTAINS(?term, ?words), true))` for a filter that an optional one may turn on. Types
are those of `PARAMETER_TYPES`, or the name of a code list. Other people's queries are run by `run_text`, read-only and on
this machine alone; `kg.sandbox` gives them a time limit.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from kg.answer import Answer, written
from kg.errors import QueryError
from kg.identity import CATALOGUE, label_of, printed
from kg.ndc import ndc_forms
from kg.store import ONTOLOGY_GRAPH, current_graphs, graphs_of, labels_named
from kg.terms import PREFIXES, code_lists, codes_by_concept, concept

QUERIES = Path(__file__).resolve().parent.parent / "queries"
XSD = PREFIXES["xsd"]

Value: TypeAlias = str | int | bool | Decimal | date | None
"""A value of a question or answer. A code is a member of its list in `kg.codes`; an IRI is its text."""

Values: TypeAlias = Mapping[str, Value | Sequence[Value]]
"""Values for the parameters of a question; several for one that takes many."""

Row: TypeAlias = Mapping[str, Value]
"""One answer: the value of each selected variable, None where it has none."""

Visible: TypeAlias = Callable[[], tuple[str, ...] | None]
"""Tells the graphs that a question sees, None for all together."""

Ask: TypeAlias = Callable[[str, Values], tuple[Row, ...]]
"""Asks a question of `queries/`, given by its id, with values for its parameters."""

Cells: TypeAlias = tuple[str | None, ...]
"""A row: for each variable the IRI or the lexical form, None where it has no value."""

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a question needs, or can take."""

    name: str
    type: str
    required: bool
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question of `queries/`: its header and its constant text."""

    id: str
    question: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str

    @property
    def names_graphs(self) -> bool:
        """Whether the question itself says in which graphs it looks."""
        return "GRAPH ?" in self.text


PARAMETER_TYPES: Mapping[str, tuple[Callable[[str], Value], Callable[[Value], Term]]] = {
    "iri": (str, lambda value: NamedNode(str(value))),
    "label": (str, lambda value: NamedNode(str(value)) if ":" in str(value) else Literal(str(value))),
    "fact": (str, lambda value: NamedNode(str(value))),
    "string": (str, lambda value: Literal(str(value))),
    "ndc": (str, lambda value: Literal(str(value))),
    "integer": (int, lambda value: Literal(str(value), datatype=NamedNode(f"{XSD}integer"))),
    "decimal": (Decimal, lambda value: Literal(printed(Decimal(str(value))), datatype=NamedNode(f"{XSD}decimal"))),
    "boolean": (lambda text: {"true": True, "false": False}[text], lambda value: Literal(bool(value))),
}
"""How a parameter of each type is read from text (the command line, a form) and bound as a term. People may name a label
by its product: "Exampline"; that is every label of this name. An NDC may be given in any form: with one value, all forms
in which it may be printed are asked for."""

_READERS: Mapping[str, Callable[[str], Value]] = {
    f"{XSD}string": str,
    f"{XSD}anyURI": str,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString": str,
    f"{XSD}integer": int,
    f"{XSD}decimal": Decimal,
    f"{XSD}boolean": "true".__eq__,
    f"{XSD}date": date.fromisoformat,
}

_HEADER_LINE = re.compile(r"#\s*(?:(?P<key>id|question|parameters|example):)?\s*(?P<value>.*)")
_PARAMETER = re.compile(r"(?P<name>\w+)\s+(?P<type>\w+)(?P<sign>[?*])?")
_NAMES = re.compile(r"[?$]\w+|:\w[\w-]*|<https?://[\w./#~%-]*>", re.ASCII)
"""Variables, prefixed names and IRIs: where "service" is a part of a name. Anywhere else it is refused, in strings and
comments too, because telling those apart would take a second SPARQL parser that must never disagree with the engine."""

_HAS_DATASET = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<|[\w-]*:)", re.IGNORECASE)


def query(identifier: str) -> Query:
    """The question of an id; `QueryError` names the nearest when there is none."""
    try:
        return queries()[identifier]
    except KeyError:
        raise QueryError(f"there is no query {identifier!r}", expected=f"one of {', '.join(queries())}") from None


@cache
def queries() -> Mapping[str, Query]:
    """All questions of `queries/` by id."""
    return {read.id: read for read in map(read_query, sorted(QUERIES.glob("*.rq")))}


def read_query(file: Path) -> Query:
    """A query file; `QueryError` where its header is not complete."""
    text = file.read_text(encoding="utf-8")
    header = _header(text)
    missing = {"id", "question", "parameters", "example"} - header.keys()
    if missing or header["id"] != file.stem:
        expected = f"a header with id ({file.stem}), question, parameters and example"
        raise QueryError(f"lacks {', '.join(sorted(missing)) or 'its own id'}", where=str(file), expected=expected)
    parameters = tuple(_parameters(header["parameters"], file))
    for parameter in parameters:
        if re.search(rf"BOUND\s*\(\s*[?$]{parameter.name}\b", text, re.IGNORECASE):
            remedy = "write FILTER(COALESCE(..., true)): the engine holds BOUND of a parameter to be false"
            raise QueryError(f"asks BOUND(?{parameter.name})", where=str(file), remedy=remedy)
    return Query(
        id=header["id"], question=header["question"], parameters=parameters, example=header["example"], text=text
    )


def values_from_text(asked: Query, texts: Mapping[str, str]) -> Values:
    """Values for a question as people type them: `{"item": "filter"}`; several are set apart by spaces."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    return {name: _from_text(known[name], text) if name in known else text for name, text in texts.items()}


def run(store: Store, asked: Query, values: Values, visible: Visible | None = None) -> tuple[Row, ...]:
    """The answers to one of our questions. Where a parameter is given an empty list of values, there are none.

    `visible` tells the graphs that questions about no label in particular see; else the store is asked for them.
    """
    known = {parameter.name: parameter for parameter in asked.parameters}
    terms = {name: tuple(given) for name, given in _terms(asked, values)}
    if not all(terms.values()):
        return ()
    labels = {label for name, given in terms.items() for label in _labels(store, known[name], given)}
    graphs = graphs_of(store, sorted(labels)) if labels else (visible or partial(current_graphs, store))()
    bound = {Variable(name): given[0] for name, given in terms.items() if not known[name].many}
    many = {known[name]: given for name, given in terms.items() if known[name].many and known[name].type != "label"}
    rows = list[Row]()
    for seen in _datasets(asked, graphs):
        held = {parameter.name: _held(parameter, given, seen) for parameter, given in many.items()}
        if all(held.values()):
            rows += _answers(store, asked, asked.text.replace("WHERE {", f"WHERE {{{_data(held)}", 1), bound, seen)
    return tuple(rows)


def _held(parameter: Parameter, terms: Sequence[Term], graphs: tuple[str, ...] | None) -> Sequence[Term]:
    """The values to ask one label for: of facts, its own."""
    if parameter.type != "fact" or graphs is None:
        return terms
    labels = {graph.partition("/version/")[0] for graph in graphs}
    return [term for term in terms if isinstance(term, NamedNode) and label_of(term.value) in labels]


def _datasets(asked: Query, graphs: tuple[str, ...] | None) -> Iterator[tuple[str, ...] | None]:
    """The graphs that a question is asked of, in one piece or one label after the other; None for all together.

    Asked of a list of graphs, the engine looks into each of them at every step: of 170 labels in 12 s instead of 0.1 s. What
    is asked of labels is answered for each by itself, in their order, so it may be asked of each. A question that names
    its graphs is quick.
    """
    about_labels = any(parameter.type == "label" for parameter in asked.parameters)
    if graphs is None or not about_labels or asked.names_graphs:
        yield graphs
    else:
        yield from ((ONTOLOGY_GRAPH, graph) for graph in graphs if graph not in {CATALOGUE, ONTOLOGY_GRAPH})


def _answers(
    store: Store, asked: Query, text: str, bound: Mapping[Variable, Term], graphs: tuple[str, ...] | None
) -> Iterator[Row]:
    """The answers of some graphs, None for all together. What the text itself names are those, and the catalogue."""
    solutions = store.query(
        text,
        substitutions=dict(bound),
        default_graph=[NamedNode(graph) for graph in graphs or ()] or None,
        named_graphs=[NamedNode(graph) for graph in {CATALOGUE, *graphs}] if graphs else None,
        use_default_graph_as_union=graphs is None,
    )
    if not isinstance(solutions, QuerySolutions):
        raise QueryError(f"query {asked.id!r} selects nothing", expected="a SELECT query")
    names = [variable.value for variable in solutions.variables]
    yield from ({name: _value(solution[name]) for name in names} for solution in solutions)


def lexical(store: Store, text: str) -> Sequence[Cells]:
    """The answers to a query that names its graphs: for each variable the IRI or the lexical form of its value."""
    solutions = store.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise QueryError("a query of ours selects nothing", expected="a SELECT query")
    return [
        tuple([term.value if isinstance(term, NamedNode | Literal) else None for term in solution])
        for solution in solutions
    ]


def asker(store: Store) -> Ask:
    """A function that asks a store which nobody writes to: which graphs it holds is looked up once."""
    visible = cache(partial(current_graphs, store))

    def ask(identifier: str, values: Values) -> tuple[Row, ...]:
        return run(store, query(identifier), values, visible)

    return ask


def _labels(store: Store, parameter: Parameter, terms: Sequence[Term]) -> Iterator[str]:
    """The labels that the values of a parameter confine a question to."""
    for term in terms:
        if parameter.type == "label" and isinstance(term, Literal):
            yield from labels_named(store, term.value)
        elif parameter.type == "label" and isinstance(term, NamedNode):
            yield term.value
        elif parameter.type == "fact" and isinstance(term, NamedNode):
            yield label_of(term.value)


def _terms(asked: Query, values: Values) -> Iterator[tuple[str, Iterator[Term]]]:
    """The terms that the variables of a question are bound to."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    unknown = sorted(values.keys() - known.keys())
    missing = sorted(name for name, parameter in known.items() if parameter.required and values.get(name) is None)
    if unknown or missing:
        fault = f"has no parameter {unknown[0]!r}" if unknown else f"needs a value for {missing[0]!r}"
        raise QueryError(f"query {asked.id!r} {fault}", expected=f"parameters {', '.join(known) or '(none)'}")
    for name, value in values.items():
        if value is not None:
            yield name, (_bound(known[name], one) for one in _each(known[name], value))


def _each(parameter: Parameter, value: Value | Sequence[Value]) -> Sequence[Value]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return _forms(parameter, str(value)) if parameter.type == "ndc" else (value,)
    if parameter.type == "ndc":
        return tuple(form for one in value for form in _forms(parameter, str(one)))
    if not parameter.many:
        raise QueryError(f"parameter {parameter.name!r} is given {len(value)} values", expected="one value")
    return value


def _forms(parameter: Parameter, ndc: str) -> Sequence[Value]:
    """The forms in which an NDC may be printed."""
    forms = ndc_forms(ndc)
    if not forms:
        expected = "an NDC of 10 or 11 digits, or of a product in two groups: 0000-0100"
        raise QueryError(f"parameter {parameter.name!r} cannot be {ndc!r}", expected=expected)
    return forms


def _data(terms: Mapping[str, Sequence[Term]]) -> str:
    """A block of data that gives variables several values, in every combination, each written by the engine."""
    if not terms:
        return ""
    names = " ".join(f"?{name}" for name in terms)
    rows = " ".join(f"({' '.join(map(str, row))})" for row in product(*terms.values()))
    return f" VALUES ({names}) {{ {rows} }}"


def run_text(
    store: Store,
    text: str,
    *,
    accept: Sequence[str] = (),
    graphs: Sequence[str] | None = None,
    base: str | None = None,
) -> Answer:
    """The answer to somebody's own query, in the first accepted media type that suits it, else JSON or Turtle.

    Updates, and queries that would reach another machine, are refused with `QueryError`. `graphs` are the graphs that
    the query sees outside of GRAPH, None for all together (much faster than a long list of them); FROM in the query
    comes first. Queries know our prefixes without declaring them; relative IRIs are relative to `base`.
    """
    if "service" in _NAMES.sub(" ", text).lower():
        expected = "a query over this graph alone, without that word even in strings and comments"
        raise QueryError("SERVICE is not allowed", expected=expected)
    own = _HAS_DATASET.search(text) is not None
    default: list[NamedNode | BlankNode | DefaultGraph] = [] if own else [NamedNode(graph) for graph in graphs or ()]
    union = graphs is None and not own
    try:
        result = store.query(
            text,
            base_iri=base,
            prefixes=dict(PREFIXES),
            default_graph=default or None,
            use_default_graph_as_union=union,
        )
    except SyntaxError as error:
        raise QueryError(f"is no SPARQL query: {error}", expected="SELECT, ASK, CONSTRUCT or DESCRIBE") from error
    return written(result, accept)


def _header(text: str) -> Mapping[str, str]:
    """The keys of the comment lines that open a query file; a line without a key goes on with the one above."""
    header, key = dict[str, str](), ""
    for line in text.splitlines():
        match = _HEADER_LINE.match(line)
        if match is None:
            break
        key = match["key"] or key
        header[key] = f"{header[key]} {match['value']}" if key in header else match["value"]
    return header


def _parameters(written: str, file: Path) -> Iterator[Parameter]:
    """The parameters of a header line: "version iri, route string?", or "none"."""
    for one in () if written == "none" else written.split(","):
        match = _PARAMETER.fullmatch(one.strip())
        if match is None or match["type"] not in {*PARAMETER_TYPES, *code_lists()}:
            expected = f"a name and one of {', '.join([*PARAMETER_TYPES, *code_lists()])}, or none"
            raise QueryError(f"has the parameter {one.strip()!r}", where=str(file), expected=expected)
        sign = match["sign"]
        yield Parameter(name=match["name"], type=match["type"], required=sign is None, many=sign == "*")


def _from_text(parameter: Parameter, text: str) -> Value | Sequence[Value]:
    codes = code_lists().get(parameter.type)
    read = codes or PARAMETER_TYPES[parameter.type][0]
    try:
        return tuple(map(read, text.split())) if parameter.many else read(text)
    except (ValueError, KeyError, InvalidOperation):
        expected = f"one of {', '.join(codes)}" if codes else f"a value of type {parameter.type}"
        raise QueryError(f"parameter {parameter.name!r} cannot be {text!r}", expected=expected) from None


def _bound(parameter: Parameter, value: Value) -> Term:
    """A value as the term that is bound to its variable."""
    codes = code_lists().get(parameter.type)
    try:
        return NamedNode(concept(codes(str(value)))) if codes else PARAMETER_TYPES[parameter.type][1](value)
    except (ValueError, InvalidOperation) as error:
        expected = f"one of {', '.join(codes)}" if codes else f"a value of type {parameter.type}"
        raise QueryError(f"parameter {parameter.name!r} cannot be {value!r}", expected=expected) from error


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return codes_by_concept().get(term.value, term.value)
    if isinstance(term, Literal) and term.datatype.value in _READERS:
        return _READERS[term.datatype.value](term.value)
    raise QueryError(f"an answer holds {term}", expected="an IRI, or a literal of a datatype that the graph uses")
