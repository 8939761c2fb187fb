"""Patterns over tokens, read from `patterns/*.toml`, each with sentences that it accepts and rejects.

The language of the patterns is `pattern.lark`; `docs/knowledge.md` explains it to those who write them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lark.exceptions import UnexpectedInput
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.parts import Bounds, Choice, Row
from ingest.pattern import PatternParser
from ingest.tokens import tokenize
from ingest.view import View
from kg.errors import KnowledgeError

_FOLDER = Path(__file__).parent
_PHRASES = "phrase"
"""The file of the phrases that patterns name."""
_KEYS = {"id", "match", "accepts", "rejects", "gives"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """An entry of a pattern file. `gives` holds codes that a match stands for, such as {"advice": "avoid"}."""

    id: str
    match: tuple[str, ...]
    accepts: tuple[Mapping[str, object], ...]
    rejects: tuple[str, ...]
    gives: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Tokens that a pattern matched, and the tokens in each of its slots.

    `explained` are the stretches that its words and slots matched: `tokens` without what gaps passed over. They are what
    `ingest.context.unexplained` asks for.
    """

    pattern: Pattern
    tokens: TokenSpan
    slots: Mapping[str, TokenSpan]
    explained: tuple[TokenSpan, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a pattern, with what a sentence and the first token must have for it (`Part.needs`, `.openers`)."""

    row: Row
    needs: tuple[frozenset[str], ...]
    openers: frozenset[str] | None

    @property
    def cues(self) -> frozenset[str] | None:
        """The fewest, longest words and types of which a sentence must have one; None where any sentence may match."""
        known = self.needs if self.openers is None else (*self.needs, self.openers)
        return min(known, key=lambda words: (len(words), -min(map(len, words))), default=None)

    def candidates(self, view: View) -> Iterator[tuple[int, int, Bounds]]:
        """For each token at which a match begins, the farthest end of one."""
        if any(needed.isdisjoint(view.vocabulary) for needed in self.needs):
            return
        for start in view.starts(self.openers):
            found = self.longest(view, start)
            if found is not None:
                yield start, *found

    def longest(self, view: View, start: int) -> tuple[int, Bounds] | None:
        """The farthest end of a match that begins at a word; it does not end within a token."""
        ways = self.row.ways(view, start)
        end = max(filter(view.is_between_tokens, ways), default=start)
        return (end, ways[end]) if end > start else None


class PatternSet:
    """The patterns of a file, parsed."""

    def __init__(self, name: str, entries: Sequence[Pattern], forms: Mapping[str, tuple[Form, ...]]):
        self.name = name
        self.entries = tuple(entries)
        self._forms = forms
        self._cued: dict[str, list[int]] = {}
        self._uncued: set[int] = set()
        for place, entry in enumerate(self.entries):
            for form in forms[entry.id]:
                if form.cues is None:
                    self._uncued.add(place)
                for cue in form.cues or ():
                    self._cued.setdefault(cue, []).append(place)

    def forms(self, entry: Pattern) -> tuple[Form, ...]:
        """The ways in which an entry is written, parsed, in their order."""
        return self._forms[entry.id]

    def giving(self, part: str) -> "PatternSet":
        """The patterns among these that give a part; `KnowledgeError` where none does."""
        chosen = [entry for entry in self.entries if entry.gives.get("part") == part]
        if not chosen:
            raise KnowledgeError(f"no entry gives the part {part!r}", where=f"patterns/{self.name}.toml")
        return PatternSet(self.name, chosen, self._forms)

    def find(self, sentence: TokenSpan | Doc) -> Iterator[Match]:
        """The matches in a sentence, from left to right; of overlapping matches of one pattern the longest."""
        view = View.of(sentence)
        found = [match for entry in self._possible(view) for match in self.matches(entry, view)]
        return iter(sorted(found, key=lambda match: (match.tokens.start, -match.tokens.end)))

    def outermost(self, sentence: TokenSpan | Doc) -> list[Match]:
        """The matches in a sentence of which none overlaps the one before it."""
        kept = list[Match]()
        for match in self.find(sentence):
            if not kept or match.tokens.start >= kept[-1].tokens.end:
                kept.append(match)
        return kept

    def first(self, sentence: TokenSpan | Doc) -> Match | None:
        """The first match in a sentence, the longest of those that begin there."""
        return next(self.find(sentence), None)

    def opening(self, sentence: TokenSpan | Doc) -> Match | None:
        """The longest match that begins with the first word of a sentence."""
        view = View.of(sentence)
        ways = [(entry, form.longest(view, 0)) for entry in self._possible(view) for form in self._forms[entry.id]]
        found = [(way[0], entry, way[1]) for entry, way in ways if way is not None]
        if not found:
            return None
        end, entry, bounds = max(found, key=lambda one: one[0])
        return _match(entry, view, 0, end, bounds)

    def before(self, words: TokenSpan) -> TokenSpan:
        """The words in front of the first match; all of them if there is none."""
        found = self.first(words)
        return words if found is None else words.doc[words.start : found.tokens.start]

    def takes_all(self, sentence: TokenSpan | Doc) -> bool:
        """Whether a match has all words of a sentence."""
        found = self.opening(sentence)
        return found is not None and found.tokens[-1].i == View.of(sentence).tokens[-1].i

    def _possible(self, view: View) -> Iterator[Pattern]:
        """The entries that a sentence's words do not rule out, in their order."""
        cued = (self._cued[cue] for cue in view.vocabulary & self._cued.keys())
        return (self.entries[place] for place in sorted(self._uncued.union(*cued)))

    def matches(self, entry: Pattern, view: View) -> Iterator[Match]:
        """The matches of an entry, the longest first, none overlapping another."""
        taken: set[int] = set()
        candidates = (found for form in self._forms[entry.id] for found in form.candidates(view))
        for start, end, bounds in sorted(candidates, key=lambda found: found[0] - found[1]):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield _match(entry, view, start, end, bounds)


def _match(entry: Pattern, view: View, start: int, end: int, bounds: Bounds) -> Match:
    places: dict[str, list[int]] = {}
    for bound in bounds:
        if bound.slot is not None:
            places.setdefault(bound.slot, []).extend((bound.start, bound.end))
    return Match(
        pattern=entry,
        tokens=view.span(start, end),
        slots={name: view.span(min(ends), max(ends)) for name, ends in places.items()},
        explained=tuple(view.span(bound.start, bound.end) for bound in bounds),
    )


@cache
def patterns(name: str, part: str | None = None) -> PatternSet:
    """The patterns of `patterns/NAME.toml`, or those of them that give a `part`; see `load`."""
    if part is None:
        return load(_FOLDER / "patterns" / f"{name}.toml")
    return patterns(name).giving(part)


def load(path: Path) -> PatternSet:
    """The patterns of a file. Whether they hold their own examples is asked by `check_examples`, in the tests.

    Raises `KnowledgeError`, naming file and entry, if the file is missing, two entries have one id or an entry is
    malformed or lacks examples.
    """
    return pattern_set(path.stem, _entries(path))


def pattern_set(name: str, entries: Sequence[Pattern]) -> PatternSet:
    """Entries with their patterns parsed; `KnowledgeError` where one is malformed."""
    rows = {entry.id: _parsed(name, entry, _language()) for entry in entries}
    forms = {of: tuple(Form(row, row.needs, row.openers) for row in some) for of, some in rows.items()}
    return PatternSet(name, entries, forms)


@cache
def _language() -> PatternParser:
    """What reads patterns, with the phrases that they may name: those of `patterns/phrase.toml`, each may name those before."""
    phrases = dict[str, Choice]()
    parser = PatternParser(phrases)
    for entry in _entries(_FOLDER / "patterns" / f"{_PHRASES}.toml"):
        phrases[entry.id] = Choice(tuple(_parsed(_PHRASES, entry, parser)), is_optional=False)
    return parser


def _entries(path: Path) -> Sequence[Pattern]:
    """The entries of a file, each with an id of its own."""
    if not path.is_file():
        raise KnowledgeError("no such pattern file", where=str(path), remedy="add it with at least one [[pattern]]")
    entries = [_entry(path, entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", [])]
    ids = [entry.id for entry in entries]
    if repeated := sorted({name for name in ids if ids.count(name) > 1}):
        raise KnowledgeError(f"two entries have the id {repeated[0]!r}", where=f"patterns/{path.name}")
    return entries


def check_examples(found: PatternSet) -> None:
    """Hold each entry to its own examples: raises `KnowledgeError` naming the entry and the example that fails."""
    for entry in found.entries:
        where = f"patterns/{found.name}.toml: {entry.id}"
        for example in entry.accepts:
            slots = _example_slots(found, entry, str(example["text"]))
            wanted = {name: value for name, value in example.items() if name != "text"}
            if wanted not in [{name: slot.get(name) for name in wanted} for slot in slots]:
                raise KnowledgeError(
                    f"{example['text']!r} gives {slots or 'no match'}", where=where, expected=f"a match with {wanted}"
                )
        for text in entry.rejects:
            if _example_slots(found, entry, text):
                raise KnowledgeError(f"{text!r} is matched", where=where, expected="no match of a rejected example")


def unreached(found: PatternSet) -> Iterator[str]:
    """The ways to write a pattern that none of its accepted examples takes, each with its entry."""
    for entry in found.entries:
        views = [View.of(sentence) for example in entry.accepts for sentence in tokenize(str(example["text"])).sents]
        for text, form in zip(entry.match, found.forms(entry), strict=True):
            if not any(any(form.candidates(view)) for view in views):
                yield f"patterns/{found.name}.toml: {entry.id}: no accepted example reaches {text!r}"


def _example_slots(found: PatternSet, entry: Pattern, text: str) -> list[dict[str, str]]:
    return [
        {name: tokens.text for name, tokens in match.slots.items()}
        for sentence in tokenize(text).sents
        for match in found.matches(entry, View.of(sentence))
    ]


def _entry(path: Path, entry: Mapping[str, object]) -> Pattern:
    where = f"patterns/{path.name}: {entry.get('id', 'an entry without id')}"
    if not {"id", "match", "accepts", "rejects"} <= set(entry) <= _KEYS:
        raise KnowledgeError(
            f"the entry has the keys {', '.join(sorted(entry))}", where=where, expected="id, match, accepts and rejects"
        )
    match, accepts, rejects, gives = entry["match"], entry["accepts"], entry["rejects"], entry.get("gives", {})
    if not (
        isinstance(match, list) and isinstance(accepts, list) and isinstance(rejects, list) and isinstance(gives, dict)
    ):
        raise KnowledgeError("a key holds the wrong kind of value", where=where, expected="lists, and a table in gives")
    if not (match and accepts and rejects):
        raise KnowledgeError("match, accepts or rejects is empty", where=where, expected="at least one of each")
    examples = tuple(example if isinstance(example, dict) else {"text": example} for example in accepts)
    return Pattern(id=str(entry["id"]), match=tuple(match), accepts=examples, rejects=tuple(rejects), gives=gives)


def _parsed(name: str, entry: Pattern, parser: PatternParser) -> Iterator[Row]:
    """The ways in which an entry is written."""
    for text in entry.match:
        try:
            yield parser.parse(text)
        except (UnexpectedInput, KnowledgeError) as problem:
            raise KnowledgeError(
                f"{text!r} is not a pattern: {problem}",
                where=f"patterns/{name}.toml: {entry.id}",
                remedy="see docs/knowledge.md",
            ) from problem
