"""The words by which tables are told apart."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

import ingest.sources.text.tables
from ingest.sources.text.tables.lexicon import Lexicon, lexicon

FILE = Path(ingest.sources.text.tables.__file__).with_name("words.toml")
WORDS = tomllib.loads(FILE.read_text(encoding="utf-8"))
ENTRIES = [(name, word) for name, words in WORDS.items() for word in words]
WITH_A_NUMBER = ("period", "numbered")


@pytest.mark.parametrize(("name", "word"), ENTRIES, ids=str)
def test_every_word_is_found(name: str, word: str) -> None:
    pattern: re.Pattern[str] = getattr(lexicon(), name)
    assert pattern.search(f"{word} 1" if name in WITH_A_NUMBER else word), f"{word!r} in {FILE.name} is never found"


def test_every_list_is_used_and_has_no_word_twice() -> None:
    derived = {"dose"}
    assert {field.name for field in fields(Lexicon)} - derived == set(WORDS)
    assert all(len(words) == len({word.lower() for word in words}) or name == "unit" for name, words in WORDS.items())
