"""Patterns: the small language in which they are written (pattern.lark), and how one matches tokens.

A pattern is a row of parts. From a token on, each part tells the places where it can end, the preferred first: a gap as
short, a phrase as long, and an optional part as present as the rest allows. The whole pattern takes the farthest end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Protocol

from lark import Lark, Token, Transformer, v_args

from ingest.view import View, lower_words
from kg.errors import KnowledgeError

LONGEST_PHRASE = 12
_GRAMMAR = Path(__file__).with_name("pattern.lark")
_CLAUSE_ENDS = frozenset({";"})


@dataclass(frozen=True, slots=True)
class Bound:
    """Tokens that words (`slot` is None) or a slot of a pattern matched, counted among the seen tokens of a sentence."""

    slot: str | None
    start: int
    end: int


Bounds = tuple[Bound, ...]
Ways = Mapping[int, Bounds]
"""The tokens before which a part can end, the preferred first, with what it then has bound."""


class Part(Protocol):
    """A part of a pattern."""

    def ways(self, view: View, at: int) -> Ways:
        """The ends of this part when it begins at a token."""

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of words and types: a sentence that has no member of one of them cannot match."""

    @property
    def openers(self) -> frozenset[str] | None:
        """The words and types that the first token can have; None if it can be any token."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words as written, in any letter case. They may be those of one token of several words, or of several tokens."""

    words: tuple[str, ...]

    def ways(self, view: View, at: int) -> Ways:
        matched, end = 0, at
        while matched < len(self.words) and end < len(view):
            words = view.words[end]
            if self.words[matched : matched + len(words)] != words:
                return {}
            matched, end = matched + len(words), end + 1
        return {end: (Bound(None, at, end),)} if matched == len(self.words) else {}

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset([word]) for word in self.words)

    @property
    def openers(self) -> frozenset[str] | None:
        return frozenset(self.words[:1])


