"""Pages for pharmacists: a list of labels, a label's facts each beside the words that state it, and the label's text.

Pages are rendered on the server, need no JavaScript and load nothing from other places. `facts` gathers what a page shows,
`kinds` says how each kind of fact is laid out, `wording` writes numbers, units and codes for people.
"""
