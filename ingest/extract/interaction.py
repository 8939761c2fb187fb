"""Drug interactions: the drugs that section 7 names and what it advises for them (21 CFR 201.57(c)(8)).

Section 2 is read too, where it gives doses for drugs taken together, and section 5 where a label has no section 7.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.document import Cell, Document, Part, Table
from ingest.matcher import Match, patterns
from ingest.names import ProductName, is_product, product_name
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.wording import without_references
from kg.codes import Form, InteractionAdvice
from kg.facts import Interaction

_I = re.IGNORECASE
_TOGETHER = re.compile(
    r"\b(?:concomitant\w*|concurrent\w*|co-?administ\w+|together\s+with|in\s+combination\s+with|taking|receiving|use\s+with)\b",
    _I,
)
_CLASS = re.compile(
    r"(?:(?:(?:combined|dual|strong|moderate|weak|potent|sensitive|other|certain|known|and|or|both|to|P-gp|BCRP|UGT\w+|OATP\w+|OAT\w+|OCT\w+"
    r"|MATE\w*|CYP\w+|P-glycoprotein|BSEP|monoamine|oxidase|serotonin|reuptake|proton|pump|HMG-CoA|reductase|MAO|cytochrome|P450|bile|salt|acid"
    r"|transporter|enzyme|aromatase|thrombin|protease|xanthine|carbonic|anhydrase|gastric|reducing|binding|TNF|blocking|QTc?)(?:[,/-]|\s)+)+)"
    r"(?:inhibitors?|inducers?|substrates?|agents?|resins?)\b",
    _I,
)
_THAT = re.compile(
    r"\b(?:(?:other|any|nephrotoxic|hepatotoxic|myelosuppressive|serotonergic|centrally\s+acting|antihypertensive)\s+)*"
    r"(?:drugs?|agents?|medicinal\s+products?|medications?|medicines|products?)\s+(?:(?:that|which)\s+|known\s+to\s+|containing\s+|with\s+|whose\s+)"
    r"(?!do\s+not\b|should\b|may\b|can\b|cannot\b)[^.,;:()\[\]]{3,90}?"
    r"(?=\s+(?:with|should|may|can|cannot|is|are|while|when|during|and\s+monitor)\b|[.,;:()\[\]]|\s*$)",
    _I,
)
_USED_WITH = re.compile(
    r"\b(?:(?:use|co-?administration|administration|co-?administ\w+|combination)\s+(?:of\s+)?|together\s+|concomitantly\s+|concurrently\s+"
    r"|\b(?:taking|receiving)\s+(?:concomitant\s+)?)(?:(?:with|of|and)\s+)?(?P<one>[^.,;:()\[\]]{3,70}?)"
    r"(?:\s+(?:with|and)\s+(?P<two>[^.,;:()\[\]]{3,70}?))?"
    r"(?=\s+(?:is|are|should|may|can|has|have|was|were|results?|due|because|in\s+patients|while|unless|if|when|cannot)\b|[.,;:()\[\]]|\s*$)",
    _I,
)
_GENERAL = re.compile(
    r"\b(?:effects?\s+(?:of|on)|other\s+drugs|potential\s+for|ability\s+of|drug\s+interactions?|clinical|interactions?\s+with|laboratory|general|table"
    r"|established|studies|management|impact|intervention|recommend\w*|dos(?:e|age|ing)\b|monitoring|section|adverse)",
    _I,
)
_UNAVOIDABLE = re.compile(
    r"(?:not\s+(?:feasible|possible)\s+to|unable\s+to|cannot\s+be|can\s?not|can’t\s+be|not\s+be)\s*$", _I
)
_NEGATED = re.compile(r"\b(?:no|not|without|nor)(?:\s+\w+)?\s*$", _I)
_NO_DRUG = re.compile(
    r"^(?:cannot|is|are|be|may|can|should|was|were|in|for|not|caution|no|at|by|this|these|patients)\b", _I
)
_AFTERWARDS = re.compile(
    r"\b(?:if|when|after|upon|following|once)\b[^.;]{0,80}\b(?:discontinu\w+|withdraw\w*|stopp\w+)\b(?!\s+or\s+use)", _I
)
"""The dose for the time after the other drug is stopped: no advice for taking it."""
_ALTERNATIVE = re.compile(r"\s*(?:consider|use|select|choose|substitute)\b.{0,12}\balternat", _I)
"""A sentence that names the drugs to take instead."""
_DRUG = r"(?!(?:an)?other\b)[a-z-]{5,}(?<!s)(?:\s[a-z]{4,}(?<!s))?"
_TWO = re.compile(rf"(?P<one>{_DRUG})\s+or\s+(?P<two>{_DRUG})")
_LEADING = re.compile(r"^(?:(?:and|or|of|with|to|both|an?|the|known|any|concomitant|use\s+of|patients?)\s+)+", _I)


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
    if not own and not _TOGETHER.search(passage.text.text):
        return
    given: set[tuple[str, InteractionAdvice]] = set()
    mentioned: str | None = None
    for sentence in passage.sentences:
        text = without_references(sentence.text)
        phrase = mentioned if mentioned and _ALTERNATIVE.match(text) else _phrase(text, product, own=own)
        mentioned = phrase or mentioned
        precipitant = named or phrase or (mentioned if own else None)
        if precipitant is None or (not own and not _TOGETHER.search(text)):
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
    before = sentence.doc.text[sentence.start_char : match.tokens.start_char]
    if advice is InteractionAdvice.AVOID and match.pattern.id == "avoid":
        return not _UNAVOIDABLE.search(before)
    if advice in (InteractionAdvice.NO_ADJUSTMENT, InteractionAdvice.SEPARATE):
        return True
    of_dose = advice in (InteractionAdvice.INCREASE_DOSE, InteractionAdvice.REDUCE_DOSE)
    return not _NEGATED.search(before) and not (of_dose and _AFTERWARDS.search(sentence.text))


def _named(passage: Passage) -> str | None:
    """The drugs that the nearest heading names; None where it names none ("Effect of Other Drugs on EXAMPLINE").

    A cell of a table is under the row as wide as the table above it, or beside the first cell of its row.
    """
    if passage.table is not None:
        return _row_name(passage, passage.table)
    if passage.headings:
        heading = passage.headings[-1].rstrip(":").strip()
        return None if _GENERAL.search(heading) or len(heading.split()) > 14 else heading
    title = _title(passage.document, passage.section)
    return None if title is None or _GENERAL.search(title) else title


def _row_name(passage: Passage, table: Table) -> str | None:
    own = next((cell for cell in table.cells if cell.text is passage.text), None)
    if own is None or own.column == 0:
        return None
    above = [
        cell for cell in table.cells if cell.row < own.row and cell.column == 0 and cell.column_span >= table.columns
    ]
    naming: list[Cell | None] = [*above[-1:], table.cell(own.row, 0)]
    for cell in naming:
        if cell is not None and cell.words and not _GENERAL.search(cell.words):
            return cell.words.rstrip(":")
    return None


def _title(document: Document, number: str | None) -> str | None:
    """The title of a subsection; None for a section of the first level."""
    if number is None or "." not in number:
        return None
    section = document.section(number)
    return section.title.text if section is not None and section.title is not None else None


def _phrase(text: str, product: ProductName | None, *, own: bool) -> str | None:
    """The drugs that a sentence speaks of: a class of drugs, "drugs that ...", or what is used with the product."""
    for pattern in (_CLASS, _THAT):
        for found in pattern.finditer(text):
            phrase: str = _LEADING.sub("", found[0].strip())
            if len(phrase.split()) > 1 and not is_product(phrase, product):
                return phrase
    return _used_with(text, product) if own else None


def _used_with(text: str, product: ProductName | None) -> str | None:
    """What a sentence says is used, given or taken with the product."""
    for found in _USED_WITH.finditer(text):
        for name in ("two", "one"):
            phrase: str = _LEADING.sub("", (found.group(name) or "").strip())
            if phrase and len(phrase.split()) <= 8 and not _NO_DRUG.match(phrase) and not is_product(phrase, product):
                return phrase
    return None
