"""Commands about versions of labels: diff."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, Store, label_in
from cli.printing import DIFFERENT, print_json_lines, print_table, say
from kg.errors import NotFoundError

if TYPE_CHECKING:
    from kg.comparison import Difference
    from kg.facts import Fact
    from kg.versions import Version

SHOWN = 300
"""How many characters of a quote or value the table shows; `--json` has all."""

_VERSION = "a file, or a stored label: its name, set id or IRI, of which @ and a number names an older version"


def diff(
    a: Annotated[str, typer.Argument(metavar="A", help=f"The earlier version: {_VERSION}.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The later version.")],
    *,
    store: Store,
    everything: Annotated[
        bool, typer.Option("--all", help="Show also what differs in reading or form alone, with the reason.")
    ] = False,
    as_json: AsJson = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with status 1 if there are differences.")] = False,
) -> None:
    """List the facts that were added, removed and changed between two versions of a label, with the words of both.

    Places that moved are no difference, nor is another form of the same words. Where the same words were read differently,
    or stand in a guide that only one file has in front, the difference is counted and shown with `--all`.

    Examples: `labelgraph diff label-2017.txt label-2018.json`, `labelgraph diff exampline@3 exampline`
    """
    from kg.comparison import differences

    before, after = _version(a, store), _version(b, store)
    found = differences(before, after)
    shown = [one for one in found if everything or one.reason is None]
    if as_json:
        print_json_lines(map(_record, shown))
    else:
        _print_tables(shown)
    _say_counts(found, before, after)
    if exit_code and shown:
        raise typer.Exit(DIFFERENT)


def _version(name: str, store: Path) -> "Version":
    """The version that an argument names: a file goes before a stored label of the same name."""
    from ingest.pipeline import version_of
    from kg.store import open_read_only
    from kg.versions import find_version, read_version

    if Path(name).exists():
        return version_of(label_in(Path(name)))
    if not store.exists():
        remedy = "name a file, or a store with --store"
        raise NotFoundError(f"there is no file {name!r}, and no store at {store}", remedy=remedy)
    opened = open_read_only(store)
    return read_version(opened, find_version(opened, name))


def _print_tables(shown: "Iterable[Difference]") -> None:
    for kind, of_kind in groupby(shown, key=lambda one: one.kind):
        rows = list(of_kind)
        counts = Counter(str(one.change) for one in rows)
        title = f"{kind}: " + ", ".join(f"{count} {change}" for change, count in counts.items())
        print_table(_rows(rows), title=title)


def _rows(found: "Sequence[Difference]") -> "Sequence[Mapping[str, object]]":
    return [
        {
            "change": str(one.change),
            "fact": _shortened(_content(one)),
            "before": _shortened(_quoted(one.before)),
            "after": _shortened(_quoted(one.after)),
            "reason": one.reason,
        }
        for one in found
    ]


def _content(one: "Difference") -> str:
    """What a fact says, or of one that changed, what it is about and each field that differs."""
    from kg.comparison import stated

    said = dict(stated(one.fact))
    if one.before is None or one.after is None:
        return "; ".join(f"{name} {_printed(value)}" for name, value in said.items())
    changed = [
        f"{name} {_printed(getattr(one.before, name))} → {_printed(getattr(one.after, name))}" for name in one.fields
    ]
    return "; ".join(
        [*changed, *(f"{name} {_printed(value)}" for name, value in said.items() if name not in one.fields)]
    )


def _printed(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_printed, value)) or "–"
    return "–" if value is None else str(value)


def _quoted(fact: "Fact | None") -> str | None:
    if fact is None:
        return None
    place = fact.evidence[0]
    words = " | ".join(" ".join(evidence.quote.split()) for evidence in fact.evidence)
    return f"{place.section or 'guide'}: {words}"


def _shortened(text: str | None) -> str | None:
    return text if text is None or len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _record(one: "Difference") -> "Mapping[str, object]":
    from ingest.export import record

    return {
        "kind": one.kind,
        "change": str(one.change),
        "fields": one.fields,
        "reason": one.reason.name.lower() if one.reason else None,
        "before": record(one.before) if one.before else None,
        "after": record(one.after) if one.after else None,
    }


def _say_counts(found: "Sequence[Difference]", before: "Version", after: "Version") -> None:
    for version in (before, after):
        if not version.facts:
            say(f"{version.name}: no facts were read from it, so that nothing of it can be compared")
    changes = Counter(one.change for one in found if one.reason is None)
    reasons = Counter(one.reason for one in found if one.reason is not None)
    counted = ", ".join(f"{count} {change}" for change, count in changes.items()) or "no facts differ"
    aside = "".join(f"; {count} differ by {reason} (--all shows them)" for reason, count in reasons.items())
    say(f"{before.name} ({len(before.facts)} facts) → {after.name} ({len(after.facts)} facts): {counted}{aside}")
