"""Labels in a format that no facts are read from: what is said of them, so that no fact is not taken for none stated."""

import re
from collections.abc import Iterator

from ingest.document import Document, NotUnderstood
from kg.codes import LabelFormat
from kg.locator import Span
from kg.terms import concept, definition, label

_FIRST_LINE = re.compile(r"\S[^\n]*")


def unread_format(document: Document) -> Iterator[NotUnderstood]:
    """The whole of a document in such a format, cited by its first line; nothing for another document.

    A document without words has no line to cite, and says so.
    """
    if document.format is LabelFormat.PHYSICIAN_LABELING_RULE:
        return
    line = _FIRST_LINE.search(document.text)
    why = reason(document.format)
    if line:
        yield NotUnderstood(span=Span(*line.span()), section=None, reason=why)
    else:
        yield NotUnderstood(span=Span(0, 0), section=None, reason=f"{why}; the document has no words")


def reason(written: LabelFormat) -> str:
    """Why a format gives no facts, and what it is.

    >>> reason(LabelFormat.VETERINARY)
    "no facts are read from the format 'veterinary' (the label of a drug for animals), only sections and product data"
    """
    meaning = definition(concept(written)).rstrip(".").split(":")[0]
    what = f"{meaning[:1].lower()}{meaning[1:]}"
    return f"no facts are read from the format {label(concept(written))!r} ({what}), only sections and product data"
