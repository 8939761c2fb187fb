"""What the types of GraphQL are in the graph, and the SPARQL that asks for them."""
