"""The text of a label, as taken from a PDF or typed: lines → headings, blocks and tables → document.

`lines` decodes and drops page furniture, `headings` tells which lines are headings, `blocks` joins wrapped lines to
paragraphs and list items, `tables` finds grids, `repair` writes out what the extraction lost, `references` names the
numbers that only order the text, and `reader` puts the parts together.
"""
