"""Searches: all that has the words is found, the best first, each once whatever the pages, with its words marked."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from ingest.batch import ingest_files, sources_of
from kg.errors import QueryError, QueryTimeoutError
from kg.search.entries import entries_of
from kg.search.index import Index
from kg.search.phrases import phrases_of
from kg.search.search import Hit, Place, Search
from kg.search.words import words_of
from kg.store import catalogue, open_read_only
from kg.workers import Limits
from tests.example import LABEL

_WORDS = sorted(set(words_of(LABEL.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def index(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The index of the example label."""
    made = Index.of(store, tmp_path_factory.mktemp("words") / "graph")
    made.bring_in_step(store)
    return made


def _pages(search: Search, size: int, *, backward: bool) -> Iterator[Sequence[Hit]]:
    place = None
    while page := search.page(size, place, is_backward=backward):
        yield page
        place = page[0 if backward else -1].place


@cache
def _read(store: Store) -> Mapping[str, Sequence[Sequence[str]]]:
    """The words of the title and of each text of all that can be found."""
    (label,) = catalogue(store)
    return {
        entry.iri: [words_of(entry.title), *(words_of(each.text) for each in entry.texts)]
        for entry in entries_of(store, label.current)
    }


_TYPED = st.lists(
    st.one_of(
        st.sampled_from(_WORDS),
        st.sampled_from(_WORDS).map(lambda word: f"{word}*"),
        st.lists(st.sampled_from(_WORDS), min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
        st.sampled_from(
            ['"infusion related"', "mg/m2", "of the", "5.1", "AND", "NOT", "NEAR(", "title:", '"', "*", "^", "🙂"]
        ),
        st.text(max_size=8),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@settings(deadline=None, max_examples=80)
@given(typed=_TYPED)
def test_what_has_all_phrases_is_found_and_nothing_else(store: Store, index: Index, typed: str) -> None:
    try:
        phrases = phrases_of(typed)
    except QueryError:
        return
    wanted = {
        iri
        for iri, texts in _read(store).items()
        if all(any(any(True for _ in phrase.places(text)) for text in texts) for phrase in phrases)
    }
    search = Search.of(index, typed)
    assert {hit.iri for hit in search.page(10_000)} == wanted
    assert search.count() == len(wanted)


@settings(deadline=None, max_examples=40)
@given(typed=st.sampled_from(_WORDS), size=st.integers(1, 40), backward=st.booleans())
def test_walking_gives_each_hit_once(index: Index, typed: str, size: int, *, backward: bool) -> None:
    search = Search.of(index, f'"{typed}"')
    every = search.page(10_000)
    assert len({(hit.version, hit.iri) for hit in every}) == len(every)
    assert [hit.score for hit in every] == sorted((hit.score for hit in every), reverse=True)
    pages = list(_pages(search, size, backward=backward))
    assert [hit for page in (reversed(pages) if backward else pages) for hit in page] == every


@settings(deadline=None, max_examples=60)
@given(typed=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=2).map(" ".join))
def test_the_marked_characters_are_the_words(index: Index, typed: str) -> None:
    phrases = {phrase.words for phrase in phrases_of(typed)}
    document = LABEL.read_text(encoding="utf-8")
    for hit in Search.of(index, typed).page(20):
        shown = hit.snippet
        assert document[shown.start : shown.end] == shown.text
        marked = [tuple(words_of(shown.text[one.start : one.end])) for one in shown.highlights]
        assert set(marked) <= phrases
        assert shown.highlights == tuple(sorted(shown.highlights))


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("nylon filter", "material", ["filters", "nylon"]),
        ("embryo-fetal toxicity", "warning", ["embryo-fetal", "toxicity"]),
        ("hepat*", "warning", ["hepatotoxicity"]),
        ("1.8 mg/m²", "dose", ["1.8", "mg/m2"]),
    ],
)
def test_hits_show_the_words_of_the_label(index: Index, typed: str, kind: str, words: list[str]) -> None:
    found = [hit.snippet for hit in Search.of(index, typed, kinds=[kind]).page(20)]
    marked = [[shown.text[one.start : one.end] for one in shown.highlights] for shown in found]
    folded = [[words_of(one) for one in some] for some in marked]
    assert [words_of(one) for one in words] in [some[: len(words)] for some in folded], marked


def test_hits_are_counted_by_kind_and_label(store: Store, index: Index) -> None:
    (label,) = catalogue(store)
    search = Search.of(index, "platelets")
    kinds = dict(search.facets("kind"))
    assert sum(kinds.values()) == search.count() == len(search.page(1_000)) == 15
    assert search.facets("label") == [(label.label, search.count())]
    assert list(kinds.values()) == sorted(kinds.values(), reverse=True)
    rules = Search.of(index, "platelets", kinds=["dose_rule", "section"], label=label.label)
    assert rules.count() == kinds["dose_rule"] + kinds["section"]
    assert Search.of(index, "platelets", label="https://example.org/none").count() == 0
    assert Search.of(index, "platelets", kinds=[]).count() == 0


def test_a_page_goes_on_where_the_hit_of_its_cursor_is_gone(index: Index) -> None:
    search = Search.of(index, "platelets")
    every = search.page(1_000)
    gone = Place(version=every[3].version, iri="https://example.org/gone", score=every[3].score)
    assert search.page(1_000, gone) in [every[at:] for at in range(1, 5)]


def test_a_search_past_its_time_is_stopped(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.search.search._STEPS", 1)
    with pytest.raises(QueryTimeoutError, match="ran past 0 seconds"):
        Search.of(index, "the", seconds=0).page(10)


def test_an_unknown_kind_is_refused(index: Index) -> None:
    with pytest.raises(QueryError, match="there is no kind 'doses'; expected one of section, product"):
        Search.of(index, "the", kinds=["doses"])


@pytest.mark.shared
def test_words_of_real_labels_are_found(shared: Path, tmp_path: Path) -> None:
    files = [shared / "labels/openfda" / name for name in ("besponsa.BLA761040.json", "kadcyla.BLA125427.json")]
    taken = list(ingest_files(sources_of(files), tmp_path / "graph", Limits(processes=2, seconds=300.0)))
    assert len(taken) == 2
    store = open_read_only(tmp_path / "graph")
    index = Index.of(store, tmp_path / "graph")
    assert index.bring_in_step(store) == 0
    named = {entry.label: entry.name for entry in catalogue(store)}

    def found(typed: str, *kinds: str) -> set[tuple[str | None, str]]:
        return {(named[hit.label], hit.kind) for hit in Search.of(index, typed, kinds=kinds or None).page(1_000)}

    assert found("HER2 positive", "indication") == {("KADCYLA", "indication")}
    assert found("CD22") == {("Besponsa", "section"), ("Besponsa", "setting"), ("Besponsa", "rate")}
    assert found("in-line filter 0.2") == {("KADCYLA", "section"), ("KADCYLA", "material")}
    both = {
        ("Besponsa", "warning"),
        ("Besponsa", "boxed_warning"),
        ("KADCYLA", "warning"),
        ("KADCYLA", "boxed_warning"),
    }
    assert found("hepatotoxicity", "warning", "boxed_warning") == both
    assert found("mg/m²", "dose") == {("Besponsa", "dose")}
