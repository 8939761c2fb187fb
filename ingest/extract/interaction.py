"""Drug interactions: the drugs that section 7 names and what it advises for them (21 CFR 201.57(c)(8)).

Section 2 is read too, where it gives doses for drugs taken together, section 5 where a label has no section 7, and sections
4 and 5 for drugs that no other section names.
"""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span as TokenSpan

from ingest.contraindicated import contraindicated
from ingest.document import Document, Part, Table
from ingest.matcher import Match, PatternSet, patterns
from ingest.names import ProductName, product_name
from ingest.other_drugs import OtherDrug, Use, listed_drugs, named_drug, other_drug, taken_drugs
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.tokens import tokenize
from ingest.wording import shared_of_shorter, telling_words
from kg.codes import Form, InteractionAdvice
from kg.facts import Interaction

_DRUG = r"(?!(?:an)?other\b)[a-z-]{5,}(?<!s)(?:\s[a-z]{4,}(?<!s))?"
"""A drug's name within a sentence: one or two words in small letters, no plural."""
_TWO = re.compile(rf"(?P<one>{_DRUG})\s+(?:and|or)\s+(?!(?P=one)\b)(?P<two>{_DRUG})")
_TWO_CLASSES = re.compile(
    r"(?P<one>\S.* (?P<does>inhibitor|inducer|substrate|antagonist|blocker)s?) (?:and|or) (?:an? )?"
    r"(?P<two>\S.* (?P<also>inhibitor|inducer|substrate|antagonist|blocker)s?)"
)
_BOTH_WAYS = re.compile(
    r"(?P<before>\S.*? )(?P<does>inhibitor|inducer)s? (?:and|or) (?P<also>inhibitor|inducer)s?(?P<behind>(?: of .+)?)"
)
"""One class of drugs in two directions: "strong CYP3A4 inducers and inhibitors"."""
_SAME_DRUGS = 0.5
"""Which share of its words a phrase has in common with a heading that names the same drugs in other words."""
_LISTED = re.compile(r"\([^()]*,[^()]*\)")
"""Examples in brackets: "(e.g., antacids, resins)"."""
_OF_LISTS = frozenset({InteractionAdvice.AVOID, InteractionAdvice.NO_ADJUSTMENT})
"""What a sentence may advise for each drug of a list."""
_DEGREES = frozenset({"strong", "moderate", "weak", "sensitive"})
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SIZE_OF_DOSE = re.compile(r"\b(?:high|low|standard)[- ]dose\b", re.IGNORECASE)
"""What is told of a drug in front of its name, and is no word of dosage: "High-dose samplol"."""
_MARKS = re.compile("[*\u2020\u2021\u2022]")
_LONGEST_HEADING, _LONGEST_RUN_IN = 14, 6


def extract(reading: Reading) -> Iterator[Interaction]:
    """One per advice that a sentence gives for drugs taken with the product, once for each heading and advice."""
    product = product_name(reading.document)
    stated = list(_advised(reading, product))
    for further in (_contraindicated(reading, product), _avoided(reading, product), _warned(reading, product)):
        stated += [found for found in further if not any(_is_named_again(found, other) for other in stated)]
    yield from stated


def _is_named_again(found: Interaction, other: Interaction) -> bool:
    """Whether drugs that section 4 names are those of an advice: all their words, or most of what is contraindicated too."""
    own, told = telling_words(found.precipitant), telling_words(other.precipitant)
    return own <= told or (other.advice is found.advice and shared_of_shorter(own, told) >= _SAME_DRUGS)


def _advised(reading: Reading, product: ProductName | None) -> Iterator[Interaction]:
    """What sections 7, 2 and 5 advise."""
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


def _avoided(reading: Reading, product: ProductName | None) -> Iterator[Interaction]:
    """What section 4 says to avoid, beside its conditions."""
    for passage in reading.within("4"):
        told = _of_passage(passage, product, named=None, own=True)
        yield from (found for found in told if found.advice is InteractionAdvice.AVOID)


