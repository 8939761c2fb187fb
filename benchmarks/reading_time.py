"""How long labels take from bytes to document, as a multiple of what the parser of their form takes for the same bytes.

    python -m benchmarks.reading_time FOLDER [--most LABELS]

Prints a table in Markdown with a row for each form. Both times are processor time of one process, measured side by side,
the shortest of `REPEATS`; the ratio is that of the sums. Files of other forms, and those refused, are left out.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pdfplumber
from lxml import etree

from ingest.sources.openfda import is_openfda, read_openfda
from ingest.sources.pdf import is_pdf, read_pdf
from ingest.sources.spl import is_spl, read_spl
from kg.errors import SourceError
from kg.memory import collector_paused

REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedForm:
    """A form of file: how its labels are read, what its parser alone does, and how many times that the reading may take."""

    name: str
    is_form: Callable[[bytes], bool]
    read: Callable[[str, bytes], object]
    parser: str
    parse: Callable[[bytes], object]
    bar: float


def _json_and_tables(data: bytes) -> int:
    """Parses JSON, and then the tables that openFDA's fields hold as XML: the least that any reader of them has to do."""
    parsed = json.loads(data)
    fields = (item for label in parsed.get("results", [parsed]) for item in label.items())
    tables = (table for name, found in fields if name.endswith("_table") for table in found)
    return sum(len(etree.fromstring(f"<text>{table}</text>")) for table in tables)


def _pdf_tables(data: bytes) -> int:
    """Finds the tables of all pages of a PDF as pdfplumber does."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        return sum(len(page.find_tables()) for page in pdf.pages)


FORMS = (
    TimedForm(name="openFDA JSON", is_form=is_openfda, read=read_openfda, parser="json", parse=json.loads, bar=10),
    TimedForm(
        name="openFDA JSON",
        is_form=is_openfda,
        read=read_openfda,
        parser="json, and lxml for its tables",
        parse=_json_and_tables,
        bar=10,
    ),
    TimedForm(name="SPL XML", is_form=is_spl, read=read_spl, parser="lxml", parse=etree.fromstring, bar=10),
    TimedForm(name="PDF", is_form=is_pdf, read=read_pdf, parser="tables by pdfplumber", parse=_pdf_tables, bar=1.5),
)
"""A form with two parsers is measured against each."""


def main(folders: Sequence[Path], most: int) -> int:
    """Measure the labels below some folders; the exit status."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    labels = [path.read_bytes() for path in paths]
    print("| form | labels | parser | parser, ms | reading, ms | ratio | bar |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    missed = False
    for form in FORMS:
        of_form = [data for data in labels if form.is_form(data)][:most]
        timed = list(measure(form, of_form))
        if timed:
            parsing, reading = (sum(found) / len(timed) for found in zip(*timed, strict=True))
            missed |= reading > form.bar * parsing
            cells = (form.name, len(timed), form.parser, f"{parsing * 1000:.2f}", f"{reading * 1000:.2f}")
            print("|", " | ".join(map(str, (*cells, f"{reading / parsing:.1f}", f"{form.bar:g}"))), "|")
    return 1 if missed else 0


def measure(form: TimedForm, labels: Sequence[bytes]) -> Iterator[tuple[float, float]]:
    """The seconds that parsing and reading each label took."""
    for data in labels:
        try:
            form.read("label", data)
        except SourceError:
            continue
        with collector_paused():
            parsing = [_seconds(form.parse, data) for _ in range(REPEATS)]
            reading = [_seconds(lambda found: form.read("label", found), data) for _ in range(REPEATS)]
        yield min(parsing), min(reading)


def _seconds(work: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    work(data)
    return time.process_time() - start


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long labels take to read.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=1_000, metavar="LABELS")
    given = parser.parse_args()
    sys.exit(main(given.folders, given.most))
