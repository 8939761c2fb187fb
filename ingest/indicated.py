"""What stands behind "is indicated": diseases and the patients who have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, PatternSet, patterns
from ingest.tokens import tokenize

_STOP = re.compile(r"[.;]\s+(?=[A-Z•])(?![^()]*\))|\s*:\s")
"""Where a sentence, or what a colon introduces, begins within a statement."""
_ABBREVIATION = re.compile(r"\s*\((?=[^()]*[A-Z]{2})[\w+;, -]{2,14}\)(?=$|,|\s+(?:and|or)\s)")
_SIGNS = " ,.;:•"
_LONGEST = 40
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Indicated:
    """A disease and, if told, its patients, in the words of the label."""

    disease: str
    population: str | None


def indicated(statement: str, patients: str | None = None) -> Iterator[Indicated]:
    """The diseases of what stands behind "indicated", each with its patients; `patients` if they stand in front.

    >>> list(indicated("for the treatment of adults with severe exampleosis (SEX)."))
    [Indicated(disease='severe exampleosis', population='adults')]
    """
    words = tokenize(statement.strip())
    starts = [0, *(match.slots["next"].start for match in of("further").find(words))]
    ends = [*(match.tokens.start for match in of("further").find(words)), len(words)]
    found = [_read(words[start:end]) for start, end in zip(starts, ends, strict=True)]
    last = found[-1].population if found[-1] is not None else None
    for one in found:
        if one is not None:
            yield Indicated(one.disease, one.population or last or patients)


def of(part: str) -> PatternSet:
    """The patterns of indications that are for an end; the file tells which there are."""
    return patterns("indication", part)


def patients_in_front(words: TokenSpan) -> str | None:
    """The patients with whom a statement begins, "In adults with gout, EXAMPLINE", up to the comma before the name."""
    led = of("patients-led").opening(words)
    if led is None:
        return None
    patients = led.slots["patients"]
    comma = max((token.i for token in words if token.text == ","), default=-1)
    is_named = comma >= patients.end and words.end - comma - 1 <= _LONGEST_NAME
    is_told = is_named and re.match(r"$|with\b|who\b", words.doc[patients.end : comma].text)
    return str(words.doc[patients.start : comma].text) if is_told else None


def _read(words: TokenSpan) -> Indicated | None:
    """What a statement of one purpose names. Its patients stand in front of the disease, behind it or before the purpose."""
    doc, purpose = words.doc, _purpose(words)
    opening = of("in").opening(words)
    start = (
        purpose.slots.get("disease", doc[purpose.tokens.end :]).start
        if purpose
        else opening.tokens.end
        if opening
        else words.start
    )
    behind = doc[start : words.end]
    first = of("patients-first").opening(behind)
    if first is not None:
        return (
            _checked(doc[first.tokens.end : words.end], first.slots["patients"].text) if "link" in first.slots else None
        )
    if purpose is None:
        both = of("patients-and-disease").first(behind)
        return _checked(doc[both.tokens.end : words.end], both.slots["patients"].text) if both else None
    inside = of("patients-inside").first(behind)
    if inside is not None:
        patients = _until(doc[inside.slots["patients"].start : words.end], "end")
        return _checked(doc[start : inside.tokens.start], patients)
    return _checked(behind, _led(doc[words.start : purpose.tokens.start]))


def _purpose(words: TokenSpan) -> Match | None:
    """What is done with the disease."""
    found, first = of("purpose").first(words), of("purpose-first").opening(words)
    return found if first is None or (found is not None and found.tokens.start == words.start) else first


def _led(words: TokenSpan) -> str | None:
    """The patients in front of a purpose, with what they have if nothing else stands behind it."""
    led = of("patients-led").first(words)
    if led is None:
        return None
    patients = led.slots["patients"]
    rest = words.doc[patients.end : words.end].text
    return (
        str(words.doc[patients.start : words.end].text) if re.fullmatch(r"with\b[^,;:]*", rest) else str(patients.text)
    )


def _until(words: TokenSpan, *parts: str) -> str:
    """The words up to a new sentence, and to words with which no disease, or no patients, go on."""
    no_ends = [match.tokens for match in of("goes-on").find(words)]
    ends = (
        match.tokens.start
        for part in parts
        for match in of(part).find(words)
        if not any(no_end.start <= match.tokens.start < no_end.end for no_end in no_ends)
    )
    kept: str = words.doc[words.start : min(ends, default=words.end)].text
    return _STOP.split(kept)[0]


def _checked(words: TokenSpan, patients: str | None) -> Indicated | None:
    """The phrases cleaned; None if no disease is left."""
    disease = _ABBREVIATION.sub("", _until(words, "end", "disease-end").strip(_SIGNS)).strip(_SIGNS)
    disease = disease.removesuffix(" or").removesuffix(" and")
    if not 1 <= len(disease.split()) <= _LONGEST or of("empty").takes_all(tokenize(disease)):
        return None
    told = patients.strip(_SIGNS) if patients else ""
    return Indicated(disease, None if not told or of("bare").takes_all(tokenize(told)) else told)
