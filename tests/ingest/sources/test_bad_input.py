"""Bad files are refused by name and place, in bounded time and with little memory."""

import time
import tracemalloc
from pathlib import Path

import pytest

from ingest.sources import read
from kg.errors import SourceError
from tests.bad_input import Bad, bad_files
from tests.bounds import LONG_SECONDS

MOST_MEMORY = 200_000_000


@pytest.mark.parametrize(("name", "bad"), bad_files().items())
def test_a_bad_file_is_refused_by_name_and_place_at_once(name: str, bad: Bad, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(bad.data)
    begun = time.process_time()
    with pytest.raises(SourceError) as refused:
        read(path)
    assert time.process_time() - begun < LONG_SECONDS
    assert all(words in str(refused.value) for words in (name, *bad.says)), refused.value


@pytest.mark.parametrize(
    "name",
    ["bomb.zip", "bzip2.zip", "lzma.zip", "lying.zip", "billion-laughs.xml", "colspan.xml", "deep.json", "bomb.pdf"],
)
def test_a_file_that_asks_for_much_memory_gets_little(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(bad_files()[name].data)
    tracemalloc.start()
    try:
        with pytest.raises(SourceError):
            read(path)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()
