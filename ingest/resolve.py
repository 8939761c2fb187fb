"""From statements to facts: the same fact stated in several places becomes one, and statements that differ are marked.

Two statements of one kind are the same when their codes and numbers are equal and their printed phrases are about the
same words (`SAME`). The place that states it most fully is kept, the others go to `also_in`. Statements that agree on
what they speak of and not on what they say of it (`SUBJECT`) are kept and point at each other by `differs_from`.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import permutations

from ingest.sameness import SAME, SUBJECT, Sameness
from ingest.wording import NEGATIONS, shared_of_all, shared_of_shorter, shortly_named, telling_words
from ingest.words import REFERENCE
from kg.codes import Form
from kg.facts import Fact, FactId
from kg.identity import fact_id, is_same_content
from kg.locator import Evidence, Span

_SECTION = re.compile(r"\d+\.\d+")
_GRADES = frozenset({"grade"})
_CERTAINTY = frozenset({"suspected", "confirmed"})
"""Words of how sure one is of a thing, which name nothing by themselves."""
_AGES = ("adult", "pediatric")
_LOWERING = frozenset({"reduction"})
_TELLING = 5
"""A statement of fewer words may stand in many others by chance."""
_NEARLY_ALL = 0.9
_HALF = 0.5
_OR_IF = re.compile(r"\bor\s+(?:if|when)\b", re.IGNORECASE)
_EXAMPLES = re.compile(r",?\s*(?:especially|including|such as|e\.g\.)", re.IGNORECASE)


def resolve(statements: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of a label: repeats merged into the fullest statement, differing ones marked, in order of place."""
    merged: list[Fact] = []
    for kind_statements in _by_kind(statements).values():
        merged.extend(_merged(sorted(kind_statements, key=_fullness)))
    return tuple(sorted(_marked(merged), key=lambda fact: fact.evidence[0].span))


def _by_kind(statements: Iterable[Fact]) -> dict[type[Fact], list[Fact]]:
    grouped: dict[type[Fact], list[Fact]] = {}
    for statement in statements:
        grouped.setdefault(type(statement), []).append(statement)
    return grouped


def _fullness(statement: Fact) -> tuple[bool, bool, int, bool, int, Span]:
    """Order of preference: the numbered sections, then no box, rows of tables, sentences beside tables, statements read
    whole, most fields, first place.
    """
    place = statement.evidence[0]
    stated = sum(getattr(statement, field.name) not in (None, ()) for field in fields(statement))
    return (
        place.section in (None, "highlights"),
        place.section == "boxed",
        _place_rank(statement),
        bool(statement.incomplete),
        -stated,
        place.span,
    )


def _place_rank(statement: Fact) -> int:
    """Rows of tables first, then sentences, then those of a table's notes and headings."""
    in_table = statement.evidence[0].table is not None
    return (0 if statement.form is Form.TABLE else 2) if in_table else 1


def _merged(statements: Sequence[Fact]) -> list[Fact]:
    kept: dict[Hashable, list[Fact]] = {}
    same = SAME[type(statements[0])]
    for statement in statements:
        alike = kept.setdefault(_exact(statement, same), [])
        for position, other in enumerate(alike):
            if _phrases_agree(statement, other, same):
                alike[position] = _joined(other, statement)
                break
        else:
            alike.append(statement)
    return [fact for alike in kept.values() for fact in alike]


def _joined(fuller: Fact, repeat: Fact) -> Fact:
    """The fuller statement, with the places and values of its repeat, and with what only the repeat states."""
    same = SAME[type(fuller)]
    stated = {name: getattr(repeat, name) for name in (*same.filled, *same.taken)}
    added = {name: value for name, value in stated.items() if getattr(fuller, name) is None and value is not None}
    return replace(
        fuller,
        **added,
        also_in=tuple(_elsewhere(fuller, (*fuller.also_in, repeat.evidence[0], *repeat.also_in))),
        values=tuple(dict.fromkeys((*fuller.values, *repeat.values))),
    )


def _elsewhere(fuller: Fact, places: Iterable[Evidence]) -> Iterator[Evidence]:
    """The places other than the fuller statement's own, each once."""
    seen = {fuller.evidence[0].span}
    for place in places:
        if place.span not in seen:
            seen.add(place.span)
            yield place


