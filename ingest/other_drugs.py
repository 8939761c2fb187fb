"""The drugs taken with the product that a sentence names: a class of drugs, "drugs that ...", or what is used with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, PatternSet, patterns
from ingest.names import ProductName, is_product
from ingest.tokens import tokenize
from ingest.wording import is_bracketed, telling_words, without_references

_MARKS = " *\u2020\u2021\u2022"
_LIST = re.compile(r"/|(?:,[^,.;]*)*,\s*(?:and|or)\b")
"""What goes on with further drugs of a list."""
_BETWEEN = re.compile(r"\s*,\s*(?:(?:and/or|and|or)\s+)?|(?<!-)\s+(?:and/or|and|or|with)\s+")
"""What stands between the drugs of a list."""
_BY_COMMAS = re.compile(r"\s*,\s*(?:(?:and/or|and|or)\s+)?|\s+with\s+")
_LAST_COMMA = re.compile(r",\s*(?:and/or|and|or)\s")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_EXAMPLES = re.compile(
    r"\s*\((?:e\.?g\b|such as|for example)[^()]*\)(?=\s+(?:(?:or|and)\s+(?:strong|moderate|weak|induce|inhibit)|of\s+CYP))"
)
"""Examples in brackets within the name of a class."""
_AFTER = frozenset({"after", "following", "previously"})
_SHORTEST_LIST = 3
_LONGEST_DESCRIPTION, _LONGEST_NAME, _LONGEST_OF_LIST, _LONGEST_AVOIDED = 14, 8, 4, 3


class Use(StrEnum):
    """Which drugs a sentence may name by their use alone: any, those that somebody surely takes, or none."""

    ANY = "any"
    SURE = "sure"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDrug:
    """A drug or class of drugs as a sentence prints it.

    `is_subject`: the sentence is surely about it alone, whatever its heading names: it is the only one, and taken with the
    product.
    """

    name: str
    is_subject: bool


def other_drug(sentence: TokenSpan, product: ProductName | None, *, by_use: Use) -> OtherDrug | None:
    """The drugs that a sentence speaks of; what is merely used or given with the product counts as `by_use` says."""
    found = tuple(dict.fromkeys(_described(_without_examples(sentence), product)))
    described = [name for name in found if not any(name in other and name != other for other in found)]
    if described:
        return OtherDrug(name=described[0], is_subject=len(described) == 1)
    return next(_used(sentence, product, by_use), None) if by_use is not Use.NONE else None


def taken_drugs(words: TokenSpan, product: ProductName | None) -> tuple[str, ...]:
    """The drugs that a condition says are taken with the product: a class, what describes them, or each of a list."""
    is_with = _of("contraindicated-with").first(words.doc[: words.start]) is not None
    if not is_with and _of("together").first(words) is None:
        return ()
    described = other_drug(words, product, by_use=Use.NONE)
    if described is not None:
        return (described.name,)
    used = (found.tokens for found in _of("used").find(words) if not _is_past(found.tokens))
    behind = [words] if is_with else [words.doc[tokens.end : words.end] for tokens in used]
    return next((names for one in behind if (names := _listed(one, product))), ())


def listed_drugs(sentence: TokenSpan, product: ProductName | None) -> tuple[str, ...]:
    """Each drug of a list of more than two that a sentence advises on: "Avoid use of samplol, examplol, or testol"."""
    told = (sentence.doc[found.tokens.end : sentence.end].text for found in _of("used").find(sentence))
    plain = (_BRACKETS.sub("", words) for words in told)
    lists = (_listed(tokenize(words)[:], product) for words in plain if _LAST_COMMA.search(words))
    return next((names for names in lists if len(names) >= _SHORTEST_LIST), ())


def _is_past(words: TokenSpan) -> bool:
    """Whether somebody took a drug before: "asthma after taking samplol"."""
    return words.start > 0 and words.doc[words.start - 1].lower_ in _AFTER


def named_drug(words: TokenSpan, product: ProductName | None) -> str | None:
    """The drug that some words name, up to the end of its name; None if they name none, or the product."""
    phrase = _stripped(_of("used-end").before(words))
    return phrase if phrase and _is_drug(phrase) and not _is_own(phrase, product) else None


def _listed(words: TokenSpan, product: ProductName | None) -> tuple[str, ...]:
    """The drugs of a list, without the product, up to the first phrase that is no name.

    Where a comma stands before its last "and", a bare "and" belongs to a name.
    """
    text = _of("list-end").before(words).text
    parts = (_BY_COMMAS if _LAST_COMMA.search(text) else _BETWEEN).split(text)
    phrases = (_stripped(tokenize(part)[:]) for part in parts if part.strip())
    names = takewhile(lambda phrase: len(phrase.split()) <= _LONGEST_OF_LIST and _is_drug(phrase), phrases)
    return tuple(dict.fromkeys(name for name in names if name and not _is_own(name, product)))


def _without_examples(sentence: TokenSpan) -> TokenSpan:
    """A sentence without the examples within a class: "moderate (e.g., samplol) or strong inhibitors"."""
    plain = _EXAMPLES.sub("", sentence.text)
    return sentence if plain == sentence.text else tokenize(plain)[:]


def _described(sentence: TokenSpan, product: ProductName | None) -> Iterator[str]:
    """The classes of drugs and the "drugs that ..." of a sentence; examples in brackets are none."""
    classes = (match.tokens for match in _of("class").find(sentence))
    for words in (*classes, *_descriptions(sentence)):
        phrase = _stripped(words)
        if (
            " " in phrase
            and not (is_bracketed(words, sentence) or _is_told(words) or _is_own(phrase, product))
            and _is_drug(phrase)
        ):
            yield phrase


def _is_told(words: TokenSpan) -> bool:
    """Whether a sentence tells of a drug that it is of a class: "although samplol is a strong inhibitor"."""
    before = [token.lower_ for token in words.doc[max(words.sent.start, words.start - 3) : words.start]]
    verb = before[:-1] if before[-1:] in (["a"], ["an"]) else before
    return verb[-1:] in (["is"], ["are"], ["as"]) and verb[-2:-1] not in (["that"], ["which"])


def _descriptions(sentence: TokenSpan) -> Iterator[TokenSpan]:
    """What describes drugs: "drugs that prolong the QT interval"."""
    for head in _of("that").find(sentence):
        rest = sentence.doc[head.tokens.end : sentence.end]
        verb = next((place for place in (1, 2, 3) if rest[place : place + 1].text == "with"), 0) + 1
        words = sentence.doc[head.tokens.start : _of("that-end").before(rest[verb:]).end]
        if 1 < words.end - head.tokens.end <= _LONGEST_DESCRIPTION and not _of("that-no").opening(rest):
            yield words


def _used(sentence: TokenSpan, product: ProductName | None, by_use: Use) -> Iterator[OtherDrug]:
    """What a sentence says is used, given or taken with the product."""
    with_product = is_product(sentence.text, product)
    for found in _of("used").find(sentence):
        if by_use is Use.SURE and not _is_surely_taken(found):
            continue
        named = found.slots.get("drug")
        words = _of("used-end").before(named or sentence.doc[found.tokens.end : sentence.end])
        following = sentence.doc[words.end : sentence.end].text
        is_avoided = product is not None and len(words) <= _LONGEST_AVOIDED and _of("avoiding").opening(found.tokens)
        is_taken = with_product or is_avoided or named is not None or _of("taking").first(found.tokens) is not None
        for name in _two(words):
            phrase = _stripped(name)
            is_name = 0 < len(phrase.split()) <= _LONGEST_NAME and _is_drug(phrase) and not _is_own(phrase, product)
            is_regimen = by_use is Use.SURE and phrase.isupper() and not with_product
            if is_name and not is_regimen and not is_bracketed(words, sentence):
                yield OtherDrug(name=phrase, is_subject=is_taken and _LIST.match(following) is None)


def _is_surely_taken(found: Match) -> bool:
    """Whether words tell that a drug is taken beside the product, and not in the past."""
    is_sure = "drug" in found.slots or _of("sure").first(found.tokens) is not None
    return is_sure and not _is_past(found.tokens)


def _is_drug(phrase: str) -> bool:
    words = tokenize(phrase)
    return not _of("no-drug").opening(words) and not _of("any-drug").takes_all(words)


def _is_own(phrase: str, product: ProductName | None) -> bool:
    """Whether a phrase names the product itself, by its name or by some words of its established name."""
    if product is None:
        return False
    names = telling_words(f"{product.name} {product.substance or ''}")
    return is_product(phrase, product) or telling_words(phrase) <= names


def _two(words: TokenSpan) -> Iterator[TokenSpan]:
    """The second and the first of two names that "with" or "and" joins, not "and/or"; else the words as they are.

    A fruit and its juice are one.
    """
    doc = words.doc
    joins = (match.tokens for match in _of("used-and").find(words))
    first = words[0].lower_ if len(words) else ""
    joined = next((found for found in joins if doc[found.end : found.end + 1].text.lower() not in ("/", first)), None)
    if joined is not None:
        yield doc[joined.end : words.end]
    yield doc[words.start : joined.start if joined is not None else words.end]


def _stripped(words: TokenSpan) -> str:
    """A phrase without references and the words in front that are no part of it."""
    leading = _of("leading").opening(words) if len(words) else None
    kept = words.doc[leading.tokens.end : words.end] if leading is not None else words
    return without_references(kept.text).strip(_MARKS).removesuffix(" and").removesuffix(" or")


def _of(part: str) -> PatternSet:
    return patterns("interacting_drug", part)
