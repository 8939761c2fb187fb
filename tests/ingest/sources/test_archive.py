import io
import time
import zipfile
from pathlib import Path

import pytest

from ingest.sources import read
from ingest.sources.archive import MOST_XML_BYTES, read_zip
from ingest.sources.spl import read_spl
from kg.errors import SourceError
from tests.ingest.sources.spl.labels import label, numbered

LABEL = label(numbered(1, 17))


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_the_label_in_an_archive_is_the_label(tmp_path: Path) -> None:
    path = tmp_path / "label.zip"
    path.write_bytes(
        _zip({"0c6d-46e8.xml": LABEL, "figure-1.jpg": b"\xff\xd8", "__MACOSX/._0c6d-46e8.xml": b"\0\5\x16\7"})
    )
    assert read(path) == read_spl("label.zip", LABEL)


def _encrypted() -> bytes:
    """An archive whose directory says that its file is encrypted."""
    data = bytearray(_zip({"a.xml": LABEL}))
    for begin, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(begin) + flags] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_zip({"a.jpg": b"x"}), "label.zip: the zip holds 1 files, 0 of them XML"),
        (_zip({"a.xml": LABEL, "b.xml": LABEL}), "2 of them XML"),
        (_encrypted(), "label.zip, a.xml: the file is encrypted.*; pack it without a password"),
        (_zip({"a.xml": LABEL})[:300], "the zip cannot be read"),
        (
            _zip({"a.xml": b"<a/>" + b" " * (3 * MOST_XML_BYTES)}),
            "label.zip, a.xml: the file unpacks to more than 10,000,000 bytes",
        ),
    ],
)
def test_other_archives_are_refused_at_once(data: bytes, message: str) -> None:
    begin = time.monotonic()
    with pytest.raises(SourceError, match=message):
        read_zip("label.zip", data)
    assert time.monotonic() - begin < 1
