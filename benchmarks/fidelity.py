"""How truly real labels are read: F1 of the facts against checked ones, and the share of numbers captured.

    python -m benchmarks.fidelity [--markdown]

Scores every label of the shared folder that has checked facts (`eval/gold/NAME.jsonl`, of `labels/**/NAME.*`). Prints a
table per label and one over all, as Markdown for the documentation if asked to, and ends with status 1 if a figure is
below its bar in `bars.toml`. A label without bars is scored too.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.bars import SHARED, KindAim, LabelBars, read_bars
from benchmarks.capture import SECTIONS
from ingest.audit import audit
from ingest.export import json_lines
from ingest.pipeline import Label, read_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured share between 0 and 1, and the bar that it must reach, if it has one."""

    name: str
    bar: float | None
    value: float
    detail: str

    @property
    def reached(self) -> bool:
        return self.bar is None or self.value >= self.bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A label and its figures, by kind of fact and of the numbers captured."""

    name: str
    kinds: tuple[Figure, ...]
    captured: Figure

    @property
    def missed(self) -> int:
        return sum(not figure.reached for figure in (*self.kinds, self.captured))


def main(*, markdown: bool) -> int:
    """Measure all labels that have checked facts; the exit status."""
    bars = read_bars()
    held = {label.gold.stem: label for label in bars.labels}
    scored = [measure(source, gold, held.get(gold.stem)) for source, gold in labels_with_gold(SHARED)]
    if markdown:
        print("\n".join(_markdown(scored, bars.aims)))
    else:
        console = Console(width=100)
        for label in scored:
            console.print(_table(label))
        console.print(_over_all(scored, bars.aims))
    missed = sum(label.missed for label in scored)
    if missed:
        print(f"{missed} figures are below their bar", file=sys.stderr)
    return 1 if missed else 0


def labels_with_gold(shared: Path) -> Iterator[tuple[Path, Path]]:
    """Each label of the shared folder that has checked facts, with their file: not its PDF, if it comes in another form.

    Raises FileNotFoundError for checked facts without a label.
    """
    sources = sorted(path for path in (shared / "labels").rglob("*") if path.is_file())
    for gold in sorted((shared / "eval" / "gold").glob("*.jsonl")):
        named = [path for path in sources if path.name.split(".")[0] == gold.stem]
        source = min(named, key=lambda path: path.suffix == ".pdf", default=None)
        if source is None:
            raise FileNotFoundError(f"{gold} has no label; expected a file {gold.stem}.* below {shared / 'labels'}")
        yield source, gold


def measure(source: Path, gold: Path, bars: LabelBars | None) -> Scored:
    """The figures of one label."""
    label = read_label(source)
    scores = _scores(SHARED / "eval" / "score.py", gold, json_lines(label.facts))
    kinds = (
        Figure(name=kind, bar=bars.bar(kind) if bars else None, value=score["f1"], detail=_counts(score))
        for kind, score in scores.items()
        if score["gold"]
    )
    return Scored(name=gold.stem, kinds=tuple(kinds), captured=_captured(label, bars))


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


def _captured(label: Label, bars: LabelBars | None) -> Figure:
    chapters = bars.chapters if bars else SECTIONS
    share = audit(label.document, label.facts).share_captured(chapters)
    detail = f"numbers of sections {', '.join(chapters)}"
    return Figure(name="captured", bar=bars.share_captured if bars else None, value=share, detail=detail)


def _table(label: Scored) -> Table:
    table = Table("figure", "bar", "measured", "", "", title=label.name, title_justify="left")
    for figure in (*label.kinds, label.captured):
        mark = "ok" if figure.reached else "BELOW"
        bar = "" if figure.bar is None else f"{figure.bar:.3f}"
        table.add_row(figure.name, bar, f"{figure.value:.3f}", mark, figure.detail)
    return table


def _rows(scored: Sequence[Scored], aims: Mapping[str, KindAim]) -> Iterator[tuple[str, ...]]:
    """Of each kind: the mean F1 and what is wanted, the least F1, what is wanted, its label, and how many labels have it."""
    for kind, aim in aims.items():
        found = [(figure.value, label.name) for label in scored for figure in label.kinds if figure.name == kind]
        if not found:
            continue
        mean = sum(value for value, _ in found) / len(found)
        least, where = min(found)
        yield kind, f"{mean:.3f}", f"{aim.mean:.2f}", f"{least:.3f}", f"{aim.lowest:.2f}", where, str(len(found))


def _over_all(scored: Sequence[Scored], aims: Mapping[str, KindAim]) -> Table:
    table = Table("kind", "mean F1", "aim", "lowest", "aim", "of", "labels", title="all labels", title_justify="left")
    for row in _rows(scored, aims):
        table.add_row(*row)
    return table


def _markdown(scored: Sequence[Scored], aims: Mapping[str, KindAim]) -> Iterator[str]:
    """The table over all labels and that of each kind and label."""
    yield "| kind | mean F1 | aim | lowest | aim | of | labels |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (f"| {' | '.join(row)} |" for row in _rows(scored, aims))
    yield ""
    yield f"| kind | {' | '.join(label.name for label in scored)} |"
    yield f"| --- |{' --- |' * len(scored)}"
    of = [{figure.name: f"{figure.value:.3f}" for figure in (*label.kinds, label.captured)} for label in scored]
    for kind in (*aims, "captured"):
        yield f"| {kind} | {' | '.join(figures.get(kind, '') for figures in of)} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How truly real labels are read.")
    parser.add_argument("--markdown", action="store_true", help="print two tables in Markdown")
    sys.exit(main(markdown=parser.parse_args().markdown))
