"""Findings in animals with their doses and multiples of the human exposure (21 CFR 201.57(c)(9)(i)(D) and (14))."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.animal_studies import AnimalDose, animal_doses, species_in
from ingest.document import Part
from ingest.passages import Passage
from ingest.printed_numbers import number_spans
from ingest.reading import Reading
from ingest.tokens import CROSS_REFERENCE
from kg.codes import Form
from kg.facts import NonclinicalFinding

_LEADING = re.compile(r"^(?:at|after|following|when|in)\b", re.IGNORECASE)
_LINKS = re.compile(
    r"[\s,(]*(?:\b(?:was|were|occurred|observed|seen|noted|at|in|of|the|a|an|dose|doses|dosages?|exposures?|maternal|systemic|"
    r"oral|and|by|up|to|that|starting|from|with|approximately|or|be|received|daily|single)\b[\s,(]*)+$",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(?:was|were|received)\b")
_FEW = 4


def extract(reading: Reading) -> Iterator[NonclinicalFinding]:
    """One finding per dose, or per multiple of the exposure, of a sentence on animals."""
    section: str | None = None
    species: str | None = None
    for passage in reading.passages:
        if passage.part is not Part.FULL:
            continue
        if passage.section != section:
            section, species = passage.section, None
        for sentence in passage.sentences:
            doses = animal_doses(passage, sentence)
            for dose in doses:
                yield _finding(passage, sentence, dose, _words(sentence, doses[0]), dose.species or species)
            species = species_in(sentence.text) or species


def _finding(
    passage: Passage, sentence: TokenSpan, given: AnimalDose, finding: str, species: str | None
) -> NonclinicalFinding:
    dose = given.dose.quantity if given.dose is not None else None
    multiple = given.multiple.quantity if given.multiple is not None else None
    stated = dose or multiple
    return NonclinicalFinding(
        evidence=(passage.evidence(sentence),),
        values=number_spans(passage, [one.token for one in (given.dose, given.multiple) if one is not None]),
        read_by="nonclinical_finding.dose" if dose else "nonclinical_finding.exposure",
        form=Form.SENTENCE,
        species=species.casefold() if species else None,
        finding=finding,
        comparison=stated.comparison if stated else None,
        dose=dose.value if dose else None,
        unit=dose.unit if dose else None,
        exposure_multiple=multiple.value if multiple else None,
    )


def _words(sentence: TokenSpan, given: AnimalDose) -> str:
    """What was found: the words before the dose, or behind the comma where the sentence opens with the dose."""
    stated = given.dose if given.dose is not None else given.multiple
    first = stated.token if stated is not None else None
    plain = [token for token in sentence if token.ent_type_ != CROSS_REFERENCE]
    before = "".join(token.text_with_ws for token in plain if first is None or token.i < first.i)
    behind = "".join(token.text_with_ws for token in plain if first is not None and token.i > first.i)
    told = _LINKS.sub("", before).strip(" ,(")
    if _LEADING.match(told) or len(told.split()) <= 1:
        clause = re.split(r",\s+", behind, maxsplit=1)
        opened = re.sub(r"^(?:In|For)\b[^,]*,\s+", "", told)
        told = (
            clause[1]
            if len(clause) > 1 and len(opened.split()) <= _FEW and not _GIVEN.search(opened)
            else opened or behind
        )
    return " ".join(told.split()).strip(" .,;()") or " ".join(sentence.text.split())
