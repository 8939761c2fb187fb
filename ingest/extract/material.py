"""Materials of containers, lines and filters, and fluids for reconstitution and dilution, with the label's verdict."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.matcher import patterns
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.tokens import term_of
from kg.codes import Form, MaterialItem, Verdict
from kg.facts import Material

_BETWEEN = re.compile(r"\s*,\s*(?:and/or|and|or)?\s+|\s+(?:and/or|and|or)\s+")
_COVERS = frozenset({"bag", "bags", "cover", "covers", "covering", "coverings", "sleeve", "sleeves", "wrap", "foil"})
_OVER_THE_BAG = "cover-over-the-bag"
_ENDS = frozenset({"is", "are", "may", "can", "should", "must"})
_BETWEEN_MEMBERS = 14
_BESIDE = 4
_CONNECTING = frozenset({",", "or", "and", "and/or", "/", "-", "(", ")", "[", "]", "either", "with", "of", "non"})
_PLASTICIZER = frozenset(
    {"dehp", "non-dehp", "di", "phthalate", "containing", "2", "ethylhexyl", "di(2-ethylhexyl)phthalate"}
)
_FLUID_OF = {
    "reconstitute": MaterialItem.RECONSTITUTION_DILUENT,
    "reconstituting": MaterialItem.RECONSTITUTION_DILUENT,
    "reconstitution": MaterialItem.RECONSTITUTION_DILUENT,
    "inject": MaterialItem.RECONSTITUTION_DILUENT,
    "injecting": MaterialItem.RECONSTITUTION_DILUENT,
    "dilute": MaterialItem.DILUENT,
    "diluted": MaterialItem.DILUENT,
    "diluting": MaterialItem.DILUENT,
    "dilution": MaterialItem.DILUENT,
    "further diluted": MaterialItem.DILUENT,
    "suspended": MaterialItem.DILUENT,
    "mixed": MaterialItem.DILUENT,
}
_LEAVING = ("leach", "extract", "released")
_COMMANDS = frozenset({"use", "inject", "administer", "infuse", "dilute", "add", "reconstitute", "withdraw"})


@dataclass(frozen=True, slots=True)
class _Group:
    """Materials or fluids that a sentence lists together."""

    members: tuple[Token, ...]
    clause: TokenSpan


def extract(reading: Reading) -> Iterator[Material]:
    """The materials and fluids of section 2 and of a guide, and filters of which no material is stated."""
    for passage in reading.guide_and("2"):
        for sentence in passage.sentences:
            yield from _of_kind(passage, sentence, "MATERIAL")
            yield from _of_kind(passage, sentence, "DILUENT")
            yield from _bare_filter(passage, sentence)
            yield from _covers(passage, sentence)


def _of_kind(passage: Passage, sentence: TokenSpan, kind: str) -> Iterator[Material]:
    for group in _groups(sentence, kind):
        item = _fluid_item(passage, group) if kind == "DILUENT" else _item(group)
        verdict = _verdict(group)
        if item is None or verdict is None:
            continue
        for member in group.members:
            yield Material(
                evidence=(passage.evidence(group.clause),),
                values=(passage.token_span(member),),
                read_by=f"material.{kind.lower()}",
                form=Form.LIST if len(group.members) > 1 else Form.SENTENCE,
                item=item,
                material=_printed(member),
                verdict=verdict,
                qualifier=_qualifier(member, group) if kind == "MATERIAL" else None,
            )


def _groups(sentence: TokenSpan, kind: str) -> Iterator[_Group]:
    """The terms of a kind, those that stand in one list together.

    Two belong to one list when only connecting words, brackets and qualifiers stand between them, no item and no verb.
    """
    terms = [token for token in sentence if token.ent_type_ == kind]
    group: list[Token] = []
    for token in terms:
        if group and not _is_one_list(group[-1], token):
            yield _Group(tuple(group), _clause(sentence, group))
            group = []
        group.append(token)
    if group:
        yield _Group(tuple(group), _clause(sentence, group))


def _is_one_list(left: Token, right: Token) -> bool:
    between = left.doc[left.i + 1 : right.i]
    if len(between) > _BETWEEN_MEMBERS or any(token.ent_type_ == "ITEM" for token in between):
        return False
    depth = 0
    for token in between:
        depth += (token.text in "([") - (token.text in ")]")
        if depth <= 0 and token.lower_ not in _CONNECTING | _PLASTICIZER and not token.is_punct:
            return False
    return True


def _clause(sentence: TokenSpan, group: Sequence[Token]) -> TokenSpan:
    """The part of the sentence between semicolons that holds the group."""
    start, end = sentence.start, sentence.end
    for token in sentence:
        if token.text == ";" and token.i < group[0].i:
            start = token.i + 1
        if token.text == ";" and token.i > group[-1].i:
            end = min(end, token.i)
    return sentence.doc[start:end]


def _item(group: _Group) -> MaterialItem | None:
    """What the group is used for: the item whose bracket holds it ("bags (nylon)"), else the item right after it ("nylon
    filters"), else the nearest before ("filters made of nylon").
    """
    doc, last = group.clause.doc, group.members[-1].i
    opened = group.members[0].i - 1
    if opened > group.clause.start and doc[opened].text == "(" and doc[opened - 1].ent_type_ == "ITEM":
        bracketed = term_of(doc[opened - 1])
        return MaterialItem(bracketed.id) if bracketed is not None else None
    after = [token for token in doc[last + 1 : min(last + 1 + _BESIDE, group.clause.end)] if token.ent_type_ == "ITEM"]
    before = [token for token in doc[group.clause.start : group.members[0].i] if token.ent_type_ == "ITEM"]
    nearest = after[0] if after else before[-1] if before else None
    term = term_of(nearest) if nearest is not None else None
    return MaterialItem(term.id) if term is not None else None


def _fluid_item(passage: Passage, group: _Group) -> MaterialItem | None:
    """What a fluid is for: the nearest process before it tells - to reconstitute, to dilute, to fill a bag."""
    first = group.members[0].i
    for token in reversed(passage.tokens[: first + 1]):
        item = _FLUID_OF.get(token.lower_) or (MaterialItem.DILUENT if _is_vessel(token) else None)
        if item is not None:
            return item
    return _FLUID_OF.get(passage.headings[-1].rstrip(":").casefold()) if passage.headings else None


def _is_vessel(token: Token) -> bool:
    term = term_of(token)
    return term is not None and term.kind == "ITEM" and term.id == "container"


def _verdict(group: _Group) -> Verdict | None:
    """The verdict of the clause. A list without a word of verdict is of alternatives; one single thing ordered is required."""
    words = {token.lower_ for token in group.clause}
    if _is_source(group):
        return None
    said = {Verdict(match.pattern.gives["verdict"]) for match in patterns("verdict").find(group.clause)}
    for verdict in (Verdict.PROHIBITED, Verdict.NOT_REQUIRED):
        if verdict in said:
            return verdict
    if len(group.members) > 1 or Verdict.RECOMMENDED in said:
        return Verdict.RECOMMENDED
    ordered = Verdict.REQUIRED in said or bool(_COMMANDS & words) or "should" in words
    return Verdict.REQUIRED if ordered else None


def _is_source(group: _Group) -> bool:
    """Whether the group is only what a substance comes out of: "a plasticizer that may be leached from PVC bags"."""
    before = group.clause.doc[max(group.clause.start, group.members[0].i - _BESIDE) : group.members[0].i]
    return any(token.lower_.startswith(_LEAVING) for token in before)


def _printed(member: Token) -> str:
    """The term as printed, without its abbreviation in brackets and ", USP"; the label of a mere abbreviation."""
    term = term_of(member)
    if term is not None and member.text.isupper() and len(member.text) <= 5:
        return term.label
    return (
        member.text.partition(" (")[0].removesuffix(", USP")
        if member.text[-1] == ")"
        else member.text.removesuffix(", USP")
    )


def _qualifier(member: Token, group: _Group) -> str | None:
    """What the brackets or words right after a material say of its plasticizer: "DEHP- or non-DEHP-containing"."""
    following = member.doc[member.i + 1 : group.clause.end]
    words: list[str] = []
    for token in following:
        if token.ent_type_ in ("MATERIAL", "ITEM") or token.lower_ in _ENDS:
            break
        words.append(token.text_with_ws)
    text = "".join(words)
    if "DEHP" not in text:
        return None
    return text.strip(" ,()[]").rpartition("[")[2].replace("]", "").strip(" ,()") or None


def _bare_filter(passage: Passage, sentence: TokenSpan) -> Iterator[Material]:
    """A filter of which no material is stated: "Filtration is not required", "Do not use in-line filters"."""
    filters = [token for token in sentence if _is_filter(token)]
    if not filters or any(token.ent_type_ == "MATERIAL" for token in sentence):
        return
    verdict = _verdict(_Group((filters[0],), sentence))
    if verdict is not None:
        yield Material(
            evidence=(passage.evidence(sentence),),
            read_by="material.filter",
            item=MaterialItem.FILTER,
            material=None,
            verdict=verdict,
        )


def _covers(passage: Passage, sentence: TokenSpan) -> Iterator[Material]:
    """Covers against light: each of a list as printed, the noun of the list's next member lent to those without one."""
    for match in patterns("material").find(sentence):
        listed = sentence.doc[sentence.start : match.tokens.start].text
        for cover in _members(listed) if match.pattern.id == _OVER_THE_BAG else (None,):
            yield Material(
                evidence=(passage.evidence(sentence),),
                read_by=f"material.{match.pattern.id}",
                item=MaterialItem(match.pattern.gives["item"]),
                material=cover,
                verdict=Verdict(match.pattern.gives["verdict"]),
            )


def _members(listed: str) -> tuple[str, ...]:
    """The members of a printed list.

    >>> _members("Amber, dark brown, or green bags, or foil light-protective covering")
    ('amber bags', 'dark brown bags', 'green bags', 'foil light-protective covering')
    """
    members = [member.strip(" ,") for member in _BETWEEN.split(listed) if member.strip(" ,")]
    noun = ""
    named: list[str] = []
    for member in reversed(members):
        has_noun = member.rpartition(" ")[2].casefold() in _COVERS
        noun = member.rpartition(" ")[2] if has_noun else noun
        named.append(member if has_noun or not noun else f"{member} {noun}")
    return tuple(member[:1].lower() + member[1:] for member in reversed(named))


def _is_filter(token: Token) -> bool:
    term = term_of(token)
    of_kidney = token.i > 0 and token.nbor(-1).lower_ == "glomerular"
    return (token.lower_ == "filtration" and not of_kidney) or (term is not None and term.id == "filter")
