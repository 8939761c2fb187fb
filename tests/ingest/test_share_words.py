"""Words by which a sentence tells whom or what a share is of."""

import pytest

from ingest.share_words import WordSet, problems, word_sets, words_for


@pytest.mark.parametrize("entry", word_sets().values(), ids=lambda entry: entry.id)
def test_every_entry_holds_its_examples(entry: WordSet) -> None:
    assert list(problems(entry)) == []


def test_an_example_that_does_not_hold_is_named() -> None:
    entry = WordSet(id="people", words=frozenset({"adults"}), accepts=("children",), rejects=("adults",))
    assert list(problems(entry)) == ["'children' has none of the words", "'adults' has ['adults']"]


def test_what_tells_nothing_more_is_of_the_words_that_say_something() -> None:
    assert words_for("either") <= words_for("saying")
    assert words_for("causing") <= words_for("occurring")
