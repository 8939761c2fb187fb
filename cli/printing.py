"""What commands print: lines and tables of data on standard output, sentences and progress on standard error."""

import json
import re
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from kg.identity import ID
from kg.locator import Span

VIOLATIONS, DIFFERENT, FAILED, REFUSED, INTERRUPTED = 1, 1, 1, 2, 130
"""Exit statuses: the graph violates the shapes; two versions differ; some labels failed; the command was refused; Ctrl-C."""

NAME = 40
"""How many characters of a name stand in front of the bar."""

WIDTH = 160
"""Columns of a table that is not printed to a terminal."""


def say(sentence: str) -> None:
    """A message on one line."""
    print(f"labelgraph: {escaped(sentence)}", file=sys.stderr)


def escaped(text: str) -> str:
    r"""A text with its control characters, which names of files may hold, as they are written in code.

    >>> print(escaped("a\nb\x1b[2J"))
    a\nb\x1b[2J
    """
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


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


def marked(text: str, spans: Iterable[Span]) -> Text:
    """Words for a cell of a table, some of their characters marked where it is printed to a terminal."""
    cell, at = Text(), 0
    for span in spans:
        cell.append(_SPACE.sub(" ", text[at : span.start])).append(_SPACE.sub(" ", text[span.start : span.end]), "bold")
        at = span.end
    return cell.append(_SPACE.sub(" ", text[at:]))


_SPACE = re.compile(r"\s+")


def _in_cell(value: object) -> str | Text:
    """A value in a table: without line breaks, and of our own IRIs the last part."""
    if isinstance(value, Text):
        return value
    text = "" if value is None else " ".join(str(value).split())
    return text.rpartition("/")[2] if text.startswith(ID) else text


PAUSE = 10.0
"""Seconds between two lines of progress where no bar can be shown."""


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error with rate and time left, if that is a terminal, and else a line now and then.

    Call what it gives with the name of each thing that is done. Data that are printed meanwhile stand above the bar where
    standard output is the terminal too, and else go where they are sent.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    shown = console.is_terminal
    with Progress(
        *columns, console=console, transient=True, disable=not shown, redirect_stdout=sys.stdout.isatty()
    ) as bar:
        task = bar.add_task("", total=total)
        lines = _Lines(total)

        def done(name: str) -> None:
            bar.update(task, description=escaped(name)[-NAME:], advance=1)
            if not shown:
                lines.done()

        yield done


class _Rate(ProgressColumn):
    """How many things are done a second."""

    def render(self, task: Task) -> Text:
        return Text("" if task.speed is None else f"{task.speed:.1f}/s")


class _Lines:
    """Progress as lines, none of them before some seconds have passed."""

    def __init__(self, total: int) -> None:
        self.total, self.count = total, 0
        self.begun = self.told = time.monotonic()

    def done(self) -> None:
        self.count += 1
        now = time.monotonic()
        if now - self.told >= PAUSE and self.count < self.total:
            self.told = now
            rate = self.count / (now - self.begun)
            say(f"{self.count:,} of {self.total:,}, {rate:.1f}/s, {(self.total - self.count) / rate:,.0f} s left")
