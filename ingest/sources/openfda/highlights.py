"""What Highlights say of a section, which openFDA's flattened text prints inside it: behind its own text, before 5.1.

SPL keeps the summary of a section for Highlights (21 CFR 201.57(a)) in the section itself. It is told by its references,
which are section numbers alone, "( 5.1 )", where the sections print "[see Warnings and Precautions (5.1)]".
"""

import re
from collections.abc import Iterator
from itertools import islice

from kg.locator import Span

_SECTION = r"\d{1,2}(?:\.\d{1,2}){0,2}"
_ALONE = re.compile(rf"\(\s*(?P<first>{_SECTION})(?:\s*(?:,|;|and|to|[-–])\s*(?:and\s+)?{_SECTION})*\s*\)")
_BRACKETS = re.compile(r"\[[^\[\]]{0,400}\]\s*[.,;]?|\(\s*see\b[^()]*(?:\([^()]*\)[^()]*)*\)\s*[.,;]?", re.IGNORECASE)
_REPORT = re.compile(r"To report SUSPECTED ADVERSE", re.IGNORECASE)
_SENTENCE = re.compile(
    r" (?:(?<=[.;:)\]] )(?=[A-Z•●▪■◦○–])|(?<=\w )(?=[•●▪■])|(?<=[\w\"”®] )(?=[A-Z][a-z]+: ))"
    rf"|\( ?{_SECTION}[\d .,;]*\) ?[.;]? ?"
)
_BOXED_SUMMARY = re.compile(r"[\s(]*See full prescribing information for complete boxed warning", re.IGNORECASE)
_OPENING = re.compile(
    r"\s*These highlights do not include all\b[^:]*Initial U\.?\s?S\.? Approval:\s*\d{4}", re.IGNORECASE
)
_BOXED_TITLE = re.compile(r"\bWARNINGS?\b")
_TITLE_BEGINS = re.compile(r"WARNINGS?\s*:")
_CONTRAINDICATED = re.compile(r"\b(?:is|are) contraindicated\b")
_CAPITAL = re.compile(r"(?<=[a-z] )[A-Z]")
_ITEM_BEGINS = re.compile(r"\s*([A-Z]\S+\s+\S+\s+\S+)")
_TWO_WORDS = re.compile(r"\s*(\S+\s+\S+)")
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_CLOSED = re.compile(r"\s*[.;]")
_NUMBER_BEFORE = re.compile(r"(?<!\S)\d[\d,]*\s*$")
_REPEATED = 0.7


def summary_before_subsections(text: str, where: Span) -> Span | None:
    """Highlights in the text of a section before its first subsection: from the section's last "[see ...]" on, if any."""
    pointing = _pointing(text, where)
    if not pointing:
        return None
    first, last = pointing[0], pointing[-1]
    brackets = [match.span() for match in _BRACKETS.finditer(text, where.start, where.end)]
    start = max((end for _, end in brackets if end <= first.start), default=where.start)
    end = where.end
    if any(begin >= last.end for begin, _ in brackets) and not _REPORT.search(text, last.end, where.end):
        closed = _CLOSED.match(text, last.end)
        end = closed.end() if closed else last.end
    return Span(start, end)


def summary_of_section(text: str, where: Span, number: str) -> Span | None:
    """Highlights in a section without subsections: sentences that refer to the section itself or repeat its text.

    They stand in front where one sentence at most, and less text than behind the last that refers, is before the first; that
    sentence is theirs if the section repeats it.
    """
    own = number.partition(".")[0]
    pointing = [
        span
        for span in _pointing(text, where)
        if re.match(rf"\(\s*{own}\b", text[span.start : span.end]) or not text[span.end : where.end].strip(" .;")
    ]
    if not pointing:
        return _second_half(text, where) or (_indicated_again(text, where) if own == "1" else None)
    sentences = list(_sentences(text, where))
    with_reference = [s for s in sentences if any(s.start <= span.start < s.end for span in pointing)]
    if not with_reference:
        return None
    first = sentences.index(with_reference[0])
    again = _begun_again(text, where, sentences[first])
    again = _behind_last(text, where, sentences[first]) or again
    if again:
        return Span(again, where.end)
    end = with_reference[-1].end
    before, behind = sentences[first].start - where.start, len(text[end : where.end].strip(" .;"))
    if first == 0 or (first == 1 and behind > before):
        is_repeated = first and _repeats(text, sentences[0], Span(end, where.end))
        start = where.start if is_repeated else sentences[first].start
        return Span(start, end) if end < where.end else None
    while first > 1 and not _begins_as(text, where, sentences[first]):
        if not _repeats(text, sentences[first - 1], Span(where.start, sentences[first - 1].start)):
            break
        first -= 1
    return Span(sentences[first].start, where.end)


