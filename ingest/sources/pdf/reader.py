"""The reader of PDFs: pages of words, read as a label."""

import hashlib

from ingest.document import Document
from ingest.sources.layout.reader import read_pages
from ingest.sources.pdf.opening import all_pages
from ingest.sources.pdf.pages import pages_of
from ingest.sources.pdf.scanned import scanned_pages
from ingest.sources.text.gaps import gaps

MEDIA_TYPE = "application/pdf"
_WITHIN = 1024
"""A PDF may begin with other bytes, as many as readers of PDFs pass over."""


def is_pdf(data: bytes) -> bool:
    """Whether data are a PDF, which is then read or refused."""
    return b"%PDF-" in data[:_WITHIN]


def read_pdf(name: str, data: bytes) -> Document:
    """The document that a PDF holds, with the page and box of its characters.

    Raises SourceError if the PDF is encrypted, broken, too large or without text, or no label with numbered sections.
    """
    pages = pages_of(name, data)
    read = read_pages(all_pages(name, len(pages)), pages)
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        digest=hashlib.sha256(data).hexdigest(),
        text=read.text,
        sections=read.sections,
        structure=read.structure,
        not_understood=(*gaps(read.sections), *scanned_pages(pages, read.places, read.sections)),
        places=read.places,
        product=read.product,
    )