@dataclass(frozen=True, slots=True)
class Row:
    """Parts one after the other."""

    parts: tuple[Part, ...]

    def ways(self, view: View, at: int) -> Ways:
        found: dict[int, Bounds] = {at: ()}
        for part in self.parts:
            further: dict[int, Bounds] = {}
            for middle, bounds in found.items():
                for end, more in part.ways(view, middle).items():
                    further.setdefault(end, bounds + more)
            found = further
        return found

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return tuple(needed for part in self.parts for needed in part.needs)

    @property
    def openers(self) -> frozenset[str] | None:
        openers: list[frozenset[str] | None] = []
        for part in self.parts:
            openers.append(part.openers)
            if not (isinstance(part, Repeated) or (isinstance(part, Choice) and part.is_optional)):
                break
        return _union(openers)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several rows; none of them, if it is optional."""

    rows: tuple[Row, ...]
    is_optional: bool

    def ways(self, view: View, at: int) -> Ways:
        found: dict[int, Bounds] = {}
        for row in self.rows:
            for end, bounds in row.ways(view, at).items():
                found.setdefault(end, bounds)
        if self.is_optional:
            found.setdefault(at, ())
        return found

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        firsts = [row.needs[:1] for row in self.rows]
        if self.is_optional or not all(firsts):
            return ()
        return (frozenset[str]().union(*(needed for first in firsts for needed in first)),)

    @property
    def openers(self) -> frozenset[str] | None:
        return _union(row.openers for row in self.rows)


@dataclass(frozen=True, slots=True)
class Repeated:
    """One of several rows, any number of times."""

    once: Choice

    def ways(self, view: View, at: int) -> Ways:
        found: dict[int, Bounds] = {at: ()}
        reached = [at]
        while reached:
            middle = reached.pop()
            for end, bounds in self.once.ways(view, middle).items():
                if end not in found:
                    found[end] = found[middle] + bounds
                    reached.append(end)
        return dict(sorted(found.items(), reverse=True))

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return ()

    @property
    def openers(self) -> frozenset[str] | None:
        return self.once.openers


@dataclass(frozen=True, slots=True)
class Named:
    """A slot that takes what a phrase matches."""

    slot: str
    phrase: Choice

    def ways(self, view: View, at: int) -> Ways:
        return {end: (Bound(self.slot, at, end),) for end in self.phrase.ways(view, at)}

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return self.phrase.needs

    @property
    def openers(self) -> frozenset[str] | None:
        return self.phrase.openers


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many tokens that are passed over, none of them a semicolon."""

    limit: int

    def ways(self, view: View, at: int) -> Ways:
        return dict.fromkeys(range(at, _clause_end(view, at, self.limit) + 1), ())

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return ()

    @property
    def openers(self) -> frozenset[str] | None:
        return None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A slot of one to `limit` tokens, none of them a semicolon."""

    slot: str
    limit: int

    def ways(self, view: View, at: int) -> Ways:
        return {end: (Bound(self.slot, at, end),) for end in range(_clause_end(view, at, self.limit), at, -1)}

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return ()

    @property
    def openers(self) -> frozenset[str] | None:
        return None


@dataclass(frozen=True, slots=True)
class Typed:
    """One token of a type, a quantity or a term; it fills a slot if it has a name."""

    slot: str | None
    types: frozenset[str]

    def ways(self, view: View, at: int) -> Ways:
        is_typed = at < len(view) and view.types[at] in self.types
        return {at + 1: (Bound(self.slot, at, at + 1),)} if is_typed else {}

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return (self.types,)

    @property
    def openers(self) -> frozenset[str] | None:
        return self.types


def parse(text: str, phrases: Mapping[str, Choice] | None = None) -> Row:
    """The pattern that a text writes, with phrases that it may name.

    Raises lark.UnexpectedInput if it is malformed, `KnowledgeError` if it names a phrase that there is not.

    >>> parse("[to] obtain ...3 {concentration:CONCENTRATION}").needs
    (frozenset({'obtain'}), frozenset({'CONCENTRATION'}))
    """
    known = phrases or {}
    tree = _parser().parse(text)
    for name in tree.scan_values(lambda token: isinstance(token, Token) and token.type == "REFERENCE"):
        if name.strip("<>") not in known:
            raise KnowledgeError(
                f"there is no phrase {name}", expected=", ".join(known) or "no phrase before the first"
            )
    row: Row = _Parts(known).transform(tree)
    return row


@v_args(inline=True)
class _Parts(Transformer[Token, Row]):
    """The callbacks of the grammar."""

    def __init__(self, phrases: Mapping[str, Choice]):
        super().__init__()
        self._phrases = phrases

    def start(self, row: Row) -> Row:
        return row

    def sequence(self, *parts: Part) -> Row:
        return Row(tuple(_with_words_joined(parts)))

    def words(self, token: Token) -> Words:
        return Words(lower_words(token.strip('"')))

    def one_of(self, *rows: Row) -> Choice:
        return Choice(rows, is_optional=False)

    def optional(self, *rows: Row) -> Choice:
        return Choice(rows, is_optional=True)

    def repeated(self, *rows: Row) -> Repeated:
        return Repeated(Choice(rows, is_optional=False))

    def reference(self, name: Token) -> Choice:
        return self._phrases[name.strip("<>")]

    def named(self, slot: Token, name: Token) -> Named:
        return Named(str(slot), self.reference(name))

    def gap(self, token: Token) -> Gap:
        return Gap(int(token.removeprefix("...")))

    def typed(self, *names: Token) -> Typed:
        return Typed(_slot_name(names), _types(names))

    def phrase(self, name: Token, bound: Token | None = None) -> Phrase:
        return Phrase(str(name), int(bound.removeprefix("<=")) if bound is not None else LONGEST_PHRASE)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR.read_text(encoding="utf-8"), parser="lalr", maybe_placeholders=False)


def _with_words_joined(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with words that follow one another as one, so that one token may hold several of them."""
    for are_words, run in groupby(parts, key=lambda part: isinstance(part, Words)):
        if are_words:
            yield Words(tuple(word for part in run if isinstance(part, Words) for word in part.words))
        else:
            yield from run


def _union(openers: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found = list(openers)
    known = [each for each in found if each is not None]
    return frozenset[str]().union(*known) if len(known) == len(found) else None


def _slot_name(names: tuple[Token, ...]) -> str | None:
    return next((str(name) for name in names if name.type == "NAME"), None)


def _types(names: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(str(name) for name in names if name.type == "TYPE")


def _clause_end(view: View, at: int, limit: int) -> int:
    """The token before which at most `limit` tokens end, and before the first semicolon."""
    end = at
    while end < min(at + limit, len(view)) and view.words[end][0] not in _CLAUSE_ENDS:
        end += 1
    return end