def _warned(reading: Reading, product: ProductName | None) -> Iterator[Interaction]:
    """What section 5 advises for drugs taken with the product, whatever section 7 names beside it.

    What sections 1 and 2 name is given with it: a partner of its treatment, or a premedication.
    """
    given = " ".join(passage.tokens.text for chapter in ("1", "2") for passage in reading.within(chapter)).casefold()
    for passage in reading.within("5"):
        for found in _of_passage(passage, product, named=None, own=False, surely_used=True):
            if found.advice is InteractionAdvice.AVOID or found.precipitant.casefold() not in given:
                yield found


def _contraindicated(reading: Reading, product: ProductName | None) -> Iterator[Interaction]:
    """The drugs that a condition of section 4 says are not to be taken with the product, each of a list."""
    for stated in contraindicated(reading):
        sides = (stated.drugs, stated.words)
        drugs = next((found for words in sides if words is not None and (found := taken_drugs(words, product))), ())
        for name in drugs:
            yield Interaction(
                evidence=(stated.passage.evidence(stated.quoted),),
                read_by=f"interaction.{InteractionAdvice.CONTRAINDICATED}",
                form=Form.LIST if stated.passage.level or len(drugs) > 1 else Form.SENTENCE,
                precipitant=name,
                advice=InteractionAdvice.CONTRAINDICATED,
            )


def _of_passage(
    passage: Passage, product: ProductName | None, *, named: str | None, own: bool, surely_used: bool = False
) -> Iterator[Interaction]:
    if not own and not _of("together").first(passage.tokens):
        return
    use = Use.ANY if own else Use.SURE if surely_used else Use.NONE
    given: set[tuple[str, InteractionAdvice]] = set()
    mentioned: OtherDrug | None = None
    for sentence in passage.sentences:
        is_instead = mentioned is not None and _of("alternative").opening(sentence) is not None
        drug = None if is_instead else _run_in(sentence, own=own) or other_drug(sentence, product, by_use=use)
        precipitant = _nearer(drug, named) or (mentioned.name if mentioned and (own or is_instead) else None)
        mentioned = drug or mentioned
        if precipitant is None or (not own and not _of("together").first(sentence)):
            continue
        for match in patterns("interaction").find(sentence):
            advice = InteractionAdvice(match.pattern.gives["advice"])
            instead = match.slots.get("instead")
            about = named_drug(instead, product) if instead is not None else precipitant
            listed = listed_drugs(sentence, product) if advice in _OF_LISTS and named is None else ()
            names = listed if about in listed else _each(about) if about is not None else ()
            for name in names if _holds(sentence, match, advice) else ():
                if (name, advice) not in given:
                    given.add((name, advice))
                    yield _interaction(passage, sentence, match, name, advice)


def _run_in(sentence: TokenSpan, *, own: bool) -> OtherDrug | None:
    """The drugs that a sentence of section 7 names in front of a colon, as a heading would."""
    head, colon, advice = sentence.text.partition(":")
    words = tokenize(head)
    is_any = _of("no-drug").first(words) is not None or _of("any-drug").takes_all(words)
    is_name = own and colon and advice and len(head.split()) <= _LONGEST_RUN_IN and not is_any
    return OtherDrug(name=_MARKS.sub("", head).strip(), is_subject=True) if is_name and _names_drugs(head) else None


def _nearer(drug: OtherDrug | None, named: str | None) -> str | None:
    """Which drugs a sentence is about: those of the heading, unless it names others, or the same ones more closely."""
    if drug is None or named is None:
        return drug.name if drug is not None else named and _without_roles(named)
    own, above = telling_words(drug.name), telling_words(_LISTED.sub("", named))
    is_narrower = bool((own - above) & _DEGREES) and own - _DEGREES <= above
    is_closer = above < own or is_narrower or (own < above and above - own <= _DEGREES)
    is_other = shared_of_shorter(own, above) < _SAME_DRUGS
    return drug.name if drug.is_subject and (is_closer or is_other) else _without_roles(named)


