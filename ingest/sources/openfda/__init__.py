"""Labels as openFDA serves them: JSON whose fields hold the flattened text of sections, and tables as SPL fragments."""

from ingest.sources.openfda.reader import is_openfda, read_all_openfda, read_openfda

__all__ = ["is_openfda", "read_all_openfda", "read_openfda"]
