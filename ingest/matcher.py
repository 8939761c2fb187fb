"""Patterns over tokens, read from `patterns/*.toml`, each with sentences that it accepts and rejects.

The language of the patterns is `pattern.lark`; `docs/knowledge.md` explains it to those who write them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import TypeAlias, cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, VisitError
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.tokens import tokenize, vocabulary
from kg.errors import KnowledgeError

_FOLDER = Path(__file__).parent
_LONGEST_PHRASE = 12
_KEYS = {"id", "match", "accepts", "rejects", "gives"}

Spec: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Step:
    """What one token, or a run of tokens, must be like, and the slot that it fills."""

    spec: tuple[tuple[str, object], ...]
    slot: str | None = None


_Sequence: TypeAlias = tuple[_Step, ...]


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
    """Tokens that a pattern matched, and the tokens in each of its slots."""

    pattern: Pattern
    tokens: TokenSpan
    slots: Mapping[str, TokenSpan]


class PatternSet:
    """The patterns of a file, compiled into one matcher."""

    def __init__(self, name: str, entries: Sequence[Pattern]):
        self.name = name
        self.entries = tuple(entries)
        self._sequences = {
            f"{entry.id}/{position}": (entry, steps)
            for entry in entries
            for position, steps in enumerate(_compiled(name, entry))
        }

    def find(self, sentence: TokenSpan | Doc) -> Iterator[Match]:
        """The matches in a sentence, from left to right; of overlapping matches of one pattern the longest."""
        taken: set[tuple[str, int]] = set()
        found: list[Match] = []
        for match in sorted(self._candidates(sentence), key=lambda match: (-len(match.tokens), -len(match.slots))):
            positions = {(match.pattern.id, token.i) for token in match.tokens}
            if not positions & taken:
                taken |= positions
                found.append(match)
        return iter(sorted(found, key=lambda match: (match.tokens.start, -match.tokens.end)))

    def _candidates(self, sentence: TokenSpan | Doc) -> Iterator[Match]:
        doc = sentence.doc if isinstance(sentence, TokenSpan) else sentence
        offset = sentence.start if isinstance(sentence, TokenSpan) else 0
        for found in self._matcher(sentence, with_alignments=True):
            key, start, end, alignment = cast("tuple[int, int, int, list[int]]", found)
            entry, steps = self._sequences[doc.vocab.strings[key]]
            tokens = doc[start + offset : end + offset]
            yield Match(pattern=entry, tokens=tokens, slots=_slots(steps, tokens, alignment))

    @cached_property
    def _matcher(self) -> Matcher:
        matcher = Matcher(vocabulary())
        for key, (_, steps) in self._sequences.items():
            matcher.add(key, [[dict(step.spec) for step in steps]], greedy="LONGEST")
        return matcher


def _slots(steps: _Sequence, tokens: TokenSpan, alignment: Sequence[int]) -> dict[str, TokenSpan]:
    places: dict[str, list[int]] = {}
    for position, step in enumerate(alignment[: len(tokens)]):
        if steps[step].slot:
            places.setdefault(str(steps[step].slot), []).append(tokens.start + position)
    return {name: tokens.doc[found[0] : found[-1] + 1] for name, found in places.items()}


@cache
def patterns(name: str) -> PatternSet:
    """The patterns of `patterns/NAME.toml`.

    Raises `KnowledgeError` if the file is missing, or an entry is malformed or fails its own examples.
    """
    path = _FOLDER / "patterns" / f"{name}.toml"
    if not path.is_file():
        raise KnowledgeError("no such pattern file", where=str(path), remedy="add it with at least one [[pattern]]")
    entries = [_entry(path, entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", [])]
    return PatternSet(name, entries)


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


def _example_slots(found: PatternSet, entry: Pattern, text: str) -> list[dict[str, str]]:
    return [
        {name: tokens.text for name, tokens in match.slots.items()}
        for sentence in tokenize(text).sents
        for match in found.find(sentence)
        if match.pattern is entry
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


def _compiled(name: str, entry: Pattern) -> tuple[_Sequence, ...]:
    sequences: list[_Sequence] = []
    for text in entry.match:
        try:
            sequences.extend(_Steps().transform(_parser().parse(text)))
        except (UnexpectedInput, VisitError) as problem:
            raise KnowledgeError(
                f"{text!r} is not a pattern: {problem}",
                where=f"patterns/{name}.toml: {entry.id}",
                remedy="see docs/knowledge.md",
            ) from problem
    return tuple(dict.fromkeys(sequence for sequence in sequences if sequence))


class _Steps(Transformer[Token, list[_Sequence]]):
    """Turns a parsed pattern into the sequences of steps that it stands for: every choice written out."""

    def start(self, items: list[list[_Sequence]]) -> list[_Sequence]:
        return [sum(choice, ()) for choice in product(*items)]

    sequence = start

    def words(self, words: list[Token]) -> list[_Sequence]:
        tokens = tokenize(" ".join(words))
        return [tuple(_Step((("LOWER", token.lower_),)) for token in tokens)]

    def one_of(self, choices: list[list[_Sequence]]) -> list[_Sequence]:
        sequences = [sequence for choice in choices for sequence in choice]
        if all(len(sequence) == 1 and _is_word(sequence[0]) for sequence in sequences):
            return [(_Step((("LOWER", _In(tuple(str(sequence[0].spec[0][1]) for sequence in sequences))),)),)]
        return sequences

    def optional(self, choices: list[list[_Sequence]]) -> list[_Sequence]:
        chosen = self.one_of(choices)
        if len(chosen) == 1 and len(chosen[0]) == 1 and "OP" not in dict(chosen[0][0].spec):
            return [(_Step((*chosen[0][0].spec, ("OP", "?")), chosen[0][0].slot),)]
        return [(), *chosen]

    def gap(self, gap: list[Token]) -> list[_Sequence]:
        return [(_Step((("LOWER", _NotIn((";",))), ("OP", f"{{0,{gap[0].removeprefix('...')}}}"))),)]

    def slot(self, parts: list[Token]) -> list[_Sequence]:
        types = tuple(str(part) for part in parts[1:])
        return [(_Step((("ENT_TYPE", _In(types)),), str(parts[0])),)]

    def phrase(self, parts: list[Token]) -> list[_Sequence]:
        most = int(parts[1].removeprefix("<=")) if len(parts) > 1 else _LONGEST_PHRASE
        return [(_Step((("LOWER", _NotIn((";",))), ("OP", f"{{1,{most}}}")), str(parts[0])),)]


def _is_word(step: _Step) -> bool:
    return step.slot is None and len(step.spec) == 1 and step.spec[0][0] == "LOWER" and isinstance(step.spec[0][1], str)


class _In(dict[str, list[str]]):
    """A choice of values in a token pattern, hashable so that equal sequences are compiled once."""

    def __init__(self, values: tuple[str, ...]):
        super().__init__({"IN": list(values)})

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self["IN"]))


class _NotIn(dict[str, list[str]]):
    """Values that a token must not have, hashable as `_In` is."""

    def __init__(self, values: tuple[str, ...]):
        super().__init__({"NOT_IN": list(values)})

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self["NOT_IN"]))


@cache
def _parser() -> Lark:
    return Lark((_FOLDER / "pattern.lark").read_text(encoding="utf-8"), parser="lalr")
