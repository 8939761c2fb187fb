"""Contraindications: the list items or sentences of section 4, or "none" (21 CFR 201.57(c)(5))."""

import re
from collections.abc import Iterator

from ingest.passages import Passage, evidence
from ingest.reading import Reading
from ingest.wording import without_references
from ingest.words import REFERENCE
from kg.codes import Form
from kg.facts import Contraindication

_I = re.IGNORECASE
_NONE = re.compile(r"\s*none\b", _I)
_CONTRAINDICATED = re.compile(r"\b(?:is|are)\s+(?:also\s+)?contraindicated\b|^(?:also\s+)?contraindicated\b", _I)
_PATIENTS = r"(?:(?:the\s+)?(?:patients?|individuals?|persons?)\s+)?(?:(?:with|for)\s+|who\s+have\s+(?:experienced\s+)?|known\s+to\s+have\s+)?"
_LEAD = re.compile(rf"\s*(?:for\s+use\s+)?(?:in|for|with)\s+(?P<patients>{_PATIENTS})(?:an?\s+)?", _I)
_OPENS = re.compile(
    r"[^.:]{0,120}?\b(?:with|have|has|had|in|for|are|conditions?|situations?|patients|individuals|following)\s*:(?:\s+|$)",
    _I,
)
"""The words up to the colon in front of a list."""
_MASK = "\x00"
_NEXT = re.compile(
    rf"(?<={_MASK})\s*[.;]?\s+(?!(?:because|due|and|or|to|as)\b)(?=[A-Za-z])|\s*[•●]\s*|\s+-\s+(?=[A-Z])"
    r"|(?<=[.;])\s+(?=(?:with|taking|who|receiving|using|concomitant|severe|known)\b)"
    r"|(?<=[a-z)])\s+(?=(?:Active|Acute|A\s+(?:history|known|prior)|Any|Chronic|Co-?administration|Concomitant|Concurrent|"
    r"Current|Decompensated|Existence|Heart|History|Hypersensitivity|Immunosuppressed|In\s+the\s+last|Known|Moderate|Patients|"
    r"Presence|Pregnancy|Previous|Prior|Severe|Sick|Taking|Uncontrolled|Use|With)\s)"
)
"""Between the items of a list that is run into a paragraph."""
_GROUP = re.compile(r"(?:in\s+)?(?:patients|who|whose|with|taking|receiving)\b", _I)
_STATEMENT = re.compile(
    r"\b(?:is|are|was|were|ha(?:s|ve)\s+(?:been|included|occurred|ranged|not)|may|can|should|must|include[ds]?|do|does|contains?|refer)\b",
    _I,
)
"""What tells a sentence from an item."""
_REASON = re.compile(
    r",?\s+(?:because|since|as)\s+(?:of\b|it\b|an?\b|the\b|these\b|this\b|increased\b|[\w-]+\s+(?:may|can|is|are|significantly)\b).*$",
    _I,
)
_EMPTY = re.compile(
    r"(?:with|in|for|patients?|who|have|\s)*|.*\bfollowing(?:\s+\w+)?|for\s+information\b.*", _I | re.DOTALL
)


def extract(reading: Reading) -> Iterator[Contraindication]:
    """One per list item of section 4, and per sentence that says "is contraindicated"; what explains it is left out.

    A list may be run into a paragraph.
    """
    listed = False
    for passage in reading.within("4"):
        if passage.level:
            yield from _of_item(passage)
            continue
        for sentence in passage.sentences:
            said = _CONTRAINDICATED.search(sentence.text)
            opened = _OPENS.match(sentence.text, said.end()) if said else None
            listed = listed or opened is not None
            for start, text in (
                _pieces(sentence.text, opened.end()) if opened else _pieces(sentence.text, 0, cut=listed)
            ):
                yield from _of_piece(passage, sentence.start_char + start, text, listed=listed)


def _pieces(text: str, begin: int, *, cut: bool = True) -> Iterator[tuple[int, str]]:
    """The items of a list that is run into a sentence, each with its offset; the sentence as it is unless `cut`."""
    masked = REFERENCE.sub(lambda found: _MASK * len(found.group()), text)
    for match in _NEXT.finditer(masked, begin) if cut else ():
        yield begin, text[begin : match.start()]
        begin = match.end()
    yield begin, text[begin:]


def _of_piece(passage: Passage, start: int, text: str, *, listed: bool) -> Iterator[Contraindication]:
    """What a sentence, or an item of a list that is run into it, states."""
    said = _CONTRAINDICATED.search(text)
    if said is not None:
        yield from _sentence(passage, start, text, said)
    elif _NONE.match(text):
        yield _stated(passage, start, text, "none")
    elif listed and (_GROUP.match(text.strip()) or not _STATEMENT.search(without_references(text))):
        condition = _cleaned(text)
        if condition:
            yield _stated(passage, start, text, condition)


def _of_item(passage: Passage) -> Iterator[Contraindication]:
    """An item of a list: its first sentence is the condition, a later one if it says so itself."""
    for position, sentence in enumerate(passage.sentences):
        said = _CONTRAINDICATED.search(sentence.text)
        if said is not None:
            yield from _sentence(passage, sentence.start_char, sentence.text, said)
        elif position == 0:
            condition = "none" if _NONE.match(sentence.text) else _cleaned(sentence.text)
            if condition:
                yield _stated(passage, sentence.start_char, sentence.text, condition)


def _sentence(passage: Passage, start: int, text: str, said: re.Match[str]) -> Iterator[Contraindication]:
    """What a sentence names behind "is contraindicated in", or else in front of it."""
    lead = _LEAD.match(text, said.end())
    condition = _cleaned(text[lead.end() :] if lead else text[: said.start()])
    if condition and (lead or " " in condition):
        yield _stated(passage, start, text, condition)


def _stated(passage: Passage, start: int, text: str, condition: str) -> Contraindication:
    """A contraindication whose words stand at an offset of the passage's text."""
    kept = text.strip()
    begin = start + text.index(kept)
    span = passage.text.span(begin, begin + len(kept))
    return Contraindication(
        evidence=(evidence(passage.document, span, section=passage.section, headings=passage.headings),),
        read_by="contraindication.item" if passage.level else "contraindication.sentence",
        form=Form.LIST if passage.level else Form.SENTENCE,
        condition=condition,
    )


def _cleaned(text: str) -> str | None:
    """A condition without references, its reason and the stop at its end; None if no word of its own is left."""
    plain = _REASON.sub("", " ".join(without_references(text).split())).strip(" .;:,•-")
    return None if _EMPTY.fullmatch(plain) else plain
