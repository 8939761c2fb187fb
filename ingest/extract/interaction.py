"""Drug interactions: the drugs that section 7 names and what it advises for them (21 CFR 201.57(c)(8)).

Section 2 is read too, where it gives doses for drugs taken together, and section 5 where a label has no section 7.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.document import Cell, Document, Part, Table
from ingest.matcher import Match, PatternSet, patterns
from ingest.names import ProductName, is_product, product_name
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.tokens import tokenize
from ingest.wording import without_references
from kg.codes import Form, InteractionAdvice
from kg.facts import Interaction

_DRUG = r"(?!(?:an)?other\b)[a-z-]{5,}(?<!s)(?:\s[a-z]{4,}(?<!s))?"
"""A drug's name within a sentence: one or two words in small letters, no plural."""
_TWO = re.compile(rf"(?P<one>{_DRUG})\s+or\s+(?P<two>{_DRUG})")
_LONGEST_HEADING, _LONGEST_DESCRIPTION, _LONGEST_NAME = 14, 14, 8


def extract(reading: Reading) -> Iterator[Interaction]:
    """One per advice that a sentence gives for drugs taken with the product, once for each heading and advice."""
    product = product_name(reading.document)
    has_own = any(True for _ in reading.within("7"))
    for passage in (*reading.passages, *reading.cells):
        if passage.part is not Part.FULL:
            continue
        own = is_within(passage.chapter, ("7",))
        named = _named(passage) if own else None
        if passage.table is not None and named is None:
            continue
        if own or is_within(passage.chapter, ("2",) if has_own else ("2", "5")):
            yield from _of_passage(passage, product, named=named, own=own)


def _of_passage(
    passage: Passage, product: ProductName | None, *, named: str | None, own: bool
) -> Iterator[Interaction]:
    if not own and not _of("together").first(passage.tokens):
        return
    given: set[tuple[str, InteractionAdvice]] = set()
    mentioned: str | None = None
    for sentence in passage.sentences:
        is_instead = mentioned is not None and _of("alternative").opening(sentence) is not None
        phrase = mentioned if is_instead else _phrase(sentence, product, own=own)
        mentioned = phrase or mentioned
        precipitant = named or phrase or (mentioned if own else None)
        if precipitant is None or (not own and not _of("together").first(sentence)):
            continue
        for match in patterns("interaction").find(sentence):
            advice = InteractionAdvice(match.pattern.gives["advice"])
            for drug in _each(precipitant) if _holds(sentence, match, advice) else ():
                if (drug, advice) not in given:
                    given.add((drug, advice))
                    yield _interaction(passage, sentence, match, drug, advice)


def _each(precipitant: str) -> tuple[str, ...]:
    """The drugs that a phrase names: both of two that "or" joins, unless they are classes of drugs.

    >>> _each("samplol phosphate or examplol"), _each("strong inhibitors or inducers")
    (('samplol phosphate', 'examplol'), ('strong inhibitors or inducers',))
    """
    found = _TWO.fullmatch(precipitant)
    return (precipitant,) if found is None else (found["one"], found["two"])


def _interaction(
    passage: Passage, sentence: TokenSpan, match: Match, precipitant: str, advice: InteractionAdvice
) -> Interaction:
    return Interaction(
        evidence=(passage.evidence(sentence),),
        read_by=f"interaction.{match.pattern.id}",
        form=Form.TABLE if passage.table else Form.LIST if passage.level else Form.SENTENCE,
        precipitant=precipitant,
        advice=advice,
    )


def _holds(sentence: TokenSpan, match: Match, advice: InteractionAdvice) -> bool:
    """Whether the matched words advise it: "cannot be avoided", "no dose reduction" and "not contraindicated" do not."""
    if match.pattern.id == "avoid":
        denied = [found.tokens for found in _of("denied").find(sentence)]
        return not any(words.start <= match.tokens.start < words.end for words in denied)
    if advice in (InteractionAdvice.NO_ADJUSTMENT, InteractionAdvice.SEPARATE):
        return True
    of_dose = advice in (InteractionAdvice.INCREASE_DOSE, InteractionAdvice.REDUCE_DOSE)
    negated = any(0 <= match.tokens.start - found.tokens.end <= 1 for found in _of("negation").find(sentence))
    return not negated and not (of_dose and _of("afterwards").first(sentence))


