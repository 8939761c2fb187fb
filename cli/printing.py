"""What commands print: lines and tables of data on standard output, sentences and progress on standard error."""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from kg.identity import ID

VIOLATIONS, DIFFERENT, REFUSED = 1, 1, 2
"""Exit statuses: the graph violates the shapes; two versions differ; the command was refused."""

WIDTH = 160
"""Columns of a table that is not printed to a terminal."""


def say(sentence: str) -> None:
    """A message."""
    print(f"labelgraph: {sentence}", file=sys.stderr)


def print_lines(lines: Iterable[str]) -> None:
    """Data, line by line."""
    for line in lines:
        print(line)


def print_json_lines(rows: Iterable[Mapping[str, object]]) -> None:
    """Rows as JSON Lines. Decimals become numbers, and what JSON has no form for its text."""
    print_lines(json.dumps(row, ensure_ascii=False, default=_in_json) for row in rows)


def _in_json(value: object) -> object:
    return (
        (int(value) if value == value.to_integral_value() else float(value))
        if isinstance(value, Decimal)
        else str(value)
    )


def print_table(
    rows: Sequence[Mapping[str, object]], *, leave_out: Collection[str] = (), title: str | None = None
) -> None:
    """Data as a table, without some columns and those that have no value in any row."""
    columns = [name for name in (rows[0] if rows else ()) if name not in leave_out]
    shown = [name for name in columns if any(row[name] is not None for row in rows)]
    table = Table(title=title, title_justify="left")
    for name in shown:
        table.add_column(name, no_wrap=name == shown[0], overflow="fold")
    for row in rows:
        table.add_row(*(_in_cell(row[name]) for name in shown))
    Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else WIDTH).print(table)


def _in_cell(value: object) -> str:
    """A value in a table: without line breaks, and of our own IRIs the last part."""
    text = "" if value is None else " ".join(str(value).split())
    return text.rpartition("/")[2] if text.startswith(ID) else text


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error, if that is a terminal; call what it gives with the name of each thing that begins.

    Data that are printed meanwhile stand above the bar where standard output is the terminal too, and else go where
    they are sent.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = console.is_terminal
    with Progress(
        *columns, console=console, transient=True, disable=not shown, redirect_stdout=sys.stdout.isatty()
    ) as bar:
        task = bar.add_task("", total=total)
        begun = iter(range(total))

        def begin(name: str) -> None:
            bar.update(task, description=name, completed=next(begun))

        yield begin
