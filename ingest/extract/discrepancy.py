"""Where a guide and the numbered sections say nearly the same with a difference that matters.

What matters: how strongly something is said (may, should, must), a negation, a bound ("at least"), a number or unit, and
an adverb that qualifies ("slightly"). How a bound is written, letter case, brackets, references and word order do not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.passages import Passage
from ingest.quantity import Quantity
from ingest.reading import Reading
from ingest.tokens import CROSS_REFERENCE, quantity_of
from ingest.wording import shared_of_all, telling_words, without_references
from kg.codes import Comparison, Form
from kg.facts import Discrepancy
from kg.locator import Span

_NEAR = 0.6
"""The share of all telling words that two sentences have in common from which on they are taken to say the same."""
_SAME_TOPIC = 0.2
"""The same where both state one quantity about one rare word, with another bound."""
_RARE = 6
"""A word that stands in at most so many sentences is about a topic of its own."""
_SHORTEST = 6
"""Sentences of fewer words are not compared."""
_LONGEST = 3
"""A longer stretch of differing words is another statement, not another way to say the same."""

_MODALITY = {
    **dict.fromkeys(("may", "might", "can", "could"), "may"),
    **dict.fromkeys(("should",), "should"),
    **dict.fromkeys(("must", "shall"), "must"),
}
_NEGATIONS = frozenset({"not", "no", "never", "without", "cannot", "against", "avoid"})
_QUALIFYING = frozenset(
    {"slightly", "essentially", "approximately", "closely", "immediately", "promptly", "permanently", "temporarily"}
    | {"rarely", "only", "mildly", "moderately", "severely", "markedly", "strictly", "always", "usually", "generally"}
)
_SIGNS = re.compile(r"[^\w]+")
_ENDINGS = re.compile(r"(?:ing|ed|es|s|e)$")


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its passage, its telling words and its word stems."""

    passage: Passage
    tokens: TokenSpan
    telling: frozenset[str]

    @cached_property
    def words(self) -> list[tuple[str, Token]]:
        """Its words in small letters without brackets and references, each with its token."""
        tokens = (token for token in self.tokens if token.ent_type_ != CROSS_REFERENCE)
        found = ((_SIGNS.sub("", word), token) for token in tokens for word in token.lower_.split())
        return [(word, token) for word, token in found if word]

    @cached_property
    def quantities(self) -> list[tuple[Quantity, Token]]:
        found = ((quantity_of(token), token) for token in self.tokens)
        return [(quantity, token) for quantity, token in found if quantity is not None]


@dataclass(frozen=True, slots=True)
class _Difference:
    """What of the guide's sentence and of the other differs, and the numbers among it."""

    kind: str
    words: str
    other_words: str
    values: tuple[Span, ...] = ()


def extract(reading: Reading) -> Iterator[Discrepancy]:
    """One per difference between a sentence of the guide and the sentence of sections 1 to 17 that says it too."""
    guide = list(_sentences(reading, Part.GUIDE))
    if not guide:
        return
    full = list(_sentences(reading, Part.FULL))
    found: set[tuple[str, str]] = set()
    index = _index(full)
    for sentence in guide:
        for other, differences in _differing(sentence, full, index):
            for difference in differences:
                pair = (difference.words.casefold(), difference.other_words.casefold())
                if pair not in found:
                    found.add(pair)
                    yield _discrepancy(sentence, other, difference)


def _discrepancy(sentence: _Sentence, other: _Sentence, difference: _Difference) -> Discrepancy:
    return Discrepancy(
        evidence=(sentence.passage.evidence(_worded(sentence)), other.passage.evidence(_worded(other))),
        values=difference.values,
        read_by=f"discrepancy.{difference.kind}",
        form=Form.SENTENCE,
        words=difference.words,
        other_words=difference.other_words,
    )


def _worded(sentence: _Sentence) -> TokenSpan:
    """A sentence from its first word on, without a bullet."""
    tokens = sentence.tokens
    return tokens.doc[sentence.words[0][1].i : tokens.end] if sentence.words else tokens


def _sentences(reading: Reading, part: Part) -> Iterator[_Sentence]:
    """The sentences of a part that are long enough to say something, those of the cells too."""
    for passage in (*reading.passages, *reading.cells):
        if passage.part is not part or len(passage.text.text.split()) < _SHORTEST:
            continue
        for tokens in passage.sentences:
            text = tokens.text
            if len(text.split()) >= _SHORTEST:
                yield _Sentence(passage, tokens, _stems(telling_words(without_references(text))))


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_ENDINGS.sub("", word) if len(word) > 5 else word for word in words)


def _index(sentences: Sequence[_Sentence]) -> Mapping[str, list[int]]:
    """The places of the sentences that have a word, by word."""
    index: dict[str, list[int]] = {}
    for place, sentence in enumerate(sentences):
        for word in sentence.telling:
            index.setdefault(word, []).append(place)
    return index


