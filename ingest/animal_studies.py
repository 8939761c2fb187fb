"""Statements on animals and laboratory tests: which sentences are of them, and the doses and exposures that they report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import is_within

_SPECIES = re.compile(
    r"\b(?:rats?|mouse|mice|rabbits?|(?:cynomolgus\s+|rhesus\s+)?monkeys?|dogs?|hamsters?|guinea\s+pigs?|(?:mini)?pigs?)\b",
    re.IGNORECASE,
)
_ANIMALS = re.compile(
    rf"{_SPECIES.pattern}|\b(?:animals?|dams|fetuses|embryo-?fetal|offspring|maternal|litters?|resorptions?|MRHD)\b|\btimes\s+the\s+(?:\w+\s+){0, 3}exposure\b",
    re.IGNORECASE,
)
_DOSES = frozenset({Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.MASS, Dimension.DOSE_PER_TIME})
_HUMAN = re.compile(
    r"^[^;.]{0,60}?\b(?:exposures?|human|clinical|recommended|MRHD|RHD|maximum|AUC|dose)\b|^\s*(?:MRHD|RHD)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:(?:at|from|given|with|receiving|a|dose|doses|dosages|of|oral|daily|above)\s*)*")
_OF_PATIENTS = re.compile(r"\b(?:human|recommended|clinical|MRHD|RHD|patients)\b[^,;)]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimalDose:
    """A dose given to animals with the multiple of the human exposure that it gave; one of them may not be stated."""

    species: str | None
    dose: Token | None
    multiple: Token | None


def is_animal_study(passage: Passage, sentence: TokenSpan) -> bool:
    """Whether a sentence reports on animals: it stands under their heading or in section 13, or names them."""
    if passage.part is Part.GUIDE:
        return False
    if is_within(passage.chapter, ("13",)):
        return True
    headed = any("animal" in heading.casefold() for heading in passage.headings)
    return is_within(passage.chapter, ("5", "8")) and (headed or _ANIMALS.search(sentence.text) is not None)


def animal_doses(passage: Passage, sentence: TokenSpan) -> tuple[AnimalDose, ...]:
    """The doses and multiples of exposure of a sentence on animals, from left to right."""
    if not is_animal_study(passage, sentence):
        return ()
    return tuple(_doses(sentence))


def animal_tokens(passage: Passage, sentence: TokenSpan) -> frozenset[int]:
    """The positions of the tokens that state doses given to animals and multiples of exposure."""
    found = animal_doses(passage, sentence)
    return frozenset(token.i for dose in found for token in (dose.dose, dose.multiple) if token is not None)


def species_in(words: str) -> str | None:
    """The first species that some words name."""
    found = _SPECIES.search(words)
    return found.group() if found else None


def _doses(sentence: TokenSpan) -> Iterator[AnimalDose]:
    tokens = [token for token in sentence if _is_dose(sentence, token) or _is_multiple(sentence, token)]
    position = 0
    while position < len(tokens):
        token = tokens[position]
        follows = tokens[position + 1] if position + 1 < len(tokens) else None
        end = follows.i if follows is not None else sentence.end
        if token.ent_type_ == Dimension.TIMES:
            yield AnimalDose(species=_species(sentence, token, end), dose=None, multiple=token)
        elif follows is not None and follows.ent_type_ == Dimension.TIMES:
            after = tokens[position + 2].i if position + 2 < len(tokens) else sentence.end
            yield AnimalDose(species=_species(sentence, token, after), dose=token, multiple=follows)
            position += 1
        else:
            yield AnimalDose(species=_species(sentence, token, end), dose=token, multiple=None)
        position += 1


def _is_dose(sentence: TokenSpan, token: Token) -> bool:
    """Whether a token is a dose given to animals, not the dose in patients that it is compared with."""
    if token.ent_type_ not in _DOSES:
        return False
    return _OF_PATIENTS.search(sentence.doc[sentence.start : token.i].text) is None


def _is_multiple(sentence: TokenSpan, token: Token) -> bool:
    return (
        token.ent_type_ == Dimension.TIMES and _HUMAN.match(sentence.doc[token.i + 1 : sentence.end].text) is not None
    )


def _species(sentence: TokenSpan, token: Token, end: int) -> str | None:
    """The species named just before a dose ("in mice at"), else behind it before the next dose, else the last one before it."""
    behind = species_in(sentence.doc[token.i : end].text)
    words = sentence.doc[sentence.start : token.i].text
    before = list(_SPECIES.finditer(words))
    if before and _BESIDE.fullmatch(words[before[-1].end() :]):
        return before[-1].group()
    return behind or (before[-1].group() if before else None)
