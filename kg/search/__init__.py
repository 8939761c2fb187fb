"""Full-text search over the facts and sections of all labels: an index of words in SQLite, in a file beside the store.

`words` tells the words of a text, `phrases` those that somebody asks for; `entries` reads from the graph what is found,
`index` keeps it in step with the store, `search` asks it, and `snippet` shows where the words stand. The index holds nothing
that the graph does not: it can be deleted, and is made again by whoever opens it next and may write there.
"""
