"""GraphQL and SPARQL over the graph: `schema` says what can be asked, `loaders` ask in batches, `app` serves it.

Types are thin and written by hand, one per kind of fact of `kg.facts`; their descriptions are the ontology's
definitions. Answers come from the files of `queries/` alone. `graphql_api` imports `kg` and nothing else of the project.
"""
