"""Contraindications: the list items or sentences of section 4, or "none" (21 CFR 201.57(c)(5))."""

import re
from collections.abc import Iterator

from ingest.reading import Reading
from ingest.wording import without_references
from kg.codes import Form
from kg.facts import Contraindication

_NONE = re.compile(r"^\s*none\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^.*?\b(?:is|are)\s+contraindicated\s+(?:in|for|with)\s+(?:(?:the\s+)?(?:patients?|individuals?|persons?)\s+)?"
    r"(?:with\s+|who\s+have\s+(?:experienced\s+)?|known\s+to\s+have\s+)?(?:an?\s+|the\s+following\b.*)?",
    re.IGNORECASE | re.DOTALL,
)


def extract(reading: Reading) -> Iterator[Contraindication]:
    """One contraindication per list item of section 4, or per sentence where it has no list."""
    stated = tuple(reading.within("4"))
    items = tuple(passage for passage in stated if passage.level)
    for passage in items or stated:
        condition = _condition(passage.text.text, is_item=bool(passage.level))
        if condition:
            yield Contraindication(
                evidence=(passage.evidence(),),
                read_by="contraindication.item" if passage.level else "contraindication.sentence",
                form=Form.LIST if passage.level else Form.SENTENCE,
                condition=condition,
            )


def _condition(text: str, *, is_item: bool) -> str | None:
    """The condition without the words that introduce it; None for a sentence that states no contraindication."""
    plain = without_references(text).strip()
    if _NONE.match(plain):
        return "none"
    lead = _LEAD.match(plain)
    if lead is None and not is_item:
        return None
    return plain[lead.end() if lead else 0 :].strip().rstrip(".;:") or None
