"""Captions of tables."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.captions import begins_caption, caption_at, caption_begins

FULL = 80


@pytest.mark.parametrize(
    ("text", "label", "caption", "after"),
    [
        ("Table 3. Dose Changes\n\nCriteria", "Table 3", "Dose Changes", 1),
        ("Table 12:  Reactions in Adults With a Long Disease and With\nManifestations", "Table 12", None, 2),
        ("TABLE 4 - Doses (mg and\nmL) of it\nToxicity", "Table 4", "Doses (mg and mL) of it", 2),
        ("Table 5 Recommended Rate of Infusion\nBag Rate", "Table 5", "Recommended Rate of Infusion", 1),
        ("Table 6\n\nRate of Infusion\nBag Rate", "Table 6", "Rate of Infusion", 3),
        ("Table 7: Reactions in Adults That Were Seen in the Trial\nAdverse\nReaction", "Table 7", None, 1),
        ("Table 8: Reactions in Adults That Were Seen in the Trial\nHigh Dose (n=90)", "Table 8", None, 1),
    ],
)
def test_caption_ends_where_the_table_begins(text: str, label: str, caption: str | None, after: int) -> None:
    assert caption_begins(lines_of(text), 0)
    found = caption_at(lines_of(text), 0, FULL)
    assert (found.label, found.after) == (label, after)
    assert caption is None or found.text.text == caption
    first = found.text.span().start
    assert text[first:].startswith(found.text.text[:5])


@pytest.mark.parametrize(
    "text", ["Table 2 shows the doses.", "Table 2 and Table 3 show doses", "Tables 2-4", "Table 7."]
)
def test_text_about_a_table_is_no_caption(text: str) -> None:
    assert not begins_caption(text)
