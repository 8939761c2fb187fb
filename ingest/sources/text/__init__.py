"""The text of a label, as taken from a PDF or typed: lines → headings, blocks and tables → document.

`lines` decodes and drops page furniture, `parts` finds guide, Highlights, boxed warning and sections, `headings` and
`numbered` tell which lines are headings, `blocks` and `bodies` join wrapped lines to paragraphs and list items, `tables`
finds grids, `joining`, `repair` and `markers` make clean text, `references` names the numbers that only point somewhere,
`gaps` what could not be read, and `reader` puts the parts together.
"""

from ingest.sources.text.reader import read_text

__all__ = ["read_text"]