def _named(passage: Passage) -> str | None:
    """The drugs that the nearest heading names; None where it names none ("Effect of Other Drugs on EXAMPLINE").

    A cell of a table is under the row as wide as the table above it, or beside the first cell of its row.
    """
    if passage.table is not None:
        return _row_name(passage, passage.table)
    if passage.headings:
        heading = passage.headings[-1].rstrip(":").strip()
        return heading if len(heading.split()) <= _LONGEST_HEADING and _names_drugs(heading) else None
    title = _title(passage.document, passage.section)
    return title if title is not None and _names_drugs(title) else None


def _names_drugs(heading: str) -> bool:
    return _of("general").first(tokenize(heading)) is None


def _row_name(passage: Passage, table: Table) -> str | None:
    own = next((cell for cell in table.cells if cell.text is passage.text), None)
    if own is None or own.column == 0:
        return None
    above = [
        cell for cell in table.cells if cell.row < own.row and cell.column == 0 and cell.column_span >= table.columns
    ]
    naming: list[Cell | None] = [*above[-1:], table.cell(own.row, 0)]
    for cell in naming:
        if cell is not None and cell.words and _names_drugs(cell.words):
            return cell.words.rstrip(":")
    return None


def _title(document: Document, number: str | None) -> str | None:
    """The title of a subsection; None for a section of the first level."""
    if number is None or "." not in number:
        return None
    section = document.section(number)
    return section.title.text if section is not None and section.title is not None else None


def _phrase(sentence: TokenSpan, product: ProductName | None, *, own: bool) -> str | None:
    """The drugs that a sentence speaks of: a class of drugs, "drugs that ...", or what is used with the product."""
    described = (*(match.tokens for match in _of("class").find(sentence)), *_descriptions(sentence))
    phrases = (_stripped(words) for words in described)
    found = next((phrase for phrase in phrases if " " in phrase and not is_product(phrase, product)), None)
    return found or (_used_with(sentence, product) if own else None)


def _descriptions(sentence: TokenSpan) -> Iterator[TokenSpan]:
    """What describes drugs: "drugs that prolong the QT interval"."""
    for head in _of("that").find(sentence):
        rest = sentence.doc[head.tokens.end : sentence.end]
        words = sentence.doc[head.tokens.start : _of("that-end").before(rest[1:]).end]
        if 0 < words.end - head.tokens.end <= _LONGEST_DESCRIPTION and not _of("that-no").opening(rest):
            yield words


def _used_with(sentence: TokenSpan, product: ProductName | None) -> str | None:
    """What a sentence says is used, given or taken with the product."""
    for found in _of("used").find(sentence):
        words = _of("used-end").before(sentence.doc[found.tokens.end : sentence.end])
        for name in _two(words):
            phrase = _stripped(name)
            is_name = 0 < len(phrase.split()) <= _LONGEST_NAME and not _of("no-drug").opening(tokenize(phrase))
            if is_name and not is_product(phrase, product):
                return phrase
    return None


def _two(words: TokenSpan) -> Iterator[TokenSpan]:
    """The second and the first of two names that "with" or "and" joins, not "and/or"; else the words as they are."""
    doc = words.doc
    joins = (match.tokens for match in _of("used-and").find(words))
    joined = next((tokens for tokens in joins if doc[tokens.end : tokens.end + 1].text != "/"), None)
    if joined is not None:
        yield doc[joined.end : words.end]
    yield doc[words.start : joined.start if joined is not None else words.end]


def _stripped(words: TokenSpan) -> str:
    """A phrase without references and the words in front that are no part of it."""
    leading = _of("leading").opening(words) if len(words) else None
    kept = words.doc[leading.tokens.end : words.end] if leading is not None else words
    return without_references(kept.text).strip()


def _of(part: str) -> PatternSet:
    return patterns("interacting_drug", part)
