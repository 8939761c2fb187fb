"""From a source to a graph: sources → document → passages → extractors → facts → resolve → RDF.

`sources` alone knows file formats; `extract` holds one module per kind of fact, none of which imports another;
`write_rdf` alone knows RDF. Knowledge about labels lives in `lexicon`, `patterns` and `context.toml`: no drug, brand or
document is named here. `ingest` imports `kg` and nothing else of the project.
"""
