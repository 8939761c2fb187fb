"""What a number of running text was read as, and the words that can say what it is of."""

import re
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.grade import find_grade
from ingest.quantity import Quantity
from ingest.tokens import without_references
from kg.codes import Comparison, Statistic

LONGEST_SUBJECT = 160
_EDGE = re.compile(
    r"^(?:(?:the|a|an|and|or|of|in|at|on|to|for|with|by|from|who|which|that|were|was|are|is|be|been|had|has|have|as|than|"
    r"then|but|also|only|overall|including|both|either|each|all|these|those|this|any|its|their|being|other|another|up|"
    r"approximately|about|only|total\s+of|additional)\b[\s,:;]*)+|[\s,;:.(\[]+$|\s+(?:the|a|an|and|or|of|in|at|on|to|for|with|by|"
    r"from|was|were|is|are|be|than|that|which|who|had|has|have|as|approximately|about|only|including|every|each)$",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^.*\b(?:with|have|has|had|was|were|is|are|be|been|being|who|whose|which|that|if|when|once|until|at|as|an?|"
    r"maintain(?:ed|ing)?|ke(?:ep|pt)|achiev(?:e|ed|ing)|targeted)\s+(?=\S)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\s+(?:ranging|ranged|ranges?|greater|less|exceeding|reaching|between|above|below|over)$", re.IGNORECASE
)
_BARE = re.compile(
    r"\b(?:rates?|levels?|values?|concentrations?|ratios?|doses?|amounts?|targets?|maximum|minimum|mean|median|volumes?|"
    r"total|increases?|decreases?|changes?|patients|subjects|those|\w+ed)\b",
    re.IGNORECASE,
)
_BEGINNINGS = frozenset({"and", "that", "who", "which", "in", "for", "with", "when", "if", "after", "during", "or"})
_LONGEST_CLAUSE = 18
_ENOUGH = 2
_EMPTY = frozenset(
    """
    daily once twice every each day days week weeks month months year years patients patient subjects subject group arm arms
    respectively placebo moderate severe mild beyond being least most more less than after before during total mean median
    given received receiving treated overall administered following through until between within without were was had
    at then and or for than in on to of by up the
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
    """What a token states, which reader says so, and the further tokens that were read with it.

    `of_whom` are the words behind the value that say whom it is of: "in the placebo group".
    """

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
    of_whom: str = ""
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

    @property
    def clause(self) -> str:
        """What the sentence says before the quantity, back to a stop with words enough behind it."""
        told = ""
        before = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", self.before)
        for piece in reversed(re.split(r"(?<=[;:,(\[])\s", before)):
            if told and (piece.endswith((";", ":", "(")) or len(_telling(told)) >= _ENOUGH):
                break
            told = f"{piece} {told}"
        return _shortened(trimmed(told))


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
    return " ".join(without_references(tokens).split())


def subject_of(words: str) -> str:
    """Words as the subject of a measure, without what links them to the number; empty where they name nothing.

    >>> subject_of("and the serum creatinine was"), subject_of("being at"), subject_of("were observed daily")
    ('serum creatinine', '', '')
    """
    told = trimmed(words)
    return told[:LONGEST_SUBJECT] if _telling(told) and not _VERB_FIRST.match(told) else ""


def _telling(words: str) -> list[str]:
    """The words that name something by themselves."""
    return [word for word in re.findall(r"[A-Za-z][\w’'-]*", words) if len(word) > 1 and word.casefold() not in _EMPTY]


def noun_phrase(words: str) -> str:
    """The last thing that some words name, as the subject of a measure: what is bounded, not who had it.

    >>> noun_phrase("Renal impairment patients with a glomerular filtration rate"), noun_phrase("Infuse it at a rate")
    ('glomerular filtration rate', 'Infuse it at a rate')
    """
    told = subject_of(_LEVEL.sub("", words))
    named = subject_of(_WHO.sub("", told))
    if find_grade(told) is not None and find_grade(named) is None:
        return told
    return named if re.search(r"[A-Za-z]{2}", _BARE.sub("", named)) else told


def trimmed(words: str) -> str:
    """Words without what links them to others at both ends."""
    told = " ".join(words.split())
    while (shorter := _EDGE.sub("", told).strip()) != told:
        told = shorter
    return _closed(told)


def _shortened(words: str) -> str:
    """The last words of many, from a word on that begins a clause or phrase."""
    told = words.split()
    if len(told) <= _LONGEST_CLAUSE:
        return words
    rest = told[-_LONGEST_CLAUSE:]
    start = next((place for place, word in enumerate(rest) if word.casefold() in _BEGINNINGS), 0)
    return trimmed(" ".join(rest[start:]))


def _closed(words: str) -> str:
    """Words without a bracket that is not closed in them or was not opened in them."""
    if words.count("(") > words.count(")"):
        return words[: words.rindex("(")].strip()
    return words.partition(")")[0].strip() if words.count(")") > words.count("(") else words
