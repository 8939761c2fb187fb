"""How truly every form of a label is read: micro F1 of its facts against those of its source.

    python -m benchmarks.parity [--form plain] [--label NAME] [--kinds] [--show N] [--into FOLDER]

Prints a table of labels and forms, and ends with status 1 if a figure that has reached the bar of its form (bars.toml) is below it. The
scorer counts a kind only where the source itself has facts of it, as it does with checked facts.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.bars import SHARED, ParityBars, read_bars
from benchmarks.parity.forms import FORMS, print_labels
from benchmarks.parity.scores import FormScore, facts, score

_PROCESSES = 2

Scores = Mapping[str, FormScore]
"""The scores of a label by form."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the labels and forms that are asked for; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", action="append", choices=list(FORMS), help="only this form (repeatable)")
    parser.add_argument("--label", action="append", help="only labels whose file name begins so (repeatable)")
    parser.add_argument("--kinds", action="store_true", help="also print the figures of each kind of fact")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="print N missed and spurious facts of each kind"
    )
    parser.add_argument("--into", type=Path, help="keep the printed labels in this folder")
    asked = parser.parse_args(arguments)
    bars, console = read_bars().parity, Console(width=120, highlight=False)
    labels = [path for path in bars.labels if not asked.label or path.name.startswith(tuple(asked.label))]
    forms = asked.form or list(FORMS)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.into or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        measured = measure([SHARED / path for path in labels], forms, folder)
    console.print(_table(measured, forms, bars))
    if asked.kinds or asked.show:
        _print_kinds(console, measured, asked.show)
    return 1 if _below(measured, bars) else 0


def measure(sources: Sequence[Path], forms: Sequence[str], folder: Path) -> dict[str, Scores]:
    """The scores of labels by name: printed in one browser, then read in a few processes."""
    printed = print_labels(sources, folder)
    with ProcessPoolExecutor(_PROCESSES) as pool:
        scores = pool.map(_measure, sources, printed, [forms] * len(sources))
        return {source.stem: found for source, found in zip(sources, scores, strict=True)}


def _measure(source: Path, pdf: Path, forms: Sequence[str]) -> Scores:
    gold, scorer = facts(source), SHARED / "eval" / "score.py"
    return {form: score(scorer, gold, FORMS[form](pdf)) for form in forms}


def _below(measured: Mapping[str, Scores], bars: ParityBars) -> list[str]:
    """Labels and forms that must reach the bar of the form and do not."""
    return [
        f"{label} {form}"
        for label, scores in measured.items()
        for form, found in scores.items()
        if bars.is_below(label, form, None if found.refused else found.micro.f1)
    ]


def _table(measured: Mapping[str, Scores], forms: Sequence[str], bars: ParityBars) -> Table:
    named = [f"{form} (bar {bars.f1[form]:.2f})" for form in forms]
    table = Table("label", "facts", *named, title="micro F1 by form (* must reach its bar)", title_justify="left")
    for label, scores in measured.items():
        cells = (f"{_cell(found)}{_mark(bars, label, form, found)}" for form, found in scores.items())
        counts = (str(found.micro.gold) for found in scores.values() if not found.refused)
        table.add_row(label, next(counts, ""), *cells)
    return table


def _mark(bars: ParityBars, label: str, form: str, found: FormScore) -> str:
    if bars.is_below(label, form, None if found.refused else found.micro.f1):
        return " BELOW"
    return " *" if label in bars.held[form] else ""


def _cell(found: FormScore) -> str:
    return "not read" if found.refused else f"{found.micro.f1:.3f}"


def _print_kinds(console: Console, measured: Mapping[str, Scores], show: int) -> None:
    for label, scores in measured.items():
        for form, found in scores.items():
            console.print(f"\n{label}, {form}: {found.refused or ''}")
            for kind, figures in found.kinds.items():
                counts = f"{figures.matched} of {figures.gold} found, {figures.predicted} read"
                console.print(f"  {kind:18} {figures.f1:.3f}  {counts}")
                for sign, facts_ in (("-", found.missed[kind]), ("+", found.spurious[kind])):
                    for fact in facts_[:show]:
                        console.print(f"    {sign} {fact}", markup=False)


if __name__ == "__main__":
    sys.exit(main())
