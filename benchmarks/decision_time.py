"""How long a rule question takes: which dose rules of a label apply to a patient.

    python -m benchmarks.decision_time LABEL [LABEL ...]

The labels are read and stored. Then each bound that the rules of a label set is asked about, with a value that lies on it. The
first question of a label reads its rules from the store, which the others find in memory. Prints a table in Markdown of
processor times; the exit status is 1 if a question takes longer than its bar.
Behind the table stands what the table of UCUM's units takes, which the first question in a unit other than the label's reads.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bars import read_bars
from ingest.pipeline import Label, label_of, store_label
from ingest.sources import read
from kg.decision.label import Decide, decider
from kg.decision.patient import Finding, History
from kg.decision.units import converted
from kg.errors import PatientError
from kg.facts import DoseRule
from kg.memory import collector_paused
from kg.store import open_read_only


def main(paths: Sequence[Path]) -> int:
    """Measure the questions about some labels; the exit status."""
    bar = read_bars().decision_milliseconds
    labels = [label_of(read(path)) for path in paths]
    print("| label | rules | questions | first, ms | longest of the others, ms | bar, ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    slowest = 0.0
    with TemporaryDirectory() as folder:
        versions = [store_label(label, Path(folder) / "store").version for label in labels]
        decide = decider(open_read_only(Path(folder) / "store"))
        for version, label in zip(versions, labels, strict=True):
            first, *others = measure(decide, version, list(questions(label)))
            if not others:
                print(f"{label.document.name}: no bound of its rules to ask about", file=sys.stderr)
                continue
            rules = sum(isinstance(fact, DoseRule) for fact in label.facts)
            slowest = max(slowest, *others)
            cells = (label.document.name, rules, len(others), f"{first:.1f}", f"{max(others):.1f}", f"{bar:g}")
            print("|", " | ".join(map(str, cells)), "|")
    start = time.process_time()
    converted(Decimal(1), "10*9/L", "/mm3")
    print(f"\ntable of units: {(time.process_time() - start) * 1000:.0f} ms, once in a process")
    return 1 if slowest > bar else 0


def questions(label: Label) -> Iterator[Finding]:
    """A value on each bound that the rules of a label set. Bounds on the course of treatment name no parameter, and are left out."""
    for fact in label.facts:
        for criterion in fact.criteria if isinstance(fact, DoseRule) else ():
            for bound in criterion.thresholds:
                relative = bound.relative_to if bound.unit is None else None
                for named in bound.findings:
                    yield Finding(parameter=named.label, value=bound.value, unit=bound.unit, relative_to=relative)


def measure(decide: Decide, version: str, asked: Sequence[Finding]) -> Iterator[float]:
    """The milliseconds that each question takes; the first one alone asks about nothing."""
    for findings in ([], *([finding] for finding in asked)):
        with collector_paused():
            start = time.process_time()
            try:
                decide(version, findings, History())
            except PatientError as error:
                print(f"{version}: {error}", file=sys.stderr)
            yield (time.process_time() - start) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long a rule question takes.")
    parser.add_argument("labels", nargs="+", type=Path)
    sys.exit(main(parser.parse_args().labels))
