"""What stands behind "is indicated": diseases, the patients who have them, and the words that limit it further."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, PatternSet, patterns
from ingest.tokens import tokenize

_SENTENCE = r"[.;]\s+(?=[A-Z•])(?![^()]*\))"
_STOP = re.compile(rf"{_SENTENCE}|\s*:\s")
"""Where a sentence, or what a colon introduces, begins within a statement."""
_STOP_OF_LIST = re.compile(_SENTENCE)
_LISTING = "following"
"""The word in front of a disease whose forms a colon lists: "with the following forms of gout: ..."."""
_ABBREVIATION = re.compile(r"\s*\((?=[^()]*[A-Z]{2})[\w+;, -]{2,14}\)(?=$|,|\s+(?:and|or)\s)")
_SIGNS = " ,.;:•"
_HOW = re.compile(
    r"(?i:for |the |use in )*(?P<how>(?!(?i:to|the|for|use|reduction)\b)\S+(?: \S+)* (?:treatment|therapy|prophylaxis))\b"
)
"""The purpose with how it is done: "maintenance treatment"."""
_LONGEST, _LONGEST_LIST = 40, 80
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Indicated:
    """A disease and, if told, its patients, and what else must hold, in the words of the label."""

    disease: str
    population: str | None
    condition: str | None = None


def indicated(statement: str, patients: str | None = None, given: str | None = None) -> Iterator[Indicated]:
    """The diseases of what stands behind "indicated", each with its patients and conditions; `patients` and with what the
    product is `given` if they stand in front.

    >>> list(indicated("for the treatment of adults with severe exampleosis (SEX) after surgery.", given="as a single agent"))
    [Indicated(disease='severe exampleosis', population='adults', condition='as a single agent, after surgery')]
    """
    words = tokenize(statement.strip())
    further = list(_outside(of("further"), words[:]))
    starts = [0, *(match.slots["next"].start for match in further)]
    ends = [*(match.tokens.start for match in further), len(words)]
    found = [_read(words[start:end]) for start, end in zip(starts, ends, strict=True)]
    last = found[-1].population if found[-1] is not None else None
    for one in found:
        if one is not None:
            yield Indicated(
                one.disease, one.population or last or patients, ", ".join(filter(None, (given, one.condition))) or None
            )


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


def given_with(words: TokenSpan) -> str | None:
    """With what, or that alone, the product is given, in front of "is indicated": "in combination with samplol"."""
    found = of("given").first(words)
    return str(words.doc[found.tokens.start : words.end].text).strip(_SIGNS) if found is not None else None


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
    how = _HOW.match(purpose.tokens.text) if purpose is not None else None
    given = given_with(doc[words.start : purpose.tokens.start]) if purpose is not None else None
    done = ", ".join(filter(None, (given, how["how"] if how is not None else None))) or None
    first = of("patients-first").opening(behind)
    if first is not None:
        named = doc[first.tokens.end : words.end]
        return _checked(named, first.slots["patients"].text, done) if "link" in first.slots else None
    if purpose is None:
        both = of("patients-and-disease").first(behind)
        return _checked(doc[both.tokens.end : words.end], both.slots["patients"].text, done) if both else None
    inside = next(_outside(of("patients-inside"), behind), None)
    if inside is not None:
        patients, rest = _parted(doc[inside.slots["patients"].start : words.end], "end")
        return _checked(doc[start : inside.tokens.start], patients, done, rest)
    return _checked(behind, _led(doc[words.start : purpose.tokens.start]), done)


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


def _parted(words: TokenSpan, *parts: str) -> tuple[str, str]:
    """The words up to a new sentence, parted before those with which no disease, or no patients, go on."""
    ends = (match.tokens.start for part in parts for match in _outside(of(part), words))
    middle = min(ends, default=words.end)
    is_list = words.start > 0 and words.doc[words.start - 1].lower_ == _LISTING
    kept, *cut = (_STOP_OF_LIST if is_list else _STOP).split(words.doc[words.start : middle].text)
    behind = words.doc[middle : words.end].text
    return kept, "" if cut or ":" in behind else _STOP.split(behind)[0]


def _outside(found: PatternSet, words: TokenSpan) -> Iterator[Match]:
    """The matches that do not begin in brackets or in words that go on."""
    going_on = [match.tokens for match in of("goes-on").find(words)]
    for match in found.find(words):
        start = match.tokens.start
        before = words.doc[words.start : start].text
        is_inside = before.count("(") > before.count(")")
        if not is_inside and not any(no_end.start <= start < no_end.end for no_end in going_on):
            yield match


def _checked(words: TokenSpan, patients: str | None, done: str | None, further: str = "") -> Indicated | None:
    """The phrases cleaned; None if no disease is left. What limits it is what is `done`, and what stands behind."""
    named, rest = _parted(words, "end", "disease-end")
    disease = _ABBREVIATION.sub("", named.strip(_SIGNS)).strip(_SIGNS)
    disease = disease.removesuffix(" or").removesuffix(" and")
    longest = _LONGEST_LIST if ":" in disease else _LONGEST
    if not 1 <= len(disease.split()) <= longest or of("empty").takes_all(tokenize(disease)):
        return None
    told = patients.strip(_SIGNS) if patients else ""
    limits = (phrase.strip(_SIGNS).removeprefix("and ") for phrase in (done or "", rest, further))
    condition = ", ".join(phrase for phrase in limits if " " in phrase and not phrase.startswith("the following"))
    return Indicated(disease, None if not told or of("bare").takes_all(tokenize(told)) else told, condition or None)
