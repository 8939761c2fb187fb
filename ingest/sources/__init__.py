"""Sources of labels: each form of file becomes a `Document`. Only this package knows file formats."""

from ingest.sources.forms import read, read_all

__all__ = ["read", "read_all"]
