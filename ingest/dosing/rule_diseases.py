"""The disease that all rules of a subsection or table are for, as its title or caption names it: "Dosage for Exampleosis"."""

import re
from dataclasses import dataclass

from ingest.document import Table
from ingest.dosing.circumstances import PATIENTS
from ingest.dosing.titles import disease, purpose, titled
from ingest.names import product_names
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.wording import shared_of_shorter, telling_words

_INDICATED = 0.7
_PATIENTS = re.compile(rf"\b{PATIENTS}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Indicated:
    """The telling words of the indications of a label and of the titles above them, and the words of the product's names."""

    words: frozenset[str]
    names: frozenset[str]

    def names_of(self, words: str) -> bool:
        """Whether the indications name a disease or patients."""
        return shared_of_shorter(telling_words(words), self.words) >= _INDICATED


def indicated_of(reading: Reading) -> Indicated:
    """What a label is indicated for."""
    told = (f"{passage.title} {passage.text.text}" for passage in reading.within("1"))
    names = frozenset(word for name in product_names(reading.document) for word in name.casefold().split())
    return Indicated(frozenset(word for words in told for word in telling_words(words)), names)


def disease_of_table(title: str, table: Table, indicated: Indicated) -> str | None:
    """The disease or patients that the caption of a table names, or the title of its subsection on dosage."""
    captioned = purpose(table.caption.text, indicated.names) if table.caption is not None else ""
    return next((words for words in (captioned, titled(title)) if words and indicated.names_of(words)), None)


def disease_of_passage(passage: Passage, indicated: Indicated) -> str | None:
    """The disease or patients that the title of a subsection on dosage names; none where the heading above a passage names
    its own.
    """
    patients = disease(passage.title) if _PATIENTS.search(passage.title) else ""
    told = titled(passage.title) or patients if is_within(passage.chapter, ("2",)) else ""
    is_headed = any(indicated.names_of(heading) for heading in passage.headings[-1:])
    return told if told and not is_headed and indicated.names_of(told) else None


def with_disease(condition: str | None, disease: str | None) -> str | None:
    """A condition of a rule behind the disease that it is for, if it does not name that itself.

    >>> with_disease("monotherapy", "Exampleosis"), with_disease("adults with exampleosis", "Exampleosis")
    ('Exampleosis, monotherapy', 'adults with exampleosis')
    """
    if disease is None or condition is None:
        return condition or disease
    is_told = telling_words(disease) <= telling_words(condition)
    return condition if is_told else f"{disease}, {condition}"