def _marked(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, each pointing at those of the guide or the numbered sections that say something else of its subject."""
    differing: dict[FactId, list[FactId]] = {}
    for kind, subject in SUBJECT.items():
        of_kind = [fact for fact in facts if type(fact) is kind]
        for numbered in (fact for fact in of_kind if fact.evidence[0].section is not None):
            for guide in (fact for fact in of_kind if fact.evidence[0].section is None):
                same_subject = _exact(numbered, subject) == _exact(guide, subject)
                says_other = _said(numbered, SAME[kind]) != _said(guide, SAME[kind])
                if same_subject and says_other and _phrases_agree(numbered, guide, subject):
                    differing.setdefault(fact_id(numbered), []).append(fact_id(guide))
                    differing.setdefault(fact_id(guide), []).append(fact_id(numbered))
    return [replace(fact, differs_from=tuple(differing.get(fact_id(fact), ()))) for fact in facts]


def _exact(statement: Fact, same: Sameness) -> Hashable:
    return tuple(_plain(getattr(statement, name)) for name in same.exact)


def _said(statement: Fact, same: Sameness) -> Hashable:
    return _exact(statement, same), tuple(getattr(statement, name) for name in same.in_guide)


def _plain(value: Hashable) -> Hashable:
    return value.casefold() if isinstance(value, str) else value


def _phrases_agree(one: Fact, other: Fact, same: Sameness) -> bool:
    def both(name: str) -> tuple[object, object]:
        return getattr(one, name), getattr(other, name)

    return (
        all(shared_of_shorter(*map(_words, both(name))) >= same.share for name in same.phrases)
        and all(len({_words(shortly_named(str(said or ""))) for said in both(name)}) == 1 for name in same.same_words)
        and all(None in both(name) or len(set(both(name))) == 1 for name in same.where_stated)
        and (_are_of_one_part(one, other) or all(len(set(both(name))) == 1 for name in same.in_guide))
        and (not same.together or _statements_agree(one, other, same))
        and not (same.each is not None and _are_beside(one, other) and _differ(one, other, same.each))
    )


def _are_of_one_part(one: Fact, other: Fact) -> bool:
    """Whether two facts stand both in the numbered sections, or both in a guide."""
    return len({fact.evidence[0].section is None for fact in (one, other)}) == 1


def _differ(one: Fact, other: Fact, name: str) -> bool:
    """Whether two sentences of a subsection state different things; of a whole section, one may sum up the other."""
    return "." in (one.evidence[0].section or "") and getattr(one, name) != getattr(other, name)


def _statements_agree(one: Fact, other: Fact, same: Sameness) -> bool:
    """Whether two statements of several words each, with numbers and negations among them, say the same."""
    return (
        not _rows_of_one_table(one, other)
        and not _are_apart(one, other, same)
        and (_is_retold(one, other, same) or _speak_of_the_same(one, other, same) or _refers(one, other, same))
        and all(_is_within(getattr(one, name), getattr(other, name)) for name in same.within)
    )


def _speak_of_the_same(one: Fact, other: Fact, same: Sameness) -> bool:
    said = (_words(tuple(getattr(fact, name) or "" for name in same.together)) for fact in (one, other))
    words, other_words = (found - _CERTAINTY or found for found in said)
    if same.filled and not (words and other_words):
        return (
            not (words or other_words) or not _same_chapter(one, other) or _is_row_of_all(one, other, says=bool(words))
        )
    numbers, other_numbers = (frozenset(filter(_is_number, found)) for found in (words, other_words))
    named, other_named = (
        found - digits - _GRADES for found, digits in ((words, numbers), (other_words, other_numbers))
    )
    share = _share(one, other, same)
    may_lack = not (numbers and other_numbers) and not (same.retold is not None and _are_beside(one, other))
    is_apart = same.apart is not None and _are_beside(one, other)
    shared = shared_of_all if is_apart or _both_full(one, other, same) else shared_of_shorter
    return (
        shared(words, other_words) >= share
        and (not (named and other_named) or shared_of_shorter(named, other_named) >= share)
        and not (same.referring and (_names_more(one, other, same) or _has_alternative(one, other, same)))
        and (numbers == other_numbers or may_lack)
        and not (same.denying and _are_opposed(words, other_words))
    )


def _are_opposed(words: frozenset[str], other: frozenset[str]) -> bool:
    """Whether only one of two statements denies or is about a reduction, or they are about people of different ages."""
    only, other_only = words - other, other - words
    is_apart = any(one in only and another in other_only for one, another in permutations(_AGES, 2))
    return is_apart or bool((words ^ other) & (NEGATIONS | _LOWERING))


def _names_more(one: Fact, other: Fact, same: Sameness) -> bool:
    """Whether a sentence, its examples aside, speaks of more than twice what a row of a table names: they share only that."""
    if (one.form is Form.TABLE) == (other.form is Form.TABLE):
        return False
    row, sentence = (one, other) if one.form is Form.TABLE else (other, one)
    phrases = (" ".join(getattr(fact, name) or "" for name in same.together) for fact in (row, sentence))
    named, spoken = (telling_words(_EXAMPLES.split(phrase, maxsplit=1)[0]) for phrase in phrases)
    return len(spoken) > 2 * len(named) and shared_of_all(named, spoken) < _HALF


def _has_alternative(one: Fact, other: Fact, same: Sameness) -> bool:
    """Whether one of two statements names another thing behind "or if", of which the other one does not speak."""
    phrases = tuple(" ".join(getattr(fact, name) or "" for name in same.together) for fact in (one, other))
    return any(
        shared_of_shorter(telling_words(alternative), telling_words(said)) < _HALF
        for phrase, said in (phrases, phrases[::-1])
        for alternative in _OR_IF.split(phrase)[1:]
    )


def _both_full(one: Fact, other: Fact, same: Sameness) -> bool:
    """Whether two sentences of one chapter state all that one could take from the other: then neither is a part of it."""
    filled = all(getattr(fact, name) is not None for fact in (one, other) for name in same.filled)
    return bool(same.filled) and filled and _share(one, other, same) == same.share_beside


def _are_beside(one: Fact, other: Fact) -> bool:
    """Whether two sentences of one section state two things: these rarely repeat each other."""
    section = one.evidence[0].section
    return section == other.evidence[0].section is not None and one.form is other.form is Form.SENTENCE


def _share(one: Fact, other: Fact, same: Sameness) -> float:
    beside = _same_chapter(one, other) and one.form is other.form is Form.SENTENCE
    return same.share_beside if beside and same.share_beside is not None else same.share


def _is_row_of_all(one: Fact, other: Fact, *, says: bool) -> bool:
    """Whether the statement without words, the other one if the first `says` some, is a row of a table ("Starting dose"), which
    repeats what a sentence says more fully.
    """
    row, sentence = (other, one) if says else (one, other)
    return row.form is Form.TABLE and sentence.form is not Form.TABLE


def _same_chapter(one: Fact, other: Fact) -> bool:
    return len({(fact.evidence[0].section or "").partition(".")[0] for fact in (one, other)}) == 1


def _is_retold(one: Fact, other: Fact, same: Sameness) -> bool:
    """Whether nearly all words of the shorter statement stand in the longer one, with those that name its subject; what one
    sentence says of two things is no such repeat.
    """
    if same.retold is None or one.evidence[0].span == other.evidence[0].span:
        return False
    words, other_words = _words(getattr(one, same.retold)), _words(getattr(other, same.retold))
    numbers, other_numbers = (frozenset(filter(_is_number, found)) for found in (words, other_words))
    shorter, longer = (one, other_words) if len(words) <= len(other_words) else (other, words)
    named = _words(tuple(getattr(shorter, name) or "" for name in same.together)) - _GRADES
    return (
        min(len(words), len(other_words)) >= _TELLING
        and shared_of_shorter(words, other_words) >= _NEARLY_ALL
        and (numbers <= other_numbers or other_numbers <= numbers)
        and bool(named & longer)
    )


def _refers(one: Fact, other: Fact, same: Sameness) -> bool:
    """Whether one is a row of a table whose cells refer to the section of the other, a sentence: "Rash [see ... (5.4)]"."""
    row, sentence = (one, other) if one.form is Form.TABLE else (other, one)
    section = sentence.evidence[0].section
    if not same.referring or row.form is not Form.TABLE or sentence.form is Form.TABLE or section is None:
        return False
    referred = {
        number for cell in row.evidence for found in REFERENCE.findall(cell.quote) for number in _SECTION.findall(found)
    }
    return section in referred and all(set(getattr(one, name)) == set(getattr(other, name)) for name in same.within)


def _rows_of_one_table(one: Fact, other: Fact) -> bool:
    """Whether two rows of a table, or a row and a note below it, state two things: "If ALT is normal at baseline, withhold"."""
    first, second = one.evidence[0], other.evidence[0]
    from_tables = one.form is Form.TABLE and other.form is Form.TABLE
    is_noted = first.table is not None and one.form is not other.form
    return (
        (from_tables or is_noted)
        and (first.section, first.table) == (second.section, second.table)
        and one.evidence != other.evidence
        and fact_id(one) != fact_id(other)
    )


def _are_apart(one: Fact, other: Fact, same: Sameness) -> bool:
    """Whether two sentences of one section, or of two subsections on dosage, hold for different patients, or two rows stand in
    different tables and differ.

    A guide prints tables of the numbered sections again; of these no two are alike.
    """
    first, second = one.evidence[0], other.evidence[0]
    if same.apart is None:
        return False
    if one.form is Form.TABLE and other.form is Form.TABLE and None not in (first.section, second.section):
        return (first.section, first.table) != (second.section, second.table) and not is_same_content(one, other)
    said = {tuple(getattr(fact, name) for name in same.together) for fact in (one, other)}
    held = {getattr(fact, same.apart) for fact in (one, other)}
    differ = len(said) > 1 and len(held) > 1
    if first.section != second.section:
        is_of_dosage = _same_chapter(one, other) and (first.section or "").startswith("2.")
        return differ and None not in held and is_of_dosage and one.form is other.form is Form.SENTENCE
    return _are_beside(one, other) and differ


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _is_within(one: tuple[Hashable, ...], other: tuple[Hashable, ...]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _words(printed: object) -> frozenset[str]:
    """The telling words of a printed phrase, or of a list of them."""
    return telling_words(" ".join(printed) if isinstance(printed, tuple) else str(printed or ""))