def _each(precipitant: str) -> tuple[str, ...]:
    """The drugs that a phrase names: both of two that "or" or "and" joins, and of two classes that do different things.

    >>> _each("samplol phosphate or examplol"), _each("strong inhibitors or inducers")
    (('samplol phosphate', 'examplol'), ('strong inhibitors', 'strong inducers'))
    >>> _each("strong CYP3A inhibitors and strong CYP3A inducers")
    ('strong CYP3A inhibitors', 'strong CYP3A inducers')
    """
    ways = _BOTH_WAYS.fullmatch(precipitant)
    if ways is not None and ways["does"] != ways["also"]:
        return tuple(f"{ways['before']}{ways[way]}s{ways['behind']}" for way in ("does", "also"))
    classes = _TWO_CLASSES.fullmatch(precipitant)
    found = classes if classes and classes["does"] != classes["also"] else _TWO.fullmatch(precipitant)
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
        denied, advised = ([one.tokens for one in _of(part).find(sentence)] for part in ("denied", "advised"))
        return not _holds_start(denied, match) or _holds_start(advised, match)
    if _of("told").first(sentence):
        return False
    if advice is InteractionAdvice.SEPARATE:
        return _of("as-long-as").first(sentence) is None
    if advice is InteractionAdvice.NO_ADJUSTMENT:
        return True
    of_dose = advice in (InteractionAdvice.INCREASE_DOSE, InteractionAdvice.REDUCE_DOSE)
    negated = any(0 <= match.tokens.start - found.tokens.end <= 1 for found in _of("negation").find(sentence))
    return not negated and not (of_dose and _of("afterwards").first(sentence))


def _holds_start(stretches: Iterable[TokenSpan], match: Match) -> bool:
    """Whether a match begins within one of some stretches, or holds all of one."""
    words = match.tokens
    return any(one.start <= words.start < one.end or words.start <= one.start < words.end for one in stretches)


def _named(passage: Passage) -> str | None:
    """The drugs that the nearest heading names; None where it names none ("Effect of Other Drugs on EXAMPLINE").

    A cell of a table is beside the first cell of its row, or under the row as wide as the table above it.
    """
    if passage.table is not None:
        return _row_name(passage, passage.table)
    if passage.headings:
        heading = passage.headings[-1].rstrip(":").strip()
        return heading if len(heading.split()) <= _LONGEST_HEADING and _names_drugs(heading) else None
    title = _title(passage.document, passage.section)
    return title if title is not None and _names_drugs(title) else None


def _names_drugs(heading: str) -> bool:
    return _of("general").first(tokenize(_SIZE_OF_DOSE.sub("", heading))) is None


def _row_name(passage: Passage, table: Table) -> str | None:
    own = next((cell for cell in table.cells if cell.text is passage.text), None)
    if own is None or own.column == 0:
        return None
    above = [
        cell for cell in table.cells if cell.row < own.row and cell.column == 0 and cell.column_span >= table.columns
    ]
    first = table.cell(own.row, 0)
    group = above[-1].words if above else ""
    name = first.words if first is not None else ""
    if group and telling_words(name) <= _DEGREES:
        name = f"{name} {group}".strip()
    names = (_MARKS.sub("", words).strip(" :") for words in (name, group))
    return next((words for words in names if words and _names_drugs(words)), None)


def _without_roles(name: str) -> str:
    """A name without the brackets that say what the drug does to an enzyme, or which drugs are included.

    >>> _without_roles("Samplol (CYP3A4 Inhibition)"), _without_roles("Samplols (including examplol)")
    ('Samplol', 'Samplols')
    >>> _without_roles("Samplols (examplol, testol)")
    'Samplols (examplol, testol)'
    """
    return _BRACKETS.sub(lambda found: "" if _of("role").opening(tokenize(found[1])) else found[0], name)


def _title(document: Document, number: str | None) -> str | None:
    """The title of a subsection; None for a section of the first level."""
    if number is None or "." not in number:
        return None
    section = document.section(number)
    return section.title.text if section is not None and section.title is not None else None


def _of(part: str) -> PatternSet:
    return patterns("interacting_drug", part)
