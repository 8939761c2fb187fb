"""What a number of running text is about: the words before it, behind it, or before its parenthesis."""

import re

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.quantity import Dimension
from ingest.tokens import CROSS_REFERENCE, quantity_of

_STOPS = frozenset({",", ";", ":", "(", ")", "[", "]", "."})
_JOINS = frozenset({"and", "or", "versus"})
_LINKS = frozenset(
    """
    was were is are of to a an the than with for in on at by had have has only approximately about from be that which who
    and or , ( : =
    """.split()  # noqa: SIM905
)
_DEPENDENT = re.compile(r"/|(?:which|that)\b", re.IGNORECASE)
_LONGEST = 12
_LONGEST_CLAUSE = 18
_COUNTED = frozenset({Dimension.PATIENTS.value, Dimension.COUNT_OF_N.value, Dimension.PERCENT.value})
_NEAR = 4
_SHORTEST = 3


def words_behind(sentence: TokenSpan, token: Token, longest: int = _LONGEST) -> str:
    """The words behind a token up to the next stop or number."""
    end = token.i + 1
    while end < sentence.end and end - token.i <= longest and not _stops(sentence.doc[end]):
        end += 1
    while end > token.i + 1 and sentence.doc[end - 1].lower_ in _LINKS:
        end -= 1
    return _plain(sentence.doc[token.i + 1 : end])


def clause_behind(sentence: TokenSpan, token: Token) -> str:
    """The words behind a token up to the next stop, with the numbers in them but no further count or share of patients.

    >>> from ingest.tokens import tokenize
    >>> doc = tokenize("A total of 13 patients died during the first 8 months, 7 in the DRUG-X group.")
    >>> clause_behind(doc[:], doc[3])
    'died during the first 8 months'
    """
    doc, end = sentence.doc, token.i + 1
    while end < sentence.end and end - token.i <= _LONGEST_CLAUSE and not _ends_clause(doc[end]):
        end += 1
    if end < sentence.end and doc[end].ent_type_ in _COUNTED and doc[end - 1].lower_ not in _STOPS:
        end = max((i for i in range(token.i + 1, end) if doc[i].lower_ in _JOINS), default=end)
    while end > token.i + 1 and doc[end - 1].lower_ in _LINKS:
        end -= 1
    return _plain(doc[token.i + 1 : end])


def _ends_clause(token: Token) -> bool:
    return token.text in _STOPS or token.ent_type_ in _COUNTED


def words_before(sentence: TokenSpan, token: Token, *, joined: bool = False) -> str:
    """The words before a token back to the last stop or number, without the words that link them to it.

    An "and" or "or" is a stop too, unless `joined`.
    """
    start = token.i
    while start > sentence.start and token.i - start < _LONGEST and not _stops(sentence.doc[start - 1]):
        if not joined and sentence.doc[start - 1].lower_ in _JOINS:
            break
        start -= 1
    end = token.i
    while end > start and sentence.doc[end - 1].lower_ in _LINKS:
        end -= 1
    return _plain(sentence.doc[start:end])


def words_around(sentence: TokenSpan, token: Token) -> str:
    """The clause around a number: the words before it, or before a number just before it, with those behind it."""
    before = words_before(sentence, token, joined=True)
    other = next(
        (
            place
            for place in range(token.i - 1, max(sentence.start, token.i - _NEAR) - 1, -1)
            if _stops(token.doc[place])
        ),
        None,
    )
    if not before and other is not None and quantity_of(token.doc[other]) is not None:
        before = words_before(sentence, token.doc[other], joined=True)
    return " ".join(part for part in (before, words_behind(sentence, token)) if part)


def past_parenthesis(sentence: TokenSpan, token: Token) -> Token:
    """The bracket that closes a parenthesis right behind a token, else the token: ")" of "40 patients (66%) had rash"."""
    if token.i + 1 < sentence.end and token.nbor().text == "(":
        for place in range(token.i + 2, min(token.i + 2 + _LONGEST, sentence.end)):
            if sentence.doc[place].text == ")":
                return sentence.doc[place]
    return token


def words_before_parenthesis(sentence: TokenSpan, token: Token) -> str:
    """The words before the parenthesis that a token stands in, or before the token where it stands in none."""
    opening = _opening(sentence, token)
    return words_before(sentence, token if opening is None else sentence.doc[opening])


def _opening(sentence: TokenSpan, token: Token) -> int | None:
    """Where the parenthesis opens that a token stands in."""
    depth = 0
    for place in range(token.i - 1, sentence.start - 1, -1):
        text = sentence.doc[place].text
        depth += (text in {")", "]"}) - (text in {"(", "["})
        if depth < 0:
            return place
    return None


def clause_before_parenthesis(sentence: TokenSpan, token: Token) -> str:
    """The words, with their numbers, before the parenthesis of a token, back to a stop or to what it stands beside.

    >>> from ingest.tokens import tokenize
    >>> doc = tokenize("They were given DRUG-X 60 mg once daily (n=467) or placebo (n=237).")
    >>> clause_before_parenthesis(doc[:], doc[12]), clause_before_parenthesis(doc[:], doc[19])
    ('They were given DRUG-X 60 mg once daily', 'placebo')
    """
    opening = _opening(sentence, token)
    if opening is None:
        return ""
    start = opening
    while start > sentence.start and opening - start < _LONGEST_CLAUSE:
        before = sentence.doc[start - 1]
        if before.text in _STOPS or before.lower_ in _JOINS or before.lower_ == "to":
            break
        start -= 1
    return _plain(sentence.doc[start:opening])


def words_before_aside(sentence: TokenSpan, token: Token) -> str:
    """The words before the bracket that closes just before a token: of "clearance [by formula] 60-89 mL/min", "clearance"."""
    depth = 0
    for place in range(token.i - 1, sentence.start - 1, -1):
        text = sentence.doc[place].text
        depth += (text in {")", "]"}) - (text in {"(", "["})
        if depth <= 0:
            return words_before(sentence, sentence.doc[place]) if text in {"(", "["} else ""
    return ""


def subject_or_sentence(words: str, sentence: TokenSpan) -> str:
    """Some words, or the whole sentence where they tell nothing or begin in the middle of something."""
    told = re.sub(r"^(?:the|a|an|and|or|of|in)\s+", "", words.strip(" ,;:.()"), flags=re.IGNORECASE)
    if not _DEPENDENT.match(told) and sum(character.isalpha() for character in told) >= _SHORTEST:
        return told
    return _plain(sentence).strip(" .")


def _stops(token: Token) -> bool:
    return token.text in _STOPS or (quantity_of(token) is not None and token.ent_type_ != Dimension.GRADE)


def _plain(tokens: TokenSpan) -> str:
    kept = [token.text_with_ws for token in tokens if token.ent_type_ != CROSS_REFERENCE]
    return " ".join("".join(kept).split())
