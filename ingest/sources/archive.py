"""A label as DailyMed serves it for download: a zip archive with one SPL file, and images, which are left alone.

Only what is stored or deflated is unpacked, as DailyMed's files are: zipfile unpacks other methods without a bound.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence

from ingest.document import Document
from ingest.sources.spl import read_spl
from kg.errors import NoLabelError, SourceError

MOST_XML_BYTES = 10_000_000
"""How many bytes the SPL file may have when it is unpacked; labels have at most about 3 million."""

MOST_FILES = 1_000

_EXPECTED = "a zip with one SPL file, as DailyMed serves it"
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_RESOURCES = "__MACOSX/"
"""The folder of a zip made on a Mac that holds no files of the label but what that system keeps of them."""


def is_zip(data: bytes) -> bool:
    """Whether data begin as a zip archive."""
    return data.startswith(b"PK\x03\x04")


def read_zip(name: str, data: bytes) -> Document:
    """The document that the one SPL file of an archive holds; its digest is that of the SPL file's bytes.

    Raises SourceError if the archive is broken or encrypted, holds no SPL file or several, or one out of bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_spl(name, _xml(name, archive))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise SourceError(f"the zip cannot be read: {error}", where=name, expected=_EXPECTED) from error


def _xml(name: str, archive: zipfile.ZipFile) -> bytes:
    """The bytes of the one SPL file, unpacked no further than the bound, whatever size the archive states."""
    entry = _spl_file(name, archive.infolist())
    where = f"{name}, {entry.filename}"
    if entry.flag_bits & _ENCRYPTED:
        raise SourceError("the file is encrypted", where=where, expected=_EXPECTED, remedy="pack it without a password")
    if entry.compress_type not in _BOUNDED:
        what = f"the file is packed by method {entry.compress_type}"
        raise SourceError(what, where=where, expected="8 (deflate) or 0 (none)", remedy="pack it anew")
    with archive.open(entry) as file:
        data = file.read(MOST_XML_BYTES + 1)
    if len(data) > MOST_XML_BYTES:
        raise SourceError(f"the file unpacks to more than {MOST_XML_BYTES:,} bytes", where=where, expected=_EXPECTED)
    return data


def _spl_file(name: str, entries: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    found = [
        entry
        for entry in entries
        if entry.filename.lower().endswith(".xml") and not entry.filename.startswith(_RESOURCES)
    ]
    if len(found) != 1 or len(entries) > MOST_FILES:
        what = f"the zip holds {len(entries):,} files, {len(found):,} of them XML"
        raise (SourceError if found else NoLabelError)(what, where=name, expected=_EXPECTED)
    return found[0]
