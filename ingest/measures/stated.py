"""What a number of running text was read as, and the words that can say what it is of."""

import re
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.quantity import Quantity
from ingest.tokens import CROSS_REFERENCE
from kg.codes import Comparison, Statistic

LONGEST_SUBJECT = 160
_EDGE = re.compile(
    r"^(?:(?:the|a|an|and|or|of|in|at|on|to|for|with|by|from|who|which|that|were|was|are|is|be|been|had|has|have|as|than|"
    r"then|but|also|only|overall|including|both|either|each|all|these|those|this|any|its|their|being|other|another|up|"
    r"approximately|about|only|total\s+of|additional)\b[\s,:;]*)+|[\s,;:.(\[]+$|\s+(?:the|a|an|and|or|of|in|at|on|to|for|with|by|"
    r"from|was|were|is|are|be|than|that|which|who|had|has|have|as|approximately|about|only|including)$",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    """
    daily once twice every each day days week weeks month months year years patients patient subjects subject group arm arms
    respectively placebo moderate severe mild beyond being least most more less than after before during total mean median
    given received receiving treated overall administered following through until between within without were was had
    """.split()  # noqa: SIM905
)
_VERB_FIRST = re.compile(
    r"^(?:achieved|reached|received|receiving|treated|experienced|developed|discontinued|reported|occurred|observed|shown|"
    r"increased|decreased|ranged|ranging|remained|maintained|found|seen|given|taking|took|randomized|compared|higher|lower|"
    r"greater|because|resume|administer|reduce|stop|skipping|showed|suspending|once|away|if|when|while|where|although|however|following|through|throughout|after|before|during|until|within|"
    r"without|between|not|no|did|does|do|can|could|may|might|should|would|will|must|it|they|there|he|she)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a token states, which reader says so, and the further tokens that were read with it."""

    reader: str
    subject: str
    statistic: Statistic = Statistic.VALUE
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    comparison: Comparison | None = None
    ci_level: Decimal | None = None
    spread: Decimal | None = None
    arm: str | None = None
    further: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A quantity of a sentence: its token, what it states, and the words of the sentence on both sides of it.

    `near` is the clause that stands right before it.
    """

    sentence: TokenSpan
    token: Token
    quantity: Quantity
    before: str
    behind: str

    @property
    def near(self) -> str:
        return re.split(r"[;:,(\[]\s", self.before)[-1]


def place_of(sentence: TokenSpan, token: Token, quantity: Quantity) -> Place:
    """A quantity with the words around it, without cross-references."""
    return Place(
        sentence=sentence,
        token=token,
        quantity=quantity,
        before=_words(sentence.doc[sentence.start : token.i]),
        behind=_words(sentence.doc[token.i + 1 : sentence.end]),
    )


def _words(tokens: TokenSpan) -> str:
    return " ".join("".join(token.text_with_ws for token in tokens if token.ent_type_ != CROSS_REFERENCE).split())


def subject_of(words: str) -> str:
    """Words as the subject of a measure, without what links them to the number; empty where they name nothing.

    >>> subject_of("and the serum creatinine was"), subject_of("being at"), subject_of("were observed daily")
    ('serum creatinine', '', '')
    """
    told = " ".join(words.split())
    while (shorter := _EDGE.sub("", told).strip()) != told:
        told = shorter
    told = _closed(told)
    telling = [
        word for word in re.findall(r"[A-Za-z][\w’'-]*", told) if len(word) > 1 and word.casefold() not in _EMPTY
    ]
    return told[:LONGEST_SUBJECT] if telling and not _VERB_FIRST.match(told) else ""


def _closed(words: str) -> str:
    """Words without a bracket that is not closed in them or was not opened in them."""
    if words.count("(") > words.count(")"):
        return words[: words.rindex("(")].strip()
    return words.partition(")")[0].strip() if words.count(")") > words.count("(") else words
