"""The line of Highlights that names the product: "EXAMPLINE (examplinib) tablets, for oral use"."""

import re
from collections.abc import Sequence

from ingest.document import NamedProduct, Paragraph, Part, Section

_NAMED = re.compile(
    r"(?P<name>[A-Z][\w-]*(?:[ -][A-Z\d][\w-]*){0,3})\s?[®™]{0,2}\s*\((?P<substance>[a-z][^()]{2,80})\)"
)


def named_product(sections: Sequence[Section]) -> NamedProduct | None:
    """Where Highlights print the proprietary and the established name; None if no paragraph in front begins so."""
    for section in sections:
        if section.part is not Part.HIGHLIGHTS:
            continue
        for block in section.blocks:
            match = _NAMED.match(block.text.text) if isinstance(block, Paragraph) else None
            if match and isinstance(block, Paragraph):
                name = block.text.span(*match.span("name"))
                return NamedProduct(name=name, substance=block.text.span(*match.span("substance")))
    return None
