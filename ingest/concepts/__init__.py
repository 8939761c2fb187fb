"""Printed words to the terms that they name: reactions to CTCAE, findings, materials; see ontology/terms."""
