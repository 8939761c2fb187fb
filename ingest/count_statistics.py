"""Count, number of patients and percent stated together in running text, in every order in which labels print them.

"23/164 patients (14%)", "14% (23/164)", "7 out of 50 patients (14%)", "4 (2%) of 180 patients", "4 (2% of 180) patients": the
sentence must state all three numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.quantity import Dimension, Quantity
from ingest.spelled_numbers import is_spelled_number, spelled_number
from ingest.tokens import quantity_of

_COUNTS = (Dimension.NUMBER, Dimension.PATIENTS)
_BESIDE = frozenset({",", ";", "or"})
_LONGEST_GROUP = 9
_BETWEEN = frozenset({"(", "[", ",", ";", "n", "="})
_PEOPLE = frozenset({"patients", "subjects"})
_LEVEL = frozenset({"ci", "confidence", "cri", "credible"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedShare:
    """A count of patients out of a number, with its percent: the three numbers, and the tokens from first to last."""

    count: int
    n: int
    percent: Decimal
    tokens: TokenSpan
    numbers: tuple[Token, ...]


def counted_shares(sentence: TokenSpan) -> tuple[CountedShare, ...]:
    """The shares of a sentence from left to right; a number belongs to one of them at most.

    >>> from ingest.tokens import tokenize
    >>> text = "Rash occurred in 12 of 60 adult patients (20%) and itching in 5% (3/60)."
    >>> [(share.count, share.n, int(share.percent)) for share in counted_shares(tokenize(text)[:])]
    [(12, 60, 20), (3, 60, 5)]
    >>> text = "Twenty-one of thirty patients (70%) had rash (2/50 or 4% in a series)."
    >>> [(share.count, share.n, int(share.percent)) for share in counted_shares(tokenize(text)[:])]
    [(21, 30, 70), (2, 50, 4)]
    """
    found: list[CountedShare] = []
    end = sentence.start
    for token in sentence:
        share = _share_at(sentence, token) if token.i >= end else None
        if share is None and found:
            share = _again(sentence, token, found[-1])
        if share is not None:
            found.append(share)
            end = share.tokens.end
    return tuple(found)


def _again(sentence: TokenSpan, count: Token, before: CountedShare) -> CountedShare | None:
    """A count in brackets of its own that shares the percent before it: "2% with DRUG-X (6/303) and placebo (6/301)"."""
    doc, last = sentence.doc, count.i + 1
    if count.ent_type_ != Dimension.COUNT_OF_N or not sentence.start < count.i < sentence.end - 1:
        return None
    numbers = [token for token in doc[before.tokens.end : last] if token.ent_type_ in {"PERCENT", "COUNT_OF_N"}]
    values = _values(count)
    if numbers != [count] or len(values) != 2 or (doc[count.i - 1].text, doc[last].text) != ("(", ")"):
        return None
    share = CountedShare(
        count=int(values[0]), n=int(values[1]), percent=before.percent, tokens=doc[count.i : last], numbers=(count,)
    )
    return share if share.n and _is_exact(share) else None


def _share_at(sentence: TokenSpan, token: Token) -> CountedShare | None:
    """The share whose first number is a token."""
    stated = quantity_of(token)
    if stated is None:
        return _count_first(sentence, token) if is_spelled_number(token.text) else None
    if stated.dimension is Dimension.PERCENT:
        return _percent_first(sentence, token)
    if stated.dimension is Dimension.COUNT_OF_N:
        percent = _percent_beside(sentence, token.i + 1) or _percent_behind(sentence, token.i + 1)
        return _made(sentence, (token, percent), (token,), percent) if percent is not None else None
    return _count_first(sentence, token) if stated.dimension in _COUNTS else None


def _percent_first(sentence: TokenSpan, percent: Token) -> CountedShare | None:
    """The counts open a parenthesis behind the percent, or behind whom it is of: "14% (23/164", "14% (23 out of 164"."""
    beside = percent.i + 1
    if beside < sentence.end and sentence.doc[beside].text in _BESIDE:
        counts = _counts_at(sentence, beside + 1)
        return _made(sentence, (percent, *counts), counts, percent) if counts else None
    opening = _opening(sentence, percent.i + 1)
    if opening is None:
        return None
    counts = _counts_at(sentence, opening + 1)
    return _made(sentence, (percent, *counts), counts, percent) if counts else None


def _count_first(sentence: TokenSpan, count: Token) -> CountedShare | None:
    """The count comes first: "23 out of 164 patients (14%)", "23 (14%) of the 164 patients", "23 (14% of 164) patients"."""
    counts = _counts_at(sentence, count.i)
    if counts:
        percent = _percent_behind(sentence, counts[-1].i + 1)
        return _made(sentence, (*counts, percent), counts, percent) if percent is not None else None
    percent = _percent_behind(sentence, count.i + 1, longest=1)
    if percent is None:
        return None
    behind = (_number_at(sentence, percent.i + skipped, ("of", "the")) for skipped in (2, 1))
    number = next((token for token in behind if token is not None), None)
    return _made(sentence, (count, percent, number), (count, number), percent) if number is not None else None


def _is_exact(share: CountedShare) -> bool:
    """Whether a percent is that of its count to the last of its printed digits."""
    return abs(Decimal(100 * share.count) / share.n - share.percent) < Decimal(1).scaleb(_exponent(share.percent))


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _counts_at(sentence: TokenSpan, position: int) -> tuple[Token, ...]:
    """The tokens that state count and number of patients from a position on; none where they do not stand there."""
    if position >= sentence.end:
        return ()
    first = sentence.doc[position]
    if first.lower_ == "n" and position + 2 < sentence.end and sentence.doc[position + 1].text == "=":
        return _counts_at(sentence, position + 2)
    stated = quantity_of(first)
    if stated is not None and stated.comparison is None and stated.dimension is Dimension.COUNT_OF_N:
        return (first,)
    if not (_is_number(stated) or is_spelled_number(first.text)):
        return ()
    numbers = (_number_at(sentence, position + 1, between) for between in (("out", "of"), ("of", "the"), ("/",)))
    return next(((first, number) for number in numbers if number is not None), ())


def _number_at(sentence: TokenSpan, position: int, words: tuple[str, ...]) -> Token | None:
    """The number of patients behind some words at a position; an article may be left out."""
    for wanted in dict.fromkeys((words, tuple(word for word in words if word != "the"))):
        end = position + len(wanted)
        if end >= sentence.end or tuple(token.lower_ for token in sentence.doc[position:end]) != wanted:
            continue
        if _is_number(quantity_of(sentence.doc[end])):
            return sentence.doc[end]
    return None


def _percent_behind(sentence: TokenSpan, position: int, longest: int = _LONGEST_GROUP) -> Token | None:
    """The percent that opens the next parenthesis behind a position, with no other number between."""
    opening = _opening(sentence, position, longest)
    if opening is None or opening + 1 >= sentence.end:
        return None
    percent = sentence.doc[opening + 1]
    stated = quantity_of(percent)
    is_share = stated is not None and stated.dimension is Dimension.PERCENT and stated.high is None
    return percent if is_share else None


def _percent_beside(sentence: TokenSpan, position: int) -> Token | None:
    """The percent behind a comma, a semicolon or an "or": "(18/442; 4%)", "(18/442 or 4%)"."""
    if position + 1 >= sentence.end or sentence.doc[position].text not in _BESIDE:
        return None
    percent = sentence.doc[position + 1]
    return percent if percent.ent_type_ == Dimension.PERCENT else None


def _opening(sentence: TokenSpan, position: int, longest: int = _LONGEST_GROUP) -> int | None:
    """The next opening bracket that follows a position directly or behind the name of a group of patients."""
    for place in range(position, min(position + longest, sentence.end)):
        token = sentence.doc[place]
        if token.text in {"(", "["}:
            return place
        if token.ent_type_ in {"PERCENT", "COUNT_OF_N", "NUMBER", "PATIENTS"} or token.text in {",", ";", ":", ")"}:
            return None
    return None


def _made(
    sentence: TokenSpan, numbers: tuple[Token, ...], counts: tuple[Token, ...], percent: Token
) -> CountedShare | None:
    share = quantity_of(percent)
    whole = [number for token in counts for number in _values(token)]
    if share is None or len(whole) != 2 or whole[0] > whole[1] or whole[1] == 0 or _is_level(percent):
        return None
    if not _is_beside(counts, percent) and not _agree(whole[0], whole[1], share.value):
        return None
    return CountedShare(
        count=int(whole[0]),
        n=int(whole[1]),
        percent=share.value,
        tokens=sentence.doc[min(token.i for token in numbers) : max(token.i for token in numbers) + 1],
        numbers=tuple(sorted(numbers, key=lambda token: token.i)),
    )


def _values(count: Token) -> list[Decimal]:
    """The numbers of a token: of "23/164" both, of "Eleven" the one that it spells."""
    stated = quantity_of(count)
    if stated is None:
        return [spelled_number(count.text)]
    return [value for value in (stated.value, stated.high) if value is not None]


def _is_level(percent: Token) -> bool:
    """Whether a percent is the level of a confidence interval."""
    return percent.i + 1 < len(percent.doc) and percent.nbor().lower_ in _LEVEL


def _is_beside(counts: tuple[Token, ...], percent: Token) -> bool:
    """Whether only a bracket and "patients" stand between the counts and the percent, so that they belong together for sure.

    "3/4 (20%)" may be a ratio with a share of something else.
    """
    first, last = min(token.i for token in counts), max(token.i for token in counts)
    between = percent.doc[last + 1 : percent.i] if percent.i > last else percent.doc[percent.i + 1 : first]
    words = {token.lower_ for token in between}
    is_share = len(counts) > 1 or percent.i < first or bool(words & _PEOPLE)
    return is_share and words <= _BETWEEN | _PEOPLE


def _agree(count: Decimal, n: Decimal, percent: Decimal) -> bool:
    """Whether the percent can be that share: labels round, so within one and a half."""
    return abs(100 * count / n - percent) <= Decimal("1.5")


def _is_number(stated: Quantity | None) -> bool:
    """Whether a quantity is one whole number, alone or of patients."""
    if stated is None or stated.dimension not in _COUNTS or stated.comparison is not None:
        return False
    return stated.high is None and stated.value == stated.value.to_integral_value()


def share_tokens(sentence: TokenSpan) -> frozenset[int]:
    """The positions of the tokens that state the numbers of shares."""
    return frozenset(_positions(sentence))


def _positions(sentence: TokenSpan) -> Iterator[int]:
    for share in counted_shares(sentence):
        yield from (token.i for token in share.numbers)
