"""Files that cannot be read as a label, each refused with its reason before anything else happens."""

import time
from pathlib import Path

import pytest

from ingest.sources import read
from ingest.sources.forms import MOST_BYTES
from kg.errors import SourceError
from tests.bounds import LONG_SECONDS

OLD_LABEL = "INDICATIONS AND USAGE\nfor adults.\nCONTRAINDICATIONS\nNone.\nWARNINGS\nNone.\nPRECAUTIONS\nNone.\n"


def _refusal(path: Path) -> str:
    started = time.perf_counter()
    with pytest.raises(SourceError) as caught:
        read(path)
    assert time.perf_counter() - started < LONG_SECONDS
    return str(caught.value)


def test_refuses_a_path_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    assert _refusal(path) == f"{path}: no such file; expected a label; check the path"


def test_refuses_a_folder(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == f"{tmp_path}: not a file; expected a label; name one file"


def test_refuses_a_huge_file_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    message = _refusal(path)
    expected = f"at most {MOST_BYTES:,}, more than any label has"
    assert message == f"{path}: the file has 50,000,000 bytes; expected {expected}; give the label alone"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"MZ\x00\x00", "a binary file: byte 2 is NUL"),
        (b"\xff\xfeM\xd8", "not UTF-16 text"),
        (b"dose: 5 \xb5g", "not UTF-8 text: byte 8 is 0xb5"),
        (b"A letter about nothing.\n" * 50, "no label: none of its lines is the heading of a section"),
        (b"a" * 100_000, "no label"),
        (OLD_LABEL.encode(), "a label in the format of before 2006"),
    ],
)
def test_refuses_what_is_no_label(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    assert _refusal(path).startswith(f"source.txt: {reason}")


@pytest.mark.shared
def test_refuses_a_label_cut_off_in_a_table(shared: Path, tmp_path: Path) -> None:
    text = (shared / "labels" / "besponsa.txt").read_text(encoding="utf-8")
    path = tmp_path / "cut.txt"
    path.write_text(text[: text.index("Anemiaf 36 24") + 13], encoding="utf-8")
    assert _refusal(path) == (
        "cut.txt: the label breaks off in section 6.1 Clinical Trials Experience, in or after Table 6, at line 1209: "
        "'Anemiaf 36 24'; expected all sections, to 17 PATIENT COUNSELING INFORMATION; get the whole text"
    )


@pytest.mark.shared
@pytest.mark.parametrize("end", range(2_000, 80_000, 3_900))
def test_refuses_a_label_cut_off_anywhere(shared: Path, tmp_path: Path, end: int) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes((shared / "labels" / "besponsa.txt").read_bytes()[:end].decode(errors="ignore").encode())
    assert "expected" in _refusal(path)


def test_a_name_that_the_system_refuses_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    assert _refusal(path) == f"{path}: the file cannot be read: File name too long; check the path"
