"""How truly real labels are read: F1 of the facts against checked ones, and the share of numbers captured.

    python -m benchmarks.fidelity

Prints a table per label and ends with status 1 if a figure is below its bar.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.bars import SHARED, LabelBars, read_bars
from ingest.audit import audit
from ingest.export import json_lines
from ingest.pipeline import Label, read_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured share between 0 and 1, and the bar that it must reach."""

    name: str
    bar: float
    value: float
    detail: str

    @property
    def reached(self) -> bool:
        return self.value >= self.bar


def main() -> int:
    """Measure all labels that have bars; the exit status."""
    console = Console(width=100)
    missed = 0
    for bars in read_bars().labels:
        figures = measure(bars, SHARED)
        missed += sum(not figure.reached for figure in figures)
        console.print(_table(bars.source.name, figures))
    if missed:
        console.print(f"{missed} figures are below their bar")
    return 1 if missed else 0


def measure(bars: LabelBars, shared: Path) -> tuple[Figure, ...]:
    """The figures of one label of the folder of real labels."""
    label = read_label(shared / bars.source)
    scores = _scores(shared / "eval" / "score.py", shared / bars.gold, json_lines(label.facts))
    kinds = (
        Figure(name=kind, bar=bars.bar(kind), value=score["f1"], detail=_counts(score))
        for kind, score in scores.items()
        if score["gold"]
    )
    return (*kinds, _captured(label, bars))


def _scores(scorer: Path, gold: Path, lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """Gold, predicted and matched counts, precision, recall and F1 by kind of fact."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as predicted:
        predicted.writelines(line + "\n" for line in lines)
        predicted.flush()
        command = [sys.executable, str(scorer), str(gold), predicted.name, "--json"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return {kind: score for kind, score in json.loads(printed).items() if kind not in ("micro", "macro_f1")}


def _counts(score: dict[str, float]) -> str:
    return f"{score['matched']:.0f} of {score['gold']:.0f} found, {score['predicted']:.0f} read"


def _captured(label: Label, bars: LabelBars) -> Figure:
    share = audit(label.document, label.facts).share_captured(bars.chapters)
    detail = f"numbers of sections {', '.join(bars.chapters)}"
    return Figure(name="captured", bar=bars.share_captured, value=share, detail=detail)


def _table(title: str, figures: Iterable[Figure]) -> Table:
    table = Table("figure", "bar", "measured", "", "", title=title, title_justify="left")
    for figure in figures:
        mark = "ok" if figure.reached else "BELOW"
        table.add_row(figure.name, f"{figure.bar:.3f}", f"{figure.value:.3f}", mark, figure.detail)
    return table


if __name__ == "__main__":
    sys.exit(main())
