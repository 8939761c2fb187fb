"""Structured Product Labeling (HL7 v3 SPL): XML → markup → written text with sections, paragraphs and tables.

`parsing` reads XML safely, `markup` tells plain from raised and lowered characters, `tables` makes grids of `table`
elements, `bodies` reads what stands in a section's text, `elements` looks up what is in a section, `sections` reads
the tree of sections, and `reader` puts the parts together. What is then written out, and how, is in `ingest.sources.writing`.
"""

from ingest.sources.spl.reader import is_spl, read_spl

__all__ = ["is_spl", "read_spl"]
