"""Every setting of labelgraph in one list: its name, its default and what it does. The environment is read here alone.

A setting `query_seconds` is set by the environment variable `LABELGRAPH_QUERY_SECONDS`; command-line options go first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, get_type_hints

from kg.errors import LabelgraphError

PREFIX = "LABELGRAPH_"


class SettingError(LabelgraphError):
    """Raised when an environment variable holds a value that its setting cannot take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. Times are in seconds."""

    store: Annotated[Path, "Folder that holds the graph."] = Path(".labelgraph/store")
    ingest_processes: Annotated[
        int, "How many files are read at the same time; 0: as many as there are processors."
    ] = 0
    ingest_seconds: Annotated[float, "Time after which a file that is read is given up."] = 300.0
    dailymed: Annotated[str, "Address of DailyMed's web services."] = (
        "https://dailymed.nlm.nih.gov/dailymed/services/v2"
    )
    meddra: Annotated[str, "Your own MedDRA table: a file, or a folder with llt.asc and pt.asc; none: no table."] = (
        "none"
    )
    fetch_seconds: Annotated[float, "Time that a request to DailyMed may take, with all its tries."] = 60.0
    host: Annotated[str, "Address that the server listens on."] = "127.0.0.1"
    port: Annotated[int, "Port that the server listens on."] = 8000
    cors_origins: Annotated[
        str, "Origins of pages that may ask this server from a browser, with spaces between; * for all; none: no page."
    ] = "none"
    query_seconds: Annotated[float, "Time after which a query sent to the SPARQL endpoint is stopped."] = 30.0
    query_processes: Annotated[int, "How many queries of the SPARQL endpoint run at the same time."] = 2
    query_characters: Annotated[int, "Length of the longest query that GraphQL and SPARQL read."] = 50_000
    graphql_depth: Annotated[int, "How many fields deep a GraphQL query may nest."] = 12
    graphql_aliases: Annotated[int, "How many aliases a GraphQL query may use."] = 60
    graphql_tokens: Annotated[int, "How many words and signs a GraphQL query may have."] = 4_000
    graphql_things: Annotated[int, "How many things a list in the answer to a GraphQL query may have."] = 5_000
    graphql_rows: Annotated[
        int, "How many rows of the graph the answer to a GraphQL query may be made of, and how many things it may have."
    ] = 200_000
    graphql_seconds: Annotated[float, "Time after which a GraphQL query asks nothing more of the graph."] = 10.0
    kept_rows: Annotated[int, "How many rows of the graph are kept for answers that ask the same; 0 keeps none."] = (
        200_000
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A row of the list of settings, for documentation and help."""

    name: str
    variable: str
    default: str
    sentence: str


def settings_list() -> tuple[Setting, ...]:
    """All settings in their order."""
    sentences = get_type_hints(Settings, include_extras=True)
    return tuple(
        Setting(
            name=entry.name,
            variable=PREFIX + entry.name.upper(),
            default=str(entry.default),
            sentence=sentences[entry.name].__metadata__[0],
        )
        for entry in fields(Settings)
    )


def folder(printed: str) -> Path:
    """The path of a folder; ValueError for an empty one, which would be the working directory.

    >>> folder("graph").name
    'graph'
    """
    if not printed.strip():
        raise ValueError("an empty path")
    return Path(printed)


_READERS: Mapping[type, Callable[[str], object]] = {Path: folder, str: str, int: int, float: float}


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings with the values of an environment in place of the defaults.

    A variable that starts with `LABELGRAPH_` and names no setting is left alone: it may belong to tests or tools.

    >>> read_settings({"LABELGRAPH_PORT": "9000"}).port
    9000
    """
    values: dict[str, object] = {}
    for name, kind in get_type_hints(Settings).items():
        printed = environment.get(PREFIX + name.upper())
        if printed is not None:
            values[name] = _read(name, kind, printed)
    return Settings(**values)  # type: ignore[arg-type]


def _read(name: str, kind: type, printed: str) -> object:
    try:
        return _READERS[kind](printed)
    except ValueError as error:
        raise SettingError(
            f"{PREFIX}{name.upper()} is {printed!r}",
            expected="the path of a folder" if kind is Path else f"a value of type {kind.__name__}",
            remedy="correct it or unset it",
        ) from error
