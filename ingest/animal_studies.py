"""Statements on animals and laboratory tests: which sentences are of them, and the doses and exposures that they report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.listed_quantities import listed_quantities
from ingest.passages import Passage
from ingest.quantity import Dimension, Quantity
from ingest.reading import is_within
from ingest.tokens import quantity_of

_SPECIES = re.compile(
    r"\b(?:rats?|mouse|mice|rabbits?|(?:cynomolgus\s+|rhesus\s+)?monkeys?|dogs?|hamsters?|guinea\s+pigs?|(?:mini)?pigs?)\b",
    re.IGNORECASE,
)
_ANIMALS = re.compile(
    rf"{_SPECIES.pattern}|\b(?:animals?|dams|fetuses|embryo-?fetal|offspring|maternal|litters?|resorptions?|MRHD)\b|\btimes\s+the\s+(?:\w+\s+){0, 3}exposure\b",
    re.IGNORECASE,
)
_DOSES = frozenset({Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.MASS, Dimension.DOSE_PER_TIME})
_GIVEN = _DOSES | {Dimension.TIMES}
_JOINS = re.compile(r"[\s,/–-]*(?:\b(?:and|or|to)\b)?[\s,/~-]*(?:approximately\s+)?", re.IGNORECASE)
_SPECIES_LIST = re.compile(
    rf"{_SPECIES.pattern}(?:(?:\s*\([^)]*\))?\s*(?:,|and|or)[\s\w]{{0,20}}?{_SPECIES.pattern})+", re.IGNORECASE
)
_CLINICAL = re.compile(
    r"^\s*(?:\w+\s+)?(?:clinical|human|(?:maximum\s+)?recommended|adult)\s+(?:human\s+|daily\s+|clinical\s+)*(?:dos|exposure)",
    re.IGNORECASE,
)
_SEVERAL = 2
_HUMAN = re.compile(
    r"^[^;.]{0,60}?\b(?:exposures?|human|clinical|recommended|MRHD|RHD|maximum|AUC|dose)\b|^\s*(?:MRHD|RHD)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:(?:at|from|given|with|receiving|a|dose|doses|dosages|of|oral|daily|above)\s*)*")
_OF_PATIENTS = re.compile(
    r"\b(?:human|recommended|clinical|MRHD|MRHDID|RHD|patients|adults)\b[^,;)]{0,40}$|\bM?RHD(?:ID)?\)\s+of\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A printed number with the quantity that it is, whose unit may stand behind a later number of its list."""

    token: Token
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimalDose:
    """A dose given to animals with the multiple of the human exposure that it gave; one of them may not be stated."""

    species: str | None
    dose: Given | None
    multiple: Given | None


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


def species_in(words: str) -> str | None:
    """The first species that some words name."""
    found = _SPECIES.search(words)
    return found.group() if found else None


def _doses(sentence: TokenSpan) -> Iterator[AnimalDose]:
    """The doses and multiples in order; a list of doses and one of as many multiples behind it belong together."""
    runs = list(_runs(sentence))
    position = 0
    while position < len(runs):
        run = runs[position]
        follows = runs[position + 1] if position + 1 < len(runs) else []
        paired = not _is_multiple(run[0]) and bool(follows) and _is_multiple(follows[0])
        end = _end(sentence, runs, position + 1 + paired)
        multiples: list[Given | None] = [None] * len(run)
        if paired and len(follows) == len(run):
            multiples = list(follows)
        elif paired and len(follows) == 1:
            multiples[-1] = follows[0]
        else:
            paired = False
        for place, given in enumerate(run):
            species = _species_of(sentence, run, place) or _species(sentence, given.token, end)
            if _is_multiple(given):
                yield AnimalDose(species=species, dose=None, multiple=given)
            else:
                yield AnimalDose(species=species, dose=given, multiple=multiples[place])
        position += 1 + paired


def _end(sentence: TokenSpan, runs: Sequence[Sequence[Given]], position: int) -> int:
    return runs[position][0].token.i if position < len(runs) else sentence.end


def _is_multiple(given: Given) -> bool:
    return given.quantity.dimension is Dimension.TIMES


def _runs(sentence: TokenSpan) -> Iterator[list[Given]]:
    """The doses and the multiples of a sentence in lists: numbers of one kind that only commas, "and" or "or" part."""
    listed = listed_quantities(sentence)
    run: list[Given] = []
    for token in sentence:
        quantity = listed.get(token.i) or quantity_of(token)
        if quantity is None or quantity.dimension not in _GIVEN:
            continue
        given = Given(token=token, quantity=quantity)
        if run and (run[-1].quantity.dimension is not quantity.dimension or not _joined(run[-1].token, token)):
            yield from [run] if _is_of_animals(sentence, run) else []
            run = []
        run.append(given)
    yield from [run] if run and _is_of_animals(sentence, run) else []


def _joined(token: Token, following: Token) -> bool:
    return _JOINS.fullmatch(token.doc[token.i + 1 : following.i].text) is not None


def _is_of_animals(sentence: TokenSpan, run: Sequence[Given]) -> bool:
    """Whether a list is of doses given to animals, or of multiples of the human exposure; not the dose in patients."""
    behind = sentence.doc[run[-1].token.i + 1 : sentence.end].text
    if _is_multiple(run[0]):
        return _HUMAN.match(behind) is not None
    ahead = sentence.doc[sentence.start : run[0].token.i].text
    return _OF_PATIENTS.search(ahead) is None and _CLINICAL.match(behind) is None


def _species_of(sentence: TokenSpan, run: Sequence[Given], place: int) -> str | None:
    """The species of one of several numbers of as many species: "2 and 5 times ... for rats and rabbits, respectively"."""
    if len(run) < _SEVERAL or "respectively" not in sentence.text:
        return None
    listed = _SPECIES_LIST.finditer(sentence.text)
    named = [[match.group() for match in _SPECIES.finditer(words)] for words in (found.group() for found in listed)]
    return next((names[place] for names in named if len(names) == len(run)), None)


def _species(sentence: TokenSpan, token: Token, end: int) -> str | None:
    """The species named just before a dose ("in mice at"), else behind it before the next dose, else the last one before it."""
    behind = species_in(sentence.doc[token.i : end].text)
    words = sentence.doc[sentence.start : token.i].text
    before = list(_SPECIES.finditer(words))
    if before and _BESIDE.fullmatch(words[before[-1].end() :]):
        return before[-1].group()
    return behind or (before[-1].group() if before else None)
