"""What was given to the arm of a table: the label's product, something else, or what cannot be told.

Names tell: those of the product, those of drugs, and those that the label says somewhere to have been given or compared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from ingest.document import Document
from ingest.drug_words import NO_DRUG, SALT, SOLID_FORM, STEM
from ingest.matcher import PatternSet, patterns
from ingest.names import product_names
from ingest.tokens import tokenize
from kg.facts import Abbreviation, Fact
from kg.folding import without_trade_marks

_DRUG = re.compile(rf"\b(?!{NO_DRUG})[a-z]{{3,}}(?:{STEM})\b")
_DOSED = re.compile(r"\b[a-z]{4,}\s+\d[\d.,]*\s*(?:mg|mcg|g|iu|units?)\b")
_FORM = rf"(?i:(?:(?:extended|delayed)[ -]release\s+)?(?:{SOLID_FORM}|injection|solution|suspension))"
_BEHIND = re.compile(rf"-[a-z]{{4}}$|\s+(?:{SALT})$|\s+{_FORM}$")
"""What arms leave out behind the name of a product: its salt, the four letters of a biological one, its dosage form."""
_IN_PARENTHESES = re.compile(r"(?P<name>[^()]+?)\s*\((?P<substance>[^()]+)\)")
PARTS = re.compile(r"\s*(?:[,/+]|\b(?:plus|with|and)\b)\s*")
"""What joins the parts of a name or of what is given together."""
_HOW_OFTEN = re.compile(r"\s+(?:\d|(?:once|twice|every|daily|weekly|alone|only)\b).*")
_NAME = re.compile(r"[a-z]{3}")
_DASHES = str.maketrans(dict.fromkeys("-‐‑‒–—−", " "))
_NEAR = 120
"""In how many characters before a name the label says that it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmNames:
    """What a label calls its product: `own` whole names, `parts` words of which one alone may mean it.

    `drugs` are abbreviations of others, `text` the words of the label.
    """

    own: frozenset[str]
    parts: frozenset[str]
    drugs: frozenset[str]
    text: str

    def given(self, arm: str) -> bool | None:
        """Whether the product was given to an arm, else something else; None where that is not certain."""
        words = plain(arm)
        places = [found.start() for name in self.own if (found := whole(name).search(words))]
        if places:
            before = tokenize(words[: min(places)])
            is_told = not (of_arms("not-given").first(before) or of_arms("nothing").first(tokenize(words)))
            return True if is_told else None
        if any(whole(name).search(words) for name in self.parts):
            return None
        return False if self._is_treatment(words) else None

    def beside(self, arm: str) -> frozenset[str]:
        """The first words of what is given to an arm together with the product."""
        others = (part for part in PARTS.split(plain(arm)) if not any(whole(name).search(part) for name in self.own))
        return frozenset(words[0] for part in others if (words := re.findall(r"[a-z][\w-]*", part)))

    def _is_treatment(self, words: str) -> bool:
        tokens = tokenize(words)
        named = any(whole(name).search(words) for name in self.drugs)
        told = of_arms("nothing").first(tokens) or of_arms("standard").first(tokens)
        return bool(named or told or _DRUG.search(words) or _DOSED.search(words)) or self._is_said_given(words)

    def _is_said_given(self, words: str) -> bool:
        """Whether the label says somewhere that what an arm is called was given, or was compared with the product."""
        name = _HOW_OFTEN.sub("", words)
        tokens = tokenize(name)
        if not _NAME.search(name) or of_arms("patients").first(tokens) or of_arms("no-name").first(tokens):
            return False
        return any(self._is_given_at(found) for found in whole(name).finditer(self.text))

    def _is_given_at(self, name: re.Match[str]) -> bool:
        before, behind = self._around(name)
        if of_arms("given-behind").opening(tokenize(behind)) or _ends(of_arms("given-before"), tokenize(before)):
            return True
        compared = any(whole(own).search(before) for own in self.own)
        return compared and _ends(of_arms("compared"), tokenize(before))

    def _around(self, name: re.Match[str]) -> tuple[str, str]:
        """The words of the same sentence before a name and behind it."""
        start, end = name.span()
        before = self.text[max(0, start - _NEAR) : start].rpartition(". ")[2]
        return before.strip(), self.text[end : end + _NEAR].partition(". ")[0].strip()


def arm_names(document: Document, facts: Sequence[Fact]) -> ArmNames:
    """The names of the product, with those that the label's abbreviations stand for, and the abbreviations of other drugs."""
    own = frozenset(plain(name) for printed in product_names(document) for name in _short(printed))
    parts = frozenset(words[0] for name in own for part in PARTS.split(name) if (words := part.split()))
    short = {plain(one.abbreviation): plain(one.expansion) for one in facts if isinstance(one, Abbreviation)}
    meaning = frozenset(name for name, words in short.items() if any(whole(part).search(words) for part in parts))
    drugs = frozenset(
        name for name, words in short.items() if _DRUG.search(words) or of_arms("standard").first(tokenize(words))
    )
    return ArmNames(own=own, parts=parts | meaning, drugs=drugs - meaning, text=plain(document.text))


def _short(name: str) -> Iterator[str]:
    """A name as arms print it: the product's and the substance's alone, without what arms leave out.

    >>> list(_short("EXAMPLINE (samplol) Tablets")), list(_short("examplinib sodium"))
    (['EXAMPLINE', 'samplol'], ['examplinib'])
    """
    both = _IN_PARENTHESES.match(name)
    for one in both.groups() if both else (name,):
        left = one
        while (shorter := _BEHIND.sub("", left)) != left:
            left = shorter
        yield left


@lru_cache(maxsize=1000)
def plain(printed: str) -> str:
    """Printed words without marks, and with every hyphen as a space."""
    return " ".join(without_trade_marks(printed).casefold().translate(_DASHES).split())


@lru_cache(maxsize=1000)
def whole(name: str) -> re.Pattern[str]:
    """What finds a name as whole words."""
    return re.compile(rf"\b{re.escape(name)}(?!\w)")


def of_arms(part: str) -> PatternSet:
    """The patterns of one part of what tells what arms had."""
    return patterns("arm", part)


def _ends(found: PatternSet, words: Doc) -> bool:
    """Whether words end in a match."""
    return any(match.tokens.end == len(words) for match in found.find(words))
