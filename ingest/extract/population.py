"""What the label states or advises for specific populations (21 CFR 201.57(c)(9); pregnancy and lactation 201.57(c)(9)(i-iii))."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension, Quantity
from ingest.reading import Reading, is_within
from ingest.tokens import quantity_of, term_of, tokenize
from kg.codes import PopulationAdvice as Advice
from kg.codes import PopulationGroup as Group
from kg.facts import Population

_SECTIONS = ("5", "8", "12.3")
_DEGREES = {
    "renal": {"mild": Group.RENAL_MILD, "moderate": Group.RENAL_MODERATE, "severe": Group.RENAL_SEVERE},
    "hepatic": {"mild": Group.HEPATIC_MILD, "moderate": Group.HEPATIC_MODERATE, "severe": Group.HEPATIC_SEVERE},
}
_ORGANS = frozenset(group for degrees in _DEGREES.values() for group in degrees.values()) | {Group.RENAL_END_STAGE}
_FEMALES, _MALES = Group.FEMALES_OF_REPRODUCTIVE_POTENTIAL, Group.MALES_OF_REPRODUCTIVE_POTENTIAL
_PARENTS = frozenset({_FEMALES, _MALES})
_AGES = frozenset({Group.PEDIATRIC, Group.GERIATRIC})
_OF_WHOM: Mapping[Advice, frozenset[Group]] = {
    Advice.FETAL_HARM: frozenset({Group.PREGNANCY}),
    Advice.PREGNANCY_TEST: frozenset({Group.FEMALES_OF_REPRODUCTIVE_POTENTIAL}),
    Advice.CONTRACEPTION: _PARENTS,
    Advice.DO_NOT_BREASTFEED: frozenset({Group.LACTATION}),
    Advice.IMPAIRED_FERTILITY: _PARENTS,
    Advice.NOT_ESTABLISHED: _ORGANS | {Group.PEDIATRIC},
    Advice.NO_OVERALL_DIFFERENCE: frozenset({Group.GERIATRIC}),
    Advice.NO_DOSE_ADJUSTMENT: _ORGANS | _AGES,
    Advice.REDUCE_DOSE: _ORGANS | _AGES,
    Advice.AVOID: _ORGANS | _AGES | {Group.PREGNANCY},
    Advice.NO_DATA: _ORGANS | {Group.PREGNANCY, Group.LACTATION},
    Advice.MONITOR: _ORGANS | {Group.GERIATRIC, Group.PREGNANCY},
}
_ONLY_IN_8 = frozenset(
    {
        Advice.MONITOR,
        Advice.AVOID,
        Advice.REDUCE_DOSE,
        Advice.NO_DATA,
        Advice.NOT_ESTABLISHED,
    }
)
_TIMED = frozenset({Advice.CONTRACEPTION, Advice.DO_NOT_BREASTFEED})
_OF_SECTION = {"8.4": Group.PEDIATRIC, "8.5": Group.GERIATRIC, "8.1": Group.PREGNANCY, "8.2": Group.LACTATION}
_OF_HEADING = {
    "females": (_FEMALES,),
    "males": (_MALES,),
    "pregnancy testing": (_FEMALES,),
    "infertility": (_FEMALES, _MALES),
}
_CLEARANCE = re.compile(r"creatinine\s+clearance|glomerular\s+filtration|\beGFR\b|\bCr?L?Cl\b|\bCLcr\b", re.IGNORECASE)
_CHILD_PUGH = re.compile(
    r"\bChild[- ]Pugh\s+(?:class(?:es)?\s+|score\s+)?(?P<classes>[A-C](?:(?:\s*(?:,|and|or|to|/)\s*)+[A-C])*)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bthan\s+(?:in\s+|for\s+)?(?:those|patients|that|subjects)\b", re.IGNORECASE)
"""What begins the patients that others are compared with."""
_FROM_MILD_TO_SEVERE = re.compile(r"\bmild(?:\s*\([^()]*\)|\s*\[[^]]*\])?\s*-?\s*to\s*-?\s*severe\b", re.IGNORECASE)
_OF_BOTH_SEXES = re.compile(
    r"\b(?:male (?:and|or|and/or) female|female (?:and|or|and/or) male) fertility\b", re.IGNORECASE
)
_NOT_OF_WOMEN = re.compile(r"\bregistr(?:y|ies)\b|\boutcomes\b|\bneonat\w+|\bnewborns?\b", re.IGNORECASE)
"""Words of a registry, which monitors pregnancies to learn of them, and of babies, who are then the ones monitored."""
_THESE = re.compile(r"\b(?:these|such|those)\s+(?:patients|subjects)\b", re.IGNORECASE)
"""The patients of a sentence before."""
_GOING_ON = re.compile(r"(?:closely\s+)?monitor\b", re.IGNORECASE)
"""What begins an instruction on the patients of the sentence just before."""
_MILK = re.compile(r"\bmilk\b(?!\s+production)|\binfants?\b|\bchild\b|\bbreast", re.IGNORECASE)
"""What data on lactation are of, beside how much milk there is."""

_CLEARANCES = ((30, Group.RENAL_SEVERE), (15, Group.RENAL_END_STAGE))
_AFTER_THE_LAST_DOSE = (
    *("last", "final", "after treatment", "following treatment", "after therapy", "following therapy"),
    *(
        "after stopping",
        "after discontinu",
        "following discontinu",
        "cessation of",
        "after completi",
        "following completi",
    ),
)


def extract(reading: Reading) -> Iterator[Population]:
    """One per advice and population that a sentence of sections 5, 8 or 12.3, or of a guide, names.

    Of a kidney or liver that section 8 says nothing about, also what section 2 says.
    """
    stated = tuple(_stated(reading.guide_and(*_SECTIONS)))
    yield from stated
    told = {organ for fact in stated if is_within(fact.evidence[0].section, ("8",)) for organ in _organs_of(fact)}
    yield from (fact for fact in _stated(filter(_organ_above, reading.within("2"))) if _organs_of(fact) - told)


def _organs_of(fact: Population) -> frozenset[str]:
    return frozenset(organ for organ, degrees in _DEGREES.items() if fact.population in degrees.values())


def _stated(passages: Iterable[Passage]) -> Iterator[Population]:
    for passage in passages:
        before: list[TokenSpan] = []
        for sentence in passage.sentences:
            yield from _of_sentence(passage, before, sentence)
            before.append(sentence)


def _of_sentence(passage: Passage, before: Sequence[TokenSpan], sentence: TokenSpan) -> Iterator[Population]:
    """The statements of a sentence: of two that end with the same word that there are no data ("safety and pharmacokinetics
    are unknown"), and of the words that no adjustment is recommended nothing else.
    """
    found = sorted(
        patterns("population").find(sentence), key=lambda match: match.pattern.gives["advice"] == Advice.NO_DATA
    )
    unadjusted = [match.tokens for match in found if match.pattern.gives["advice"] == Advice.NO_DOSE_ADJUSTMENT]
    named = _meant(passage, before, sentence) if found else ()
    told: dict[int, tuple[Population, ...]] = {}
    for match in found:
        stated = tuple(_of_match(passage, sentence, match, named))
        if stated and not any(words.start < match.tokens.start < words.end for words in unadjusted):
            told[match.tokens.end] = stated
    for facts in told.values():
        yield from facts


def _meant(passage: Passage, before: Sequence[TokenSpan], sentence: TokenSpan) -> tuple[Group, ...]:
    """The populations that a sentence names; of "these patients" those that the last sentence before it names, and of
    "Monitor ..." those of the one just before it.
    """
    named = _groups(passage, sentence)
    is_these, is_going_on = _THESE.search(sentence.text), _GOING_ON.match(sentence.text)
    if named or not (is_these or is_going_on) or _CLEARANCE.search(sentence.text):
        return named
    earlier = (_groups(passage, one) for one in reversed(before if is_these else before[-1:]))
    return next((groups for groups in earlier if groups), ())


def _of_match(passage: Passage, sentence: TokenSpan, match: Match, named: tuple[Group, ...]) -> Iterator[Population]:
    advice = Advice(match.pattern.gives["advice"])
    if advice is Advice.NO_OVERALL_DIFFERENCE and not is_within(passage.chapter, ("8",)):
        return
    if advice in _ONLY_IN_8 and not is_within(passage.chapter, ("2", "8", "12.3")):
        return
    who = match.slots.get("who")
    if who is not None and not _named(who) & _OF_WHOM[advice]:
        return
    left_out = _unspoken(sentence, advice)
    groups = [group for group in named if group in _OF_WHOM[advice] - left_out]
    durations = _durations(sentence) if advice in _TIMED else []
    for position, group in enumerate(groups):
        token = durations[min(position, len(durations) - 1)] if durations else None
        yield _population(passage, sentence, match, (advice, group), token)


def _unspoken(sentence: TokenSpan, advice: Advice) -> frozenset[Group]:
    """Groups that a sentence names and does not speak of: women, where pregnancies are registered or babies monitored, and
    nursing mothers, where only how much milk there is was not studied.
    """
    if advice is Advice.MONITOR and _NOT_OF_WOMEN.search(sentence.text):
        return frozenset({Group.PREGNANCY})
    if advice is Advice.NO_DATA and "milk production" in sentence.text and not _MILK.search(sentence.text):
        return frozenset({Group.LACTATION})
    return frozenset()


def _population(
    passage: Passage, sentence: TokenSpan, match: Match, said: tuple[Advice, Group], time: tuple[Token, Quantity] | None
) -> Population:
    numbers = [token for token in sentence if token.ent_type_ == Dimension.TIMES_ULN.value]
    read = ([time[0]] if time else []) + numbers
    return Population(
        evidence=(passage.evidence(sentence),),
        values=tuple(passage.token_span(token) for token in read),
        read_by=f"population.{match.pattern.id}",
        population=said[1],
        advice=said[0],
        duration=time[1].value if time else None,
        duration_unit=time[1].unit if time else None,
        comparison=time[1].comparison if time else None,
    )


def _groups(passage: Passage, sentence: TokenSpan) -> tuple[Group, ...]:
    """The populations that a sentence names, in its order; else those of the heading or the section."""
    found: dict[Group, None] = {}
    organ = _organ(passage, sentence)
    others = _OTHERS.search(sentence.text)
    for token in sentence:
        if others is None or token.idx - sentence.start_char < others.start():
            found.update(dict.fromkeys(_groups_of(token, organ, is_any=not is_within(passage.chapter, ("2",)))))
    if _OF_BOTH_SEXES.search(sentence.text):
        found.update(dict.fromkeys((Group.FEMALES_OF_REPRODUCTIVE_POTENTIAL, Group.MALES_OF_REPRODUCTIVE_POTENTIAL)))
    if organ == "hepatic" and found.keys() >= set(_DEGREES[organ].values()) and (classes := _by_class(sentence)):
        found = {group: None for group in found if group in classes or group not in _ORGANS}
    if organ is not None and _FROM_MILD_TO_SEVERE.search(sentence.text):
        found.update(dict.fromkeys(_DEGREES[organ].values()))
    if organ == "renal" and (cleared := tuple(_by_clearance(sentence))):
        every_degree = found.keys() >= set(_DEGREES[organ].values())
        kept = found.keys() - set(_DEGREES[organ].values()) if every_degree else found.keys()
        found = dict.fromkeys((*(group for group in found if group in kept), *cleared))
    if not found and organ == "hepatic":
        found.update(dict.fromkeys(_by_bilirubin(sentence)))
    if not found:
        found.update(dict.fromkeys(_by_heading(passage)))
    return tuple(_of_organs_alone(found))


def _of_organs_alone(found: Iterable[Group]) -> Iterator[Group]:
    """The groups; of children or the elderly with an impairment only the impairment, which is what the advice is for.

    An impairment of every degree in one age group is no advice for that impairment.
    """
    groups = tuple(found)
    if not (_AGES & set(groups) and _ORGANS & set(groups)):
        yield from groups
        return
    for degrees in _DEGREES.values():
        named = [group for group in groups if group in degrees.values()]
        if len(named) < len(degrees):
            yield from named
    yield from (group for group in groups if group is Group.RENAL_END_STAGE)


def _by_clearance(sentence: TokenSpan) -> Iterator[Group]:
    """The degree that an upper bound on creatinine clearance or eGFR stands for (FDA guidance): severe below 30 mL/min."""
    if not _CLEARANCE.search(sentence.text):
        return
    for token in sentence:
        bound = quantity_of(token)
        is_rate = bound is not None and bound.dimension is Dimension.RATE
        if bound is not None and is_rate and bound.comparison is not None and bound.comparison.is_upper:
            yield from (group for limit, group in _CLEARANCES if bound.value == limit)
            return


def _by_class(sentence: TokenSpan) -> frozenset[Group]:
    """The degrees that the Child-Pugh classes of a sentence stand for: A mild, B moderate, C severe."""
    degrees = dict(zip("ABC", _DEGREES["hepatic"].values(), strict=True))
    found = (degree for match in _CHILD_PUGH.finditer(sentence.text) for degree in match["classes"].upper())
    return frozenset(degrees[degree] for degree in found if degree in degrees)


def _groups_of(token: Token, organ: str | None, *, is_any: bool) -> Iterator[Group]:
    """The groups that a token names; an impairment of no degree is one of `is_any`."""
    term = term_of(token)
    if term is None:
        return
    if term.kind == "SEVERITY" and organ is not None:
        nearest = _nearest_organ(token) or organ
        yield _DEGREES[nearest][term.id]
    elif term.kind == "POPULATION" and term.id in ("renal", "hepatic"):
        told_before = token.doc[max(token.sent.start, token.i - 3) : token.i].text.casefold()
        if (
            is_any
            and told_before != "this degree of"
            and not any(other.ent_type_ == "SEVERITY" for other in token.sent)
        ):
            yield from _DEGREES[term.id].values()
    elif term.kind == "POPULATION" and not (token.i > token.sent.start and token.nbor(-1).lower_ == "not"):
        yield Group(term.id)


def _nearest_organ(token: Token) -> str | None:
    """The organ that a degree is of: the next organ after it in the sentence, else the last before."""
    organs = [other for other in token.sent if (term := term_of(other)) is not None and term.id in _DEGREES]
    after = [other for other in organs if other.i > token.i]
    nearest = after[0] if after else organs[-1] if organs else None
    term = term_of(nearest) if nearest is not None else None
    return term.id if term is not None else None


def _organ(passage: Passage, sentence: TokenSpan) -> str | None:
    """The organ whose impairment a sentence, or else its heading or section title, is about."""
    return _first_organ(sentence) or _organ_above(passage)


def _organ_above(passage: Passage) -> str | None:
    """The organ that the heading or the section title above a passage names."""
    for heading in reversed(passage.headings):
        if (organ := _first_organ(tokenize(heading)[:])) is not None:
            return organ
    title = passage.section and passage.document.section(passage.section)
    words = title.title.text.casefold() if title and title.title else ""
    return next((organ for organ in _DEGREES if organ in words), None)


def _first_organ(tokens: TokenSpan) -> str | None:
    terms = (term_of(token) for token in tokens)
    return next((term.id for term in terms if term is not None and term.id in _DEGREES), None)


def _by_bilirubin(sentence: TokenSpan) -> Iterator[Group]:
    """The degree that a bound on total bilirubin stands for (NCI Organ Dysfunction Working Group): mild to 1.5 x ULN."""
    if not any(token.lower_ == "bilirubin" or "bilirubin" in token.lower_ for token in sentence):
        return
    for token in sentence:
        bound = quantity_of(token)
        if bound is not None and bound.dimension is Dimension.TIMES_ULN:
            if (bound.high or bound.value) <= 1.5 and bound.comparison is not None and "<" in bound.comparison:
                yield Group.HEPATIC_MILD
            return


def _by_heading(passage: Passage) -> Iterator[Group]:
    for heading in reversed(passage.headings):
        if heading.casefold() in _OF_HEADING:
            yield from _OF_HEADING[heading.casefold()]
            return
    if passage.chapter in _OF_SECTION:
        yield _OF_SECTION[passage.chapter]


def _named(tokens: TokenSpan) -> frozenset[Group]:
    terms = [term for token in tokens if (term := term_of(token)) is not None and term.kind == "POPULATION"]
    return frozenset(Group(term.id) for term in terms if term.id not in _DEGREES)


def _durations(sentence: TokenSpan) -> Sequence[tuple[Token, Quantity]]:
    """The times after the last dose, in order; "at least 5 and 8 months" has two with one bound and one unit."""
    tokens = [token for token in sentence if token.ent_type_ in (Dimension.DURATION.value, Dimension.NUMBER.value)]
    timed = [(token, quantity) for token in tokens if (quantity := quantity_of(token)) is not None]
    units = [quantity.unit for _, quantity in timed if quantity.unit]
    after = any(word in sentence.text.casefold() for word in _AFTER_THE_LAST_DOSE)
    if not units or not after:
        return []
    bound = timed[0][1].comparison
    return [
        (token, replace(found, unit=found.unit or units[-1], comparison=found.comparison or bound))
        for token, found in timed
    ]
