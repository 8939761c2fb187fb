"""Every fact of every real label quotes what stands at its span."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import label_of
from ingest.sources import read_all
from kg.errors import SourceError
from kg.facts import Fact
from kg.locator import Evidence
from kg.memory import collector_paused


def _places(fact: Fact) -> Iterator[Evidence]:
    yield from fact.evidence
    yield from fact.also_in


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["openfda", "openfda_older", "spl", "spl_other", "pdf", "."])
def test_quotes_are_the_text_at_their_spans(shared: Path, folder: str) -> None:
    wrong, read = list[str](), 0
    for path in sorted(path for path in (shared / "labels" / folder).iterdir() if path.is_file()):
        try:
            documents = list(read_all(path))
        except SourceError:
            continue
        with collector_paused():
            for document in documents:
                label = label_of(document)
                text = label.document.text
                read += 1
                wrong += [
                    f"{path.name}: {fact.kind} {place.quote[:60]!r}"
                    for fact in label.facts
                    for place in _places(fact)
                    if text[place.span.start : place.span.end] != place.quote or not place.quote.strip()
                ]
    assert read
    assert not wrong
