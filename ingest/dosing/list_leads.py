"""Lists that lost their signs: what introduces the items behind it is glued to the end of the item before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.aligned import AlignedText
from ingest.dosing.rule_words import INSTRUCTING
from ingest.passages import Passage

_GLUED = re.compile(rf"(?<=[\w)])\s+(?=(?:{'|'.join(sorted(INSTRUCTING))})\b[^.;:•]*:\s*$)")
"""Where an introduction begins behind an item: "Grade 3 rash Reduce the dose to 20 mg:"."""


def with_own_leads(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages in their order; an item that ends with the introduction of those behind it without that, and those with
    it as their lead.
    """
    printed: AlignedText | None = None
    lead: AlignedText | None = None
    for passage in passages:
        if not passage.level or passage.lead is not printed:
            lead = None
        printed = passage.lead
        glued = _GLUED.search(passage.text.text) if passage.level else None
        text = passage.text.slice(0, glued.start()) if glued else passage.text
        yield replace(passage, text=text, lead=lead or passage.lead)
        if glued is not None:
            lead = passage.text.slice(glued.end(), len(passage.text.text))
