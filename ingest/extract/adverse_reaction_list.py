"""Reactions with percentages in the lists of running text: "reactions were infection (6%), rash (2%)".

Those of section 6 and of pediatric and geriatric patients (8.4, 8.5; in 8.1, they are of animals), and of a guide.

A list that only repeats the cells of a table states the facts of those cells again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.arm_shares import ArmShare, arms_of, resolved, treated_groups_of
from ingest.drug_words import STEM
from ingest.grade import ALL_GRADES, find_grade, grade_numbers
from ingest.listed_term import ListedTerm, TermList
from ingest.names import ProductName, is_product, product_name
from ingest.passages import Passage
from ingest.reaction_context import context_of_text
from ingest.reaction_setting import REACTION, Setting, after, is_run_on
from ingest.reaction_table import facts_of
from ingest.reading import Reading
from ingest.study_name import study_in_text
from ingest.term_list import term_lists
from ingest.tokens import quantity_of
from kg.codes import Form, ReactionContext
from kg.facts import AdverseReaction, LabAbnormality, ReactionObservation
from kg.locator import Span

_LABORATORY = re.compile(r"\blaboratory\s+(?:test\s+)?abnormalit(?:y|ies)\b", re.IGNORECASE)
_ARM = re.compile(r"\b[Ii]n\s+the\s+(?P<arm>[^,;()]{2,60}?)\s+(?:arm|group)\b")
_OTHER_ARM = re.compile(r"\b(?:placebo|control|comparator)\b", re.IGNORECASE)
_MORE_THAN = re.compile(
    r"\b(?:than|exceed\w*|twice|times)\s+(?:\w+\s+){0,4}?(?:placebo|control)(?:\s+(?:rate|group))?\b|\bplacebo[-\s]controlled\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:similar|balanced|comparable)\s+(?:\w+\s+){0,3}?between\b", re.IGNORECASE)
_POOLED = re.compile(r"\bpooled\s+safety\s+population\b", re.IGNORECASE)
_OF_PARTNER = re.compile(
    rf"\b(?:interruption|reduction|discontinuation|withdrawal|delay)s?\s+of\s+(?P<drug>[a-z]{{4,}}(?:{STEM}))\b[^,;()]{{0,40}}$"
)
"""Words of a drug of the same regimen as that of which the dose was changed; a list of what led to it is not the product's."""
_RELATED = re.compile(r"\b(?:treatment|drug)-(?:related|emergent)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:most\s+(?:common|frequent)|th[eo]se)\b", re.IGNORECASE)
_SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z0-9-]*[A-Z0-9])\)")
_DIRECTION = re.compile(r"\b(?:in|de)creased?\b|\belevat(?:ed|ion)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TABLE_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Introduction:
    """What the introduction of a list says of all its terms."""

    kind: type[ReactionObservation]
    arm: str | None
    arms: tuple[str, ...]
    grade: str
    context: ReactionContext
    study: str | None


@dataclass(frozen=True, slots=True)
class _Read:
    """A term of a list with one of its percentages."""

    term: ListedTerm
    share: ArmShare


def extract(reading: Reading) -> Iterator[ReactionObservation]:
    """One fact per term with a percentage of the lists of reactions of a label, and of a guide in front of it."""
    product = product_name(reading.document)
    in_tables = _cells(reading, product)
    setting, section = Setting(), ""
    for passage in reading.guide_and("6", "8.4", "8.5"):
        if passage.table is not None:
            continue
        if section != (passage.section or ""):
            setting, section = Setting(), passage.section or ""
        for sentence in passage.sentences:
            before, setting = setting, after(setting, passage, sentence, product, reading.study_names)
            for found in term_lists(sentence, continues=_continues(passage, sentence)):
                own = before if is_run_on(sentence, found.tokens) else setting
                introduction = _introduction(found, passage, own, product)
                if introduction is not None:
                    yield from _facts(passage, found, introduction, own, in_tables)
            setting = replace(setting, sentence=sentence.text)


_Cells = Mapping[tuple[frozenset[str], Decimal], ReactionObservation]
"""The facts of the tables by term and percentage."""


def _cells(reading: Reading, product: ProductName | None) -> _Cells:
    """The facts of the product's arms in the tables of the label; of equal terms and percentages the first."""
    found: dict[tuple[frozenset[str], Decimal], ReactionObservation] = {}
    for fact in (*facts_of(reading, AdverseReaction), *facts_of(reading, LabAbnormality)):
        if fact.arm is None or is_product(fact.arm, product):
            found.setdefault((_words(fact.term), fact.percent), fact)
    return found


def _words(term: str) -> frozenset[str]:
    found = re.findall(r"[a-z0-9]+", term.casefold())
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found)


