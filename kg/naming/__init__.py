"""Printed words to the terms that they name: findings, reactions in CTCAE, materials; the terms stand in ontology/terms."""
