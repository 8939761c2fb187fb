"""Patterns: the small language in which they are written (pattern.lark), read into the parts that match."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from lark import Lark, Token, Transformer, v_args

from ingest.parts import Choice, Gap, Named, Part, Phrase, Repeated, Row, Typed, Words
from ingest.view import lower_words
from kg.errors import KnowledgeError

LONGEST_PHRASE = 12
_GRAMMAR = Path(__file__).with_name("pattern.lark")


class PatternParser:
    """Reads patterns that may name some phrases, among them those that are added to these later.

    >>> PatternParser({}).parse("[to] obtain ...3 {concentration:CONCENTRATION}").needs
    (frozenset({'obtain'}), frozenset({'CONCENTRATION'}))
    """

    def __init__(self, phrases: Mapping[str, Choice]):
        grammar = _GRAMMAR.read_text(encoding="utf-8")
        self._lark = Lark(grammar, parser="lalr", maybe_placeholders=False, transformer=_Parts(phrases))

    def parse(self, text: str) -> Row:
        """The pattern that a text writes.

        Raises lark.UnexpectedInput if it is malformed, `KnowledgeError` if it names a phrase that there is not.
        """
        row = self._lark.parse(text)
        assert isinstance(row, Row)  # noqa: S101 (for the type checker: the grammar's callbacks make rows)
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
        try:
            return self._phrases[name.strip("<>")]
        except KeyError:
            known = ", ".join(self._phrases) or "no phrase before the first"
            raise KnowledgeError(f"there is no phrase {name}", expected=known) from None

    def named(self, slot: Token, name: Token) -> Named:
        return Named(str(slot), self.reference(name))

    def gap(self, token: Token) -> Gap:
        return Gap(int(token.removeprefix("...")))

    def typed(self, *names: Token) -> Typed:
        return Typed(_slot_name(names), _types(names))

    def phrase(self, name: Token, bound: Token | None = None) -> Phrase:
        return Phrase(str(name), int(bound.removeprefix("<=")) if bound is not None else LONGEST_PHRASE)


def _with_words_joined(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with words that follow one another as one, so that one token may hold several of them."""
    for are_words, run in groupby(parts, key=lambda part: isinstance(part, Words)):
        if are_words:
            yield Words(tuple(word for part in run if isinstance(part, Words) for word in part.words))
        else:
            yield from run


def _slot_name(names: tuple[Token, ...]) -> str | None:
    return next((str(name) for name in names if name.type == "NAME"), None)


def _types(names: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(str(name) for name in names if name.type == "TYPE")
