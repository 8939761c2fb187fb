"""Tables of numbers read by cell: which table holds what, what its columns and rows are about, what each cell states.

`kind` tells the tables of reactions from those of laboratory abnormalities; `observations` reads both, with the headers
of `columns` and the rows of `rows`. Works on the grids of any source; knows no document and makes no facts.
"""
