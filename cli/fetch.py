"""The command that gets labels from DailyMed."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Store, meddra_setting
from cli.printing import REFUSED, print_table, say
from kg.settings import read_settings

if TYPE_CHECKING:
    from ingest.dailymed import DailyMed


def fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Brand or generic name of a drug, or a set id.")],
    *,
    store: Store,
    labeler: Annotated[str | None, typer.Option(help="Only labels of this labeler.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="File or folder to write to; default SETID.xml."),
    ] = None,
    into_store: Annotated[bool, typer.Option("--ingest", help="Put the label into the store too.")] = False,
) -> None:
    """Get a label from DailyMed as SPL XML, by the name of a drug or by its set id.

    Where several labels have the name, they are listed and none is taken: name the set id of the one you want, or its
    labeler with `--labeler`.

    Examples: `labelgraph fetch exampline --labeler "Example Pharma"`, `labelgraph fetch SETID -o label.xml --ingest`
    """
    from ingest.dailymed import DailyMed, is_set_id

    settings = read_settings(os.environ)
    service = DailyMed(settings.dailymed, seconds=settings.fetch_seconds)
    set_id = name.lower() if is_set_id(name) else _only_one(service, name, labeler)
    path = output / f"{set_id}.xml" if output is not None and output.is_dir() else output or Path(f"{set_id}.xml")
    data = service.label(set_id)
    _check(set_id, data)
    _write(path, data)
    print(f"{path}: {len(data):,} bytes")
    if into_store:
        from cli.ingest import ingest

        ingest([path], store, meddra_setting())


def _only_one(service: "DailyMed", name: str, labeler: str | None) -> str:
    """The set id of the one label of a name; where there are several, they are listed, and the command ends."""
    found = service.labels(name, labeler=labeler)
    if len(found) == 1:
        return found[0].set_id
    print_table(
        [
            {"set id": one.set_id, "version": one.version, "published": one.published, "title": one.title}
            for one in found
        ]
    )
    say(
        f"DailyMed lists {len(found)} labels for {name!r}; name the set id of one of them, or its labeler with --labeler"
    )
    raise typer.Exit(REFUSED)


def _check(set_id: str, data: bytes) -> None:
    """Whether an answer is the label of the set id that was asked for. Raises SourceError, before anything is written."""
    from ingest.sources.spl import read_spl
    from kg.errors import SourceError

    where = f"the answer for {set_id}"
    found = read_spl(where, data).set_id
    if (found or "").lower() != set_id.lower():
        remedy = "try again later, or check LABELGRAPH_DAILYMED"
        raise SourceError(f"a label with the set id {found!r}", where=where, expected=repr(set_id), remedy=remedy)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    from kg.errors import SourceError

    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        reason = error.strerror or "the system refuses it"
        remedy = "name another file with --output"
        raise SourceError(f"the file cannot be written: {reason}", where=str(path), remedy=remedy) from error
