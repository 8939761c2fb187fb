"""The command that takes labels into the store: files, and whole folders of them."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Meddra, Store
from cli.printing import FAILED, INTERRUPTED, escaped, progress, say
from kg.settings import read_settings

if TYPE_CHECKING:
    from ingest.batch import Outcome


def ingest(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="Files of labels, and folders of them, in any form.")
    ],
    store: Store,
    meddra: Meddra,
) -> None:
    """Read labels, check their graphs against the shapes, and put them into the store.

    A label that is there already and has not changed is left as it is. Of a folder all files below it are taken but hidden
    ones, and those that are no labels are skipped. A label that fails is named with the reason, and the others are taken:
    then the status is 1.

    Examples: `labelgraph ingest label.txt --store graph`, `labelgraph ingest labels/`
    """
    from ingest.batch import Fate, ingest_files, sources_of
    from ingest.concepts.meddra import read_meddra
    from kg.workers import Limits

    settings = read_settings(os.environ)
    if meddra:
        read_meddra(meddra)  # a wrong table is told once, before any label is read
    files = tuple(sources_of(sources))
    limits = Limits(
        processes=min(settings.ingest_processes or os.cpu_count() or 1, max(len(files), 1)),
        seconds=settings.ingest_seconds,
    )
    found = list["Outcome"]()
    with _summarised(found, of_several=len(files) != 1), progress(len(files)) as done:
        for source, outcomes in ingest_files(files, store, limits, meddra):
            for outcome in outcomes:
                _print(outcome)
            found += outcomes
            done(source.path.name)
    if any(outcome.fate is Fate.FAILED for outcome in found):
        raise typer.Exit(FAILED)


def _print(outcome: "Outcome") -> None:
    """A line for a label in the store, and the statements that were left out of it."""
    if outcome.reason is not None:
        return
    parts = [
        f"{outcome.name}: {sum(outcome.facts.values())} facts of {len(outcome.facts)} kinds",
        f"{outcome.not_understood} places not understood" if outcome.not_understood else "",
        f"{len(outcome.left_out)} left out" if outcome.left_out else "",
        f"{outcome.warnings} warnings" if outcome.warnings else "",
        str(outcome.fate),
    ]
    print(escaped(", ".join(part for part in parts if part)))
    if outcome.unread_format:
        say(f"{outcome.name}: {outcome.unread_format}")
    if outcome.replaces:
        say(f"{outcome.name}: replaces what was read from {outcome.replaces!r}, another file of the same version")
    for statement in outcome.left_out:
        say(f"{outcome.name}: left out {statement}")


@contextmanager
def _summarised(found: "list[Outcome]", *, of_several: bool) -> Iterator[None]:
    """Say at the end what became of all labels, also where the run is interrupted."""
    begun = time.monotonic()
    try:
        yield
    except KeyboardInterrupt:
        say("interrupted; the labels named above are in the store")
        raise typer.Exit(INTERRUPTED) from None
    finally:
        for outcome in found:
            if outcome.reason is not None:
                say(f"{outcome.fate}: {outcome.name}: {outcome.reason}")
        if of_several:
            _say_summary(found, time.monotonic() - begun)


def _say_summary(found: "list[Outcome]", seconds: float) -> None:
    fates = Counter(str(outcome.fate) for outcome in found)
    held = [outcome for outcome in found if outcome.reason is None]
    facts = sum((Counter(outcome.facts) for outcome in held), start=Counter[str]())
    labels = fates["stored"] + fates["unchanged"]
    say(", ".join(f"{count:,} {fate}" for fate, count in fates.items()) or "no files")
    replaced = sum(outcome.replaces is not None for outcome in found)
    if replaced:
        say(f"{replaced:,} of them replaced what another file of the same version had given")
    say(f"{facts.total():,} facts: " + ", ".join(f"{count:,} {kind}" for kind, count in facts.most_common()))
    say(
        f"{sum(outcome.not_understood for outcome in held):,} places not understood, "
        f"{sum(len(outcome.left_out) for outcome in held):,} statements left out, "
        f"{sum(outcome.warnings for outcome in held):,} warnings"
    )
    say(f"{labels:,} labels in {seconds:.1f} s, {labels / seconds:.1f} a second")