def _differing(
    sentence: _Sentence, full: Sequence[_Sentence], index: Mapping[str, list[int]]
) -> Iterator[tuple[_Sentence, list[_Difference]]]:
    """The sentence most like one of the guide with its differences, and those that bound the same quantity otherwise."""
    shared = Counter(place for word in sentence.telling for place in index.get(word, ()))
    most = max(
        (
            (shared_of_all(sentence.telling, full[place].telling), place)
            for place, count in shared.most_common(8)
            if count > 2
        ),
        default=(0.0, 0),
    )
    best = full[most[1]] if most[0] >= _NEAR else None
    if best is not None:
        yield best, [*_of_words(sentence, best), *_of_quantities(sentence, best)]
    if sentence.quantities:
        rare = {word for word in sentence.telling if word.isalpha() and len(index.get(word, ())) <= _RARE}
        for place in sorted({place for word in rare for place in index.get(word, ())}):
            other = full[place]
            if other is not best and shared_of_all(sentence.telling, other.telling) >= _SAME_TOPIC:
                yield other, list(_of_missing_bounds(sentence, other))


def _of_words(one: _Sentence, other: _Sentence) -> Iterator[_Difference]:
    """Differences of modality, negation and qualifying adverbs between two sentences that are nearly the same."""
    words, others = [word for word, _ in one.words], [word for word, _ in other.words]
    only_said, only_other_said = Counter(words) - Counter(others), Counter(others) - Counter(words)
    for tag, start, end, from_, to in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag == "equal" or max(end - start, to - from_) > _LONGEST:
            continue
        here, there = set(words[start:end]) & only_said.keys(), set(others[from_:to]) & only_other_said.keys()
        kind = _kind(here, there)
        if kind is not None:
            yield _Difference(kind, _around(one, start, end, kind), _around(other, from_, to, kind))


def _kind(here: set[str], there: set[str]) -> str | None:
    strength, other_strength = ({_MODALITY[word] for word in words & _MODALITY.keys()} for words in (here, there))
    if strength and other_strength and strength != other_strength:
        return "modality"
    if bool(here & _NEGATIONS) != bool(there & _NEGATIONS):
        return "negation"
    if here & _QUALIFYING != there & _QUALIFYING:
        return "adverb"
    return None


def _around(sentence: _Sentence, start: int, end: int, kind: str) -> str:
    """The differing words as printed, with the word before and after where the difference is a missing word."""
    if kind != "modality":
        start, end = max(0, start - 1), min(len(sentence.words), end + 1)
    tokens = [token for _, token in sentence.words[start:end]]
    return " ".join(sentence.tokens.doc[tokens[0].i : tokens[-1].i + 1].text.split()) if tokens else ""


def _of_quantities(one: _Sentence, other: _Sentence) -> Iterator[_Difference]:
    """Another bound of the same quantity, or another number where each sentence has one of its kind that the other lacks."""
    yield from _of_bounds(one, other)
    for dimension in sorted({quantity.dimension for quantity, _ in one.quantities}):
        here = _lacking(one, other, dimension)
        there = _lacking(other, one, dimension)
        if len(here) == len(there) == 1:
            yield _difference("number", one, here[0], other, there[0])


def _of_missing_bounds(one: _Sentence, other: _Sentence) -> Iterator[_Difference]:
    """The same amount that only one of two sentences bounds: "2 months" and "at least 2 months"."""
    for quantity, token in one.quantities:
        bounds = [
            (_bound(found, place), place) for found, place in other.quantities if _amount(found) == _amount(quantity)
        ]
        bound = _bound(quantity, token)
        if quantity.unit is not None and bounds and all((found is None) != (bound is None) for found, _ in bounds):
            yield _difference("bound", one, token, other, bounds[0][1])


def _of_bounds(one: _Sentence, other: _Sentence) -> Iterator[_Difference]:
    """The same amount that two sentences bound differently."""
    for quantity, token in one.quantities:
        bounds = [
            (_bound(found, place), place) for found, place in other.quantities if _amount(found) == _amount(quantity)
        ]
        if quantity.unit is not None and bounds and all(found != _bound(quantity, token) for found, _ in bounds):
            yield _difference("bound", one, token, other, bounds[0][1])


def _bound(quantity: Quantity, token: Token) -> Comparison | None:
    """How a quantity is bounded, where the words before it do it too: "by 8 hours", "at least 5 and 8 months"."""
    if quantity.comparison is not None or token.i == 0:
        return quantity.comparison
    before = token.nbor(-1)
    if before.lower_ in {"by", "within"}:
        return Comparison.AT_MOST
    first = quantity_of(token.nbor(-2)) if before.lower_ in {"and", "or"} and token.i > 1 else None
    return first.comparison if first is not None else None


def _lacking(one: _Sentence, other: _Sentence, dimension: str) -> list[Token]:
    """The quantities of a dimension in one sentence whose amount the other does not state."""
    amounts = {_amount(quantity) for quantity, _ in other.quantities}
    return [
        token
        for quantity, token in one.quantities
        if quantity.dimension == dimension and _amount(quantity) not in amounts
    ]


def _amount(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.high, quantity.unit, quantity.relative_to


def _difference(kind: str, one: _Sentence, token: Token, other: _Sentence, other_token: Token) -> _Difference:
    spans = tuple(
        sentence.passage.text.span(found.idx, found.idx + len(found.text))
        for sentence, found in ((one, token), (other, other_token))
    )
    return _Difference(kind, token.text, other_token.text, spans)
