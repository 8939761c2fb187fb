"""How many of the printed numbers of labels are captured in facts, by section.

    python -m benchmarks.capture FOLDER ... [--missed N]

Prints a table in Markdown with a row for each section. A number is captured when a fact has read exactly its characters as
a value (see `ingest.audit`). With `--missed`, also N numbers that no fact holds, drawn at random, with the words around each.
Only labels in the format of the physician labeling rule count.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.audit import Audit, Outcome, audit
from ingest.pipeline import label_of
from ingest.sources import read_all
from kg.codes import LabelFormat
from kg.errors import SourceError

SECTIONS = ("1", "2", "5", "6", "8")
_AROUND = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A number that no fact holds: the label, the section and the words around it, the number in brackets."""

    label: str
    section: str
    words: str


def main(folders: Sequence[Path], *, missed: int) -> int:
    """Measure all labels below some folders; the exit status."""
    counted, gaps = dict[str, Counter[Outcome]](), list[Missed]()
    labels = 0
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        for text, found in _audits(path):
            labels += 1
            add(counted, found)
            gaps.extend(_missed(path.stem, text, found))
    print(f"{labels} labels\n", *table(counted), sep="\n")
    for gap in random.Random(0).sample(gaps, min(missed, len(gaps))):  # noqa: S311 (a sample to read)
        print(f"{gap.label} {gap.section}: {gap.words}")
    return 0


def _audits(path: Path) -> Iterator[tuple[str, Audit]]:
    """The text and the audit of each label of a file that is in the format that is read; nothing of any other file."""
    try:
        for document in read_all(path):
            if document.format is LabelFormat.PHYSICIAN_LABELING_RULE:
                yield document.text, audit(document, label_of(document).facts)
    except SourceError as error:
        print(error, file=sys.stderr)


def add(counted: dict[str, Counter[Outcome]], found: Audit) -> None:
    """Add a label's numbers to those counted by section ("5" for 5, 5.1, 5.2 ...)."""
    for section, outcomes in found.counts().items():
        counted.setdefault((section or "").split(".")[0], Counter()).update(outcomes)


def table(counted: dict[str, Counter[Outcome]]) -> Iterator[str]:
    """The table in Markdown: a row for each section that is asked for, and one for all of them."""
    yield "| section | numbers | captured | not captured | part of a name | structural | share captured |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for section in SECTIONS:
        yield _row(section, counted.get(section, Counter()))
    yield _row("all five", sum((counted.get(section, Counter()) for section in SECTIONS), start=Counter[Outcome]()))


def _row(name: str, outcomes: Counter[Outcome]) -> str:
    stating = outcomes[Outcome.CAPTURED] + outcomes[Outcome.NOT_CAPTURED]
    share = f"{outcomes[Outcome.CAPTURED] / stating:.3f}" if stating else ""
    cells = (
        name,
        stating,
        outcomes[Outcome.CAPTURED],
        outcomes[Outcome.NOT_CAPTURED],
        outcomes[Outcome.NAME],
        outcomes[Outcome.STRUCTURAL],
        share,
    )
    return f"| {' | '.join(map(str, cells))} |"


def _missed(label: str, text: str, found: Audit) -> Iterable[Missed]:
    for number in found.not_captured():
        if (number.section or "").split(".")[0] in SECTIONS:
            span = number.span
            before = text[max(0, span.start - _AROUND) : span.start]
            words = f"{before}[{number.printed}]{text[span.end : span.end + _AROUND]}"
            yield Missed(label=label, section=number.section or "", words=" ".join(words.split()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--missed", type=int, default=0, help="how many numbers that no fact holds to print")
    arguments = parser.parse_args()
    sys.exit(main(arguments.folders, missed=arguments.missed))
