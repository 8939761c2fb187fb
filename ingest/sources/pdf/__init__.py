"""PDF files: bytes → characters and drawn lines → printed pages, which `ingest.sources.layout` reads as a label.

`opening` refuses what cannot be read, `frame` turns coordinates, `glyphs` reads the characters of a page with their
places and fonts, `words` puts them together, `shifted` tells raised and lowered ones, `drawings` and `bullets` read what is
drawn, `pages` makes a `Page` of it all, `scanned` tells pages without text, and `reader` makes the document.
"""

from ingest.sources.pdf.reader import is_pdf, read_pdf

__all__ = ["is_pdf", "read_pdf"]