def _cell(term: str, percent: Decimal, in_tables: _Cells) -> ReactionObservation | None:
    """The fact of a table's cell that a term of a list states again, by its name or by the abbreviation behind it."""
    ways = [term]
    short = _SHORT.search(term)
    if short is not None:
        rest = f"{term[: short.start()]} {term[short.end() :]}"
        ways += [rest, " ".join([short["short"], *_DIRECTION.findall(rest)])]
    return next((fact for way in ways if (fact := in_tables.get((_words(way), percent)))), None)


def _continues(passage: Passage, sentence: TokenSpan) -> bool:
    """Whether a sentence is an item of a list of reactions that a paragraph before it introduces."""
    introduced = passage.lead is not None and REACTION.search(passage.lead.text) is not None
    return introduced and sentence.start == 0


def _introduction(
    found: TermList, passage: Passage, setting: Setting, product: ProductName | None
) -> _Introduction | None:
    """What the words before a list say of it; None if they do not speak of reactions to the product."""
    lead = found.lead.text
    if not lead and passage.lead is not None:
        lead = passage.lead.text
    if not (REACTION.search(lead) or _LABORATORY.search(lead)) and REACTION.search(found.ahead):
        lead = f"{found.ahead} {lead}"
    if not (REACTION.search(lead) or _LABORATORY.search(lead)) and _MOST.search(lead):
        lead = f"{setting.sentence} {lead}"
    is_reaction = REACTION.search(lead) is not None
    if not (is_reaction or _LABORATORY.search(lead)) or _COMPARED.search(found.tokens.text):
        return None
    arm = _arm(lead, product)
    if arm is None and _OTHER_ARM.search(_MORE_THAN.sub("", lead)) and not arms_of(lead, product):
        return None
    partner = _OF_PARTNER.search(lead)
    if partner is not None and not is_product(partner["drug"], product):
        return None
    grade = find_grade(lead)
    pooled = _POOLED.search(lead)
    return _Introduction(
        kind=AdverseReaction if is_reaction else LabAbnormality,
        arm=arm or (product.name if product else None),
        arms=arms_of(lead, product) or treated_groups_of(lead),
        grade=grade.code if grade else ALL_GRADES,
        context=context_of_text(lead),
        study=pooled.group() if pooled else study_in_text(lead) or setting.study,
    )


def _arm(lead: str, product: ProductName | None) -> str | None:
    """The arm that an introduction names; the product's name if it names the product."""
    named = _ARM.search(lead)
    words = named["arm"] if named else lead
    if is_product(words, product) and product is not None:
        return product.name
    return named["arm"] if named else None


def _facts(
    passage: Passage,
    found: TermList,
    introduction: _Introduction,
    setting: Setting,
    in_tables: _Cells,
) -> Iterator[ReactionObservation]:
    """The facts of a list; where it mostly repeats a table, those of the table's cells, stated again."""
    shares = [_shares(one, found, introduction) for one in found.terms]
    first = [own[0].percent if own else None for own in shares]
    known = [
        _cell(one.term.text, _percent(percent), in_tables) if percent is not None else None
        for one, percent in zip(found.terms, first, strict=True)
    ]
    is_told = sum(cell is not None for cell in known) >= _TABLE_SHARE * len(known)
    repeats = introduction.context is ReactionContext.INCIDENCE and is_told
    for own, one, cell in zip(shares, found.terms, known, strict=True):
        if repeats and cell is not None:
            yield _repeated(passage, found, own[0], cell)
        else:
            yield from (_fact(passage, found, _Read(one, share), introduction, setting) for share in own)


