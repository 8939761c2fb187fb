"""The study that each sentence of running text is about: the one that it names, or that its paragraph or heading named.

A sentence that names several studies, pools them or begins elsewhere ("In clinical trials of ...") is about none that can
be told.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from ingest.headed_study import evaluated_study, goes_over, headed_study
from ingest.passages import Passage
from ingest.study_name import studies_in_text, study_name
from ingest.tokens import without_references

_POOLED = re.compile(
    r"\b(?:pooled|combined|across|integrated|overall\s+(?:safety\s+)?population|postmarketing|"
    r"(?:clinical|controlled|open-label|other|all|these|both|two|three|four|several)\s+(?:clinical\s+)?(?:studies|trials))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^(?:In|Across|Based\s+on|For|With)\s+(?!th(?:is|ese|ose)\b|addition\b|an?\s+(?:[\w-]+\s+){0,3}analysis\b|"
    r"the\s+(?:[\w+-]+\s+){1,4}(?:arm|group|population|analysis)\b)"
)
_SPEAKS_OF = re.compile(
    r"^(?:In|Among|Of|For|From|Stud|Trial)|\b(?:safety|efficacy|exposure|evaluated|studied|investigated|enrolled|conducted|randomi[sz]ed)\b"
)
"""A sentence that sets what the ones behind it are about, and does not only name where a single thing was seen."""
_EXPOSED = re.compile(r"\b(?:safety|exposure|exposed)\b", re.IGNORECASE)

Studies = Mapping[tuple[int, int], str]
"""The study of a sentence by its passage (`id`) and first token; a sentence without one is not in it."""


def told_studies(passages: Iterable[Passage], known: Collection[str], no_studies: Iterable[str] = ()) -> Studies:
    """The study of each sentence that can be told of one, of those that the label is `known` to name.

    `no_studies` are names that look like those of studies.
    """
    found: dict[tuple[int, int], str] = {}
    place: tuple[str | None, tuple[str, ...]] | None = None
    setting: str | None = None
    others = tuple(name.casefold() for name in no_studies)
    for passage in passages:
        if place != (passage.section, passage.headings):
            place = (passage.section, passage.headings)
            setting = next((name for title in reversed(passage.headings) if (name := study_name(title))), None)
        current = setting
        for sentence in passage.sentences:
            text = without_references(sentence)
            headed, evaluated = headed_study(text, known), evaluated_study(text)
            is_over = goes_over(text)
            study = headed or _of_sentence(text, None if is_over else current, others)
            if study is not None:
                found[id(passage), sentence.start] = study
            if headed is not None or evaluated is not None or is_over:
                setting = current = headed or evaluated or study
                continue
            is_of_several = study is None and len(studies_in_text(text)) > 1
            if (_POOLED if study is None and not is_of_several else _SPEAKS_OF).search(text):
                current = study
            if _EXPOSED.search(text):
                setting = current
    return found


def named_studies(passages: Iterable[Passage]) -> frozenset[str]:
    """The names of the studies that the sentences of some passages mention."""
    return frozenset(
        name
        for passage in passages
        for sentence in passage.sentences
        if any(sign.isupper() for sign in sentence.text[1:])
        for name in studies_in_text(sentence.text)
    )


def _of_sentence(text: str, before: str | None, known: tuple[str, ...]) -> str | None:
    named = [name for name in studies_in_text(text) if not name.casefold().startswith(known or ("\n",))]
    if len(named) == 1:
        return named[0]
    return None if named or _POOLED.search(text) or _ELSEWHERE.match(text) else before
