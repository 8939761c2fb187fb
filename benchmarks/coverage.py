"""How completely labels are read: sections, indications, numbered warnings and tables, for each form of file.

    python -m benchmarks.coverage FOLDER ... [--missing]

Prints a table in Markdown with a row for each form. "12 / 13" is what was found and what the source has, which only openFDA
JSON and SPL tell. With `--missing`, also each label that lacks something. Files that are no label are left out.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.source_counts import TABLED, SourceCounts, counted
from ingest.document import Document, LabelFormat, Part, Table
from ingest.extract import indication, warning
from ingest.reading import Reading, is_within
from ingest.sources import read_all
from ingest.sources.numbering import numbering
from kg.errors import SourceError

FORMS = {
    "application/json": "openFDA JSON",
    "application/xml": "SPL XML",
    "application/pdf": "PDF",
    "text/plain": "text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was found of one label, and what its source has of it; `source` is None where it does not tell."""

    name: str
    form: str
    numbered: bool
    sections: int
    indications: int
    warnings: int
    tables: int
    not_understood: int
    source: SourceCounts | None

    @property
    def lacks(self) -> bool:
        if not self.numbered:
            return False
        source = self.source or SourceCounts(sections=1, warnings=0, tables=0)
        found = (self.sections, self.warnings, self.tables)
        return not self.indications or found != (source.sections, source.warnings, source.tables)


def main(folders: Sequence[Path], *, missing: bool) -> int:
    """Measure all files below some folders; the exit status."""
    measured, failed = list[Coverage](), list[str]()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        found, messages = measure(path)
        measured.extend(found)
        failed.extend(messages)
    print(*table(measured), sep="\n")
    print(*failed, sep="\n")
    if missing:
        print(*(found for found in measured if found.lacks), sep="\n")
    return 0


def measure(path: Path) -> tuple[list[Coverage], list[str]]:
    """What was found of the labels of a file, and why others could not be read."""
    try:
        documents = read_all(path)
    except SourceError as error:
        return [], [str(error)]
    found, messages, place = list[Coverage](), list[str](), 0
    while True:
        try:
            document = next(documents, None)
        except SourceError as error:
            messages.append(str(error))
        else:
            if document is None:
                return found, messages
            found.append(_coverage(document, path.read_bytes(), place))
        place += 1


def _coverage(document: Document, data: bytes, place: int) -> Coverage:
    reading = Reading(document=document)
    sources = counted(document.media_type, data)
    lost = {gap.span for gap in document.not_understood}
    codes = {known.loinc for known in map(numbering().section, TABLED) if known}
    summaries = [section for section in document.sections if section.part is Part.HIGHLIGHTS and section.loinc in codes]
    tables = [placed.table for placed in reading.tables if is_within(placed.section, TABLED)]
    tables += [block for section in summaries for block in section.blocks if isinstance(block, Table)]
    top = {section.number for section in document.sections if section.number}
    numbered = document.format is LabelFormat.PHYSICIAN_LABELING_RULE
    return Coverage(
        name=document.name,
        form=FORMS.get(document.media_type, document.media_type),
        numbered=numbered,
        sections=len(top & set(map(str, range(1, 18)))),
        indications=len(list(indication.extract(reading))) if numbered else 0,
        warnings=len({found.number for found in warning.extract(reading) if found.number.count(".") == 1}),
        tables=sum(_is_grid(found) and found.span not in lost for found in tables),
        not_understood=len(document.not_understood),
        source=sources[place] if place < len(sources) else None,
    )


def _is_grid(found: Table) -> bool:
    return found.understood and bool(found.cells)


def table(measured: Iterable[Coverage]) -> Iterator[str]:
    """The lines of the table, a row for each form."""
    by_form = defaultdict[str, list[Coverage]](list)
    for found in measured:
        by_form[found.form].append(found)
    counts = ("labels", "numbered format", "sections", "with indication", "indications", "warnings")
    headings = ("form", *counts, f"tables of {', '.join(TABLED)}", "not understood")
    yield _row(headings)
    yield _row(["---"] * len(headings))
    for form, labels in sorted(by_form.items()):
        numbered = [found for found in labels if found.numbered]
        yield _row(
            (
                form,
                str(len(labels)),
                str(len(numbered)),
                _share(numbered, "sections"),
                str(sum(found.indications > 0 for found in numbered)),
                str(sum(found.indications for found in numbered)),
                _share(numbered, "warnings"),
                _share(numbered, "tables"),
                str(sum(found.not_understood for found in numbered)),
            )
        )


def _share(labels: Sequence[Coverage], what: str) -> str:
    """What was found, and what the sources have; what a label has too much does not make up for what another lacks."""
    if any(label.source is None for label in labels):
        return str(sum(getattr(label, what) for label in labels))
    found = sum(min(getattr(label, what), getattr(label.source, what)) for label in labels)
    return f"{found} / {sum(getattr(label.source, what) for label in labels)}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How completely labels are read.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--missing", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.folders, missing=given.missing))
