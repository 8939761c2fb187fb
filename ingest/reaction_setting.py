"""What the text of section 6 has said before a list of reactions: the study, and how many patients received the product."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.headed_study import goes_over, headed_study
from ingest.names import ProductName, is_product
from ingest.passages import Passage
from ingest.study_name import study_in_text, study_name
from ingest.tokens import without_references
from kg.locator import Evidence, Span

REACTION = re.compile(
    r"\b(?:reactions?|adverse\s+(?:drug\s+)?(?:events?|experiences?|effects?)|teaes?|t?saes?|side\s+effects?|toxicit(?:y|ies)|fatalit(?:y|ies)|deaths?|"
    r"(?:serious|severe|fatal|grades?\s+\S+)\s+infections?)\b",
    re.IGNORECASE,
)
_NUMBER_OF = (
    r"(?<![\w-])(?P<n>[1-9][\d,]*)(?:\s+(?:out\s+)?of\s+[\d,]+)?\s+(?:adult\s+|pediatric\s+)?(?:patients|subjects)\b"
)
_PATIENTS = re.compile(rf"{_NUMBER_OF}(?!\s*\()")
_TREATED = re.compile(
    rf"{_NUMBER_OF}\s+(?:(?!and\b)[\w-]+\s+){{0,12}}?(?:received|receiving|treated|exposed)\b", re.IGNORECASE
)
_EXPOSED = re.compile(
    r"\b(?:exposure|exposed|safety|evaluated|studied|received|treated|summari[sz]es)\b", re.IGNORECASE
)
_SAFETY = re.compile(r"\b(?:exposure|exposed|safety|studied)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b(?:described\s+)?in\s+(?:the\s+)?warnings\s+and\s+precautions\b", re.IGNORECASE)
"""Words of the data of all studies together, whichever study the sentence names."""

_SHARED = re.compile(r"\b(?:randomi[sz]ed|controlled|compar(?:ed|ing|ative|ator))\b", re.IGNORECASE)
"""Words of a study whose patients did not all receive the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patients:
    """How many patients received the product: the number, where it stands and the sentence that states it."""

    n: int
    number: Span
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the text before a list has said: the study that it is about and how many patients received the product."""

    study: str | None = None
    patients: Patients | None = None
    sentence: str = ""


def after(
    setting: Setting, passage: Passage, sentence: TokenSpan, product: ProductName | None, known: Collection[str] = ()
) -> Setting:
    """The setting with what a sentence says of the study and of the number of patients who received the product.

    `known` are the names of the label's studies.
    """
    text = without_references(sentence)
    heading = next((name for title in reversed(passage.headings) if (name := study_name(title))), None)
    is_of_study = _EXPOSED.search(text) is not None and _OF_ALL.search(text) is None
    named = (study_in_text(text, is_last=True) if is_of_study else None) or headed_study(text, known)
    is_other = named is None and goes_over(text)
    study = named or (None if is_other else setting.study) or heading
    patients = setting.patients if study == setting.study and not is_other else None
    if patients is None and _EXPOSED.search(text) and is_product(text, product):
        stated = _stated_patients(sentence.text, product)
        patients = _patients(passage, sentence, stated) if stated else None
    return replace(setting, study=study, patients=patients)


def _stated_patients(text: str, product: ProductName | None) -> re.Match[str] | None:
    """Where a sentence states how many patients received the product; not how many had a reaction or were in all arms."""
    start = text.casefold().find(product.name.casefold()) if product else 0
    shape = _TREATED if _SHARED.search(text, max(start, 0)) else _PATIENTS
    found = shape.search(text)
    if found is None or _SAFETY.search(text):
        return found
    is_told = REACTION.search(text) is not None or text[: found.start()].endswith("(")
    return None if is_told else found


def _patients(passage: Passage, sentence: TokenSpan, stated: re.Match[str]) -> Patients:
    number = passage.text.span(sentence.start_char + stated.start("n"), sentence.start_char + stated.end("n"))
    return Patients(n=int(stated["n"].replace(",", "")), number=number, evidence=passage.evidence(sentence))


def is_run_on(sentence: TokenSpan, found: TokenSpan) -> bool:
    """Whether a source has run a new sentence into one, right behind a list of it: "rash (2%) Colorectal Cancer The safety"."""
    behind = sentence.doc[found.end : sentence.end]
    title = next((token for token in behind if token.text not in {")", "]"}), None)
    return title is not None and title.text[0].isupper()
