"""Measurements of fidelity, speed and memory, with the bars that must be met. `ingest` never reads them."""