def summary_behind_subsections(text: str, where: Span, number: str) -> Span | None:
    """Highlights behind a section's last subsection: from the first sentence that refers to the section by number alone."""
    pointing = [span for span in _pointing(text, where) if re.match(rf"\(\s*{number}\b", text[span.start : span.end])]
    if not pointing or (text[pointing[-1].end : where.end].strip(" .;") and not _REPORT.search(text, pointing[-1].end)):
        return None
    first = next((one for one in _sentences(text, where) if one.start <= pointing[0].start < one.end), None)
    return Span(first.start, where.end) if first and first.start > where.start else None


def _begins_as(text: str, where: Span, sentence: Span) -> bool:
    """Whether a sentence begins with the words of the section's beginning: Highlights do not go back further."""
    opening = _TWO_WORDS.match(text, where.start, where.end)
    begun = _TWO_WORDS.match(text, sentence.start, sentence.end)
    return opening is not None and begun is not None and opening[1] == begun[1] and sentence.start > where.start


def _begun_again(text: str, where: Span, sentence: Span) -> int | None:
    """Where a sentence repeats the words with which the section begins ("For injection: ... For injection: ..."), or its own.

    A list without stops is one sentence, in which Highlights begin with its first item again.
    """
    opening = re.match(r"\s*(None(?=\s+None)|\S+\s+\S+)", text[where.start : where.end])
    if opening is None:
        return None
    whole = re.compile(rf"(?<!\w){re.escape(opening[1])}", re.IGNORECASE)
    again = max((match.start() for match in whole.finditer(text, sentence.start, sentence.end)), default=-1)
    if again >= where.start + opening.end():
        return again
    item = _ITEM_BEGINS.match(text, sentence.start, sentence.end)
    again = text.rfind(item[1], item.end(), sentence.end) if item else -1
    return again if again >= 0 else None


def _behind_last(text: str, where: Span, sentence: Span) -> int | None:
    """Where Highlights begin behind the last contraindication, if that has no stop: with words of the section.

    "... is contraindicated for oral use Severe gout ( 4 )", where the section has said that it is in severe gout.
    """
    said = _CONTRAINDICATED.search(text, sentence.start, sentence.end)
    pointing = _pointing(text, sentence)
    if said is None or not pointing:
        return None
    before, end = Span(where.start, sentence.start), pointing[0].start
    capitals = (match.start() for match in _CAPITAL.finditer(text, said.end(), end))
    begin = next((start for start in capitals if _repeats(text, Span(start, end), before)), None)
    is_new = begin is not None and not _repeats(text, Span(sentence.start, begin), before)
    return begin if is_new and ":" not in text[said.end() : begin] else None


def opening_of_highlights(text: str) -> Span:
    """The words with which Highlights themselves begin, where a text begins with them; else nothing of it (21 CFR 201.57(a)(1))."""
    found = _OPENING.match(text)
    return Span(0, found.end() if found else 0)


