from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import label_of, store_label
from ingest.unread_format import reason, unread_format
from kg.codes import LabelFormat
from kg.locator import Span
from kg.query import asker
from kg.store import open_read_only
from tests.samples import DOCUMENT

OTHERS = [one for one in LabelFormat if one is not LabelFormat.PHYSICIAN_LABELING_RULE]


@pytest.mark.parametrize("written", OTHERS)
def test_another_format_is_named_with_its_first_line(written: LabelFormat) -> None:
    (gap,) = unread_format(replace(DOCUMENT, text=f"\n \n{DOCUMENT.text}", format=written))
    assert gap.reason == reason(written)
    assert repr(written.value) in gap.reason
    assert (gap.span.start, gap.section) == (3, None)


def test_a_label_without_words_is_told_as_a_whole(tmp_path: Path) -> None:
    label = label_of(replace(DOCUMENT, text="", sections=(), not_understood=(), format=LabelFormat.OTHER))
    (gap,) = label.document.not_understood
    assert (gap.span, gap.reason) == (Span(0, 0), f"{reason(LabelFormat.OTHER)}; the document has no words")
    assert store_label(label, tmp_path).warnings == ()
    (row,) = asker(open_read_only(tmp_path))("not_understood", {})
    assert (row["reason"], row["quote"], row["start"], row["end"]) == (gap.reason, "", 0, 0)


def test_nothing_is_said_of_a_format_that_is_read() -> None:
    assert list(unread_format(DOCUMENT)) == []
