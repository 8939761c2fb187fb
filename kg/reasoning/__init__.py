"""The ontology and its data put to a reasoner: HermiT, through owlready2, on the Java runtime that the project installs."""
