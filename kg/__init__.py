"""The shared core: locators, facts, terms, store, queries, validation and errors.

Everything meets here: readers and extractors write facts, the graph keeps them, the interfaces query them.
`kg` imports nothing of the other packages.
"""
