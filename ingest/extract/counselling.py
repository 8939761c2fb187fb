"""What to tell patients: the paragraphs and list items of section 17 under their headings (21 CFR 201.57(c)(18))."""

import re
from collections.abc import Iterator

from ingest.passages import Passage
from ingest.reading import Reading
from ingest.wording import without_references
from kg.codes import Form
from kg.facts import Counselling

_RUN_IN = re.compile(r"(?P<topic>[A-Z][^.:;?!]{2,80}):\s+(?=[A-Z])")
_BULLETS = "•●○◦▪·"
_NO_ADVICE = re.compile(
    r"label may have been updated|current (?:full )?prescribing information|^\s*(?:manufactured|distributed|marketed|packaged|revised|copyright|©|all rights)\b"
    r"|^\s*(?:©|LAB-\d)|registered trademark",
    re.IGNORECASE,
)
"""Lines that close a label: who makes it, its revision and its trade marks."""


def extract(reading: Reading) -> Iterator[Counselling]:
    """One per paragraph or list item of section 17; an item is read with the words that introduce its list."""
    stated = [passage for passage in reading.within("17") if passage.table is None]
    introduced = {passage.lead.span() for passage in stated if passage.lead is not None}
    for passage in stated:
        is_lead = passage.text.text.rstrip().endswith(":") and passage.text.span() in introduced
        if not is_lead and not _NO_ADVICE.search(passage.text.text):
            found = _counselling(passage)
            if found is not None:
                yield found


def _counselling(passage: Passage) -> Counselling | None:
    text = _plain(passage.text.text)
    topic = passage.headings[-1].rstrip(":") if passage.headings else None
    run_in = _RUN_IN.match(text)
    if run_in is not None:
        topic, text = run_in["topic"], text[run_in.end() :]
    lead = _plain(passage.lead.text) if passage.lead is not None else ""
    advice = f"{lead} {text}" if lead.endswith(":") else text
    if len(text.split()) < 2:
        return None
    return Counselling(
        evidence=(passage.evidence(),),
        read_by="counselling.item" if passage.level else "counselling.paragraph",
        form=Form.LIST if passage.level else Form.SENTENCE,
        topic=topic,
        advice=advice,
    )


def _plain(text: str) -> str:
    """The text without cross-references and bullets."""
    return " ".join(without_references(text).split()).lstrip(_BULLETS).strip()
