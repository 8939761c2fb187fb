"""GraphQL and SPARQL over the graph: `schema` says what can be asked, `app` serves it.

`graph` says where in the graph each field of a type stands; the types, filters and orders of the schema are made of that in
`types`, and so is the SPARQL of every answer. `executor` hands what resolvers give to `projection`, which puts answers
together a depth at a time. `graphql_api` imports `kg` and nothing else of the project.
"""