def summary_of_box(text: str, where: Span) -> tuple[Span, int] | None:
    """Highlights in a boxed warning, and the length of the box's title, which they repeat."""
    summary = _BOXED_SUMMARY.search(text, where.start, where.end)
    if summary is None:
        return None
    titles = [match.start() for match in _BOXED_TITLE.finditer(text, where.start, where.end)]
    begin = max((start for start in titles if start < summary.start()), default=summary.start())
    while begin > where.start and _is_same_title(text, begin, titles, summary.start()):
        begin = max((start for start in titles if start < begin), default=where.start)
    after = next((start for start in titles if start > summary.end()), where.end)
    found = Span(begin, after if not text[where.start : begin].strip() else where.end)
    pointing = _pointing(text, Span(summary.end(), found.end))
    if pointing and any(character.isalnum() for character in text[pointing[-1].end : found.end]):
        found = Span(begin, pointing[-1].end)
    own_is_left = text[where.start : found.start].strip() or text[found.end : where.end].strip()
    return (found, len(text[begin : summary.start()].rstrip())) if own_is_left else None


def _is_same_title(text: str, begin: int, titles: list[int], end: int) -> bool:
    """Whether the title began earlier: "WARNING: DRUG WARNING"."""
    before = max((start for start in titles if start < begin), default=None)
    return before is not None and text[before:end].isupper() and not _TITLE_BEGINS.match(text, begin)


def _pointing(text: str, where: Span) -> list[Span]:
    """References by number alone, outside brackets."""
    alone = _ALONE.finditer(text, where.start, where.end)
    found = [match for match in alone if int(match["first"].split(".")[0]) <= 17]
    brackets = [match.span() for match in _BRACKETS.finditer(text, where.start, where.end)] if found else []
    return [
        Span(*match.span())
        for match in found
        if not any(start <= match.start() < end for start, end in brackets)
        and not _is_titled(text, match.start())
        and not _is_cell(text, match)
    ]


def _is_cell(text: str, found: re.Match[str]) -> bool:
    """Whether the number in brackets is the percentage behind a count, "2 (6)": a reference is a link, "80 ( 6 )"."""
    before = text[max(0, found.start() - 12) : found.start()]
    return found[0][1:-1].isdigit() and _NUMBER_BEFORE.search(before) is not None


def _is_titled(text: str, start: int) -> bool:
    """Whether the title of a section stands in front: "see Warnings and Precautions (5.1)"."""
    return (
        re.search(r"\b(?:see|section)\s+(?:[A-Z][\w/]*\s+|and\s+|in\s+)*$", text[max(0, start - 80) : start])
        is not None
    )


def _sentences(text: str, where: Span) -> Iterator[Span]:
    """Sentences and items; a reference to a section ends its sentence."""
    start = where.start
    for match in _SENTENCE.finditer(text, where.start, where.end):
        end = match.end()
        if end > start and text[start:end].strip():
            yield Span(start, end)
            start = end
    if text[start : where.end].strip():
        yield Span(start, where.end)


def _repeats(text: str, sentence: Span, before: Span) -> bool:
    """Whether most words of a sentence, and all its numbers, stand in the text before it.

    Words that are printed there, alone or in others, are counted first: the text is taken apart only where they are enough.
    """
    words = _WORD.findall(text[sentence.start : sentence.end].casefold())
    printed = text[before.start : before.end].casefold()
    if not words or sum(word in printed for word in words) / len(words) < _REPEATED:
        return False
    known = frozenset(_WORD.findall(printed))
    if any(word[0].isdigit() and word not in known for word in words):
        return False
    return sum(word in known for word in words) / len(words) >= _REPEATED


def _indicated_again(text: str, where: Span) -> Span | None:
    """Where section 1 has said what the product is indicated for, and says again what it "is, indicated for" that."""
    name = re.compile(r"\s*([^\W\d_][\w-]+)").match(text, where.start, where.end)
    said = text.find("indicated", where.start, where.end)
    if name is None or said < 0:
        return None
    again = rf"\b{re.escape(name[1])}\b[^.:]{{0,60}}?\s(?:is|are|combines)\s+(?!indicated|not\b)[^.:]{{5,250}}?\bindicated\b"
    found = re.compile(again).search(text, said, where.end)
    return Span(found.start(), where.end) if found else None


def _second_half(text: str, where: Span) -> Span | None:
    """The second of two equal sentences ("None. None.")."""
    sentences = list(islice(_sentences(text, where), 3))
    if len(sentences) != 2:
        return None
    first, second = (_WORD.findall(text[one.start : one.end].casefold()) for one in sentences)
    return sentences[1] if first == second else None
