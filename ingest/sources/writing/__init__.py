"""Text written out line by line: what readers of markup and of printed pages share once they have runs of characters.

`runs` tells plain from raised and lowered characters, `writer` writes the document's text and knows where each line
stands, `grids` writes grids of cells as tables, `bodies` reads what lines and grids below one title are, and `headings`
makes a tree of the headings among them. Readers bring lines and grids of runs; none of this knows a file format.
"""