def _repeated(passage: Passage, found: TermList, share: ArmShare, cell: ReactionObservation) -> ReactionObservation:
    """The fact of a table's cell as the list states it again."""
    return replace(
        cell,
        evidence=(passage.evidence(found.tokens),),
        values=(_digits(passage, share.percent),),
        read_by="adverse_reaction_list.percentages",
        form=Form.LIST,
    )


def _shares(one: ListedTerm, found: TermList, introduction: _Introduction) -> tuple[ArmShare, ...]:
    """The percentages of a term with their arms: its one percentage, or those of several arms as far as they are told."""
    if one.percent is not None:
        return (ArmShare(percent=one.percent, arm=introduction.arm),)
    doses = next(
        (names for other in found.terms if (names := [share.dose for share in other.shares if share.dose])), []
    )
    return resolved(one.shares, introduction.arms, doses)


def _fact(
    passage: Passage, found: TermList, read: _Read, introduction: _Introduction, setting: Setting
) -> ReactionObservation:
    one, share = read.term, read.share
    term, grade = _graded(one.term.text)
    stated = quantity_of(share.percent)
    counted = quantity_of(one.count) if one.count is not None else None
    numbers = [share.percent, *([one.count] if one.count is not None else [])]
    is_sole = one.percent is not None
    patients = setting.patients if introduction.study == setting.study and is_sole else None
    return introduction.kind(
        evidence=(passage.evidence(found.tokens), *([patients.evidence] if patients else [])),
        values=(
            *(_digits(passage, number) for number in numbers),
            *([patients.number] if patients else []),
            *(_grade_numbers(passage, found.lead, introduction.grade) if grade is None else []),
        ),
        read_by="adverse_reaction_list.percentages",
        form=Form.LIST,
        term=term,
        arm=share.arm or introduction.arm,
        arm_n=patients.n if patients else None,
        grade=grade or introduction.grade,
        context=introduction.context,
        comparison=stated.comparison if stated else None,
        percent=_percent(share.percent),
        count=int(counted.value) if counted else None,
        study=", ".join(part for part in (introduction.study, share.dose) if part) or None,
        system_organ_class=one.heading,
        included_terms=one.included_terms,
    )


def _grade_numbers(passage: Passage, lead: TokenSpan, code: str) -> Iterator[Span]:
    """Where the numbers of the grade stand that the introduction of a list gives to all its terms."""
    stated = find_grade(lead.text)
    if stated is None or stated.code != code:
        return
    for start, end in grade_numbers(lead.text):
        yield passage.text.span(lead.start_char + start, lead.start_char + end)


def _graded(term: str) -> tuple[str, str | None]:
    """A term without the grade that is printed within it, and that grade."""
    grade = find_grade(term)
    if grade is None:
        return term, None
    rest = _RELATED.sub("", f"{term[: grade.start]} {term[grade.end :]}")
    return " ".join(rest.split()).strip(" ,()"), grade.code


def _percent(token: Token) -> Decimal:
    stated = quantity_of(token)
    if stated is None:
        raise ValueError(f"{token.text!r} is no percentage; expected a token of a percentage")
    return stated.value


def _digits(passage: Passage, token: Token) -> Span:
    """Where the number of a quantity stands in the source."""
    digits = _NUMBER.search(token.text)
    if digits is None:
        raise ValueError(f"{token.text!r} has no number; expected a token of a quantity")
    return passage.text.span(token.idx + digits.start(), token.idx + digits.end())
