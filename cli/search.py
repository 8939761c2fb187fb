"""The command that looks for words in all labels."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, Store
from cli.printing import marked, print_json_lines, print_table, say

if TYPE_CHECKING:
    from kg.search.search import Hit


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='All of them must be there; "in quotation marks" in this order; neutro* begins a word.',
        ),
    ],
    *,
    store: Store,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Facts of this kind (dose_rule), or section. May be repeated."),
    ] = None,
    label: Annotated[str | None, typer.Option(help="One label alone: its name, set id or IRI.")] = None,
    older: Annotated[bool, typer.Option("--older", help="Look in older versions, too.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many are printed, the best first.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Look for words in the facts and sections of all labels, the best first.

    Examples: `labelgraph search 0.2 micron --kind material`, `labelgraph search '"infusion related reaction"' CD22`
    """
    from kg.dump import find_label
    from kg.search.index import Index
    from kg.search.search import Search
    from kg.store import catalogue, open_read_only

    opened = open_read_only(store)
    only = find_label(opened, label).label if label else None
    index = Index.of(opened, store)
    read = index.bring_in_step(opened)
    if read:
        say(f"{index.path}: brought in step with the store; versions read or gone: {read}")
    asked = Search.of(index, " ".join(words), kinds=kinds, label=only, older=older)
    found = asked.page(limit)
    names = {entry.label: entry.name or entry.label for entry in catalogue(opened)}
    if as_json:
        print_json_lines(_in_full(hit, names) for hit in found)
    else:
        print_table([_shown(hit, names) for hit in found])
    count = len(found) if len(found) < limit else asked.count()
    say(f"{count:,} found" + (f", {limit:,} of them shown" if count > limit else ""))


def _shown(hit: "Hit", names: Mapping[str, str]) -> Mapping[str, object]:
    words = marked(hit.snippet.text, hit.snippet.highlights)
    return {"label": names[hit.label], "kind": hit.kind, "of": hit.title or None, "words": words}


def _in_full(hit: "Hit", names: Mapping[str, str]) -> Mapping[str, object]:
    shown = hit.snippet
    return {
        "name": names[hit.label],
        "label": hit.label,
        "version": hit.version,
        "kind": hit.kind,
        "id": hit.iri,
        "title": hit.title,
        "score": round(hit.score, 3),
        "text": shown.text,
        "start": shown.start,
        "end": shown.end,
        "highlights": [[one.start, one.end] for one in shown.highlights],
    }
