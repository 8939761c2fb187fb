"""Materials of containers, lines and filters, with the label's verdict."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading
from ingest.term_groups import TermGroup, term_groups
from ingest.tokens import quantity_of, term_of
from ingest.verdicts import full_names, printed_name, verdict_on
from kg.codes import Form, MaterialItem, Verdict
from kg.facts import Material

_KIND = "MATERIAL"
_DEVICE = "DEVICE"
_FREE = re.compile(r"\b(?:DEHP|PVC)(?:\))?[- ]free\b|\bnon[- ](?:DEHP|PVC)\b", re.IGNORECASE)
"""What a bag or line is made without, where no material is named."""
_PROPERTY = re.compile(r"\blow[- ]protein[- ]binding\b", re.IGNORECASE)
"""What is told of a filter beside its material and its pores."""
_BETWEEN = re.compile(r"\s*,\s*(?:and/or|and|or)?\s+|\s+(?:and/or|and|or)\s+")
_COVERS = frozenset({"bag", "bags", "cover", "covers", "covering", "coverings", "sleeve", "sleeves", "wrap", "foil"})
_OVER_THE_BAG = "cover-over-the-bag"
_ENDS = frozenset({"is", "are", "may", "can", "should", "must"})
_BESIDE = 4
_ALTERNATIVES = frozenset({"or", "to", "and", "/", "-", "–"})
_MICROMETER = "um"
_FILLED_BAG = "infusion bag"
_PARTING = frozenset({",", "and", "or", "with", "as", "is", "are", "in", "of", "for", "through", "using", "by"})
_CONTAINING = frozenset({"containing", "contain", "contains"})
_LISTING = frozenset({",", "and", "or", "and/or", "needle", "needles"})
_SUPPOSING = frozenset({"when", "if", "while", "patients", "by", "of", "or"})
"""Words in front of "using" after which it is no order: "when using an infusion pump"."""
_USING = "using"
_NOT_RECOMMENDED = "not recommended"
_WAYS = frozenset({"a", "an", "the", "by", "via", "with", "using", "through"})
_NEGATIONS = frozenset({"not", "never"})
_MAKING = frozenset({"made", "composed", "consisting", "constructed", "manufactured"})


def extract(reading: Reading) -> Iterator[Material]:
    """The materials of section 2 and of a guide, filters of which no material is stated, covers and devices."""
    passages = tuple(reading.guide_and("2"))
    names = full_names(passages, _KIND)
    for passage in passages:
        for sentence in passage.sentences:
            groups = tuple(term_groups(sentence, _KIND))
            for group in groups:
                yield from _materials(passage, group, names)
            items = frozenset(item for group in groups for item in _items(group))
            if MaterialItem.FILTER not in items:
                yield from _bare_filter(passage, sentence)
            yield from _free_of_plasticizer(passage, sentence, items)
            yield from _named(passage, sentence)


def _materials(passage: Passage, group: TermGroup, names: Mapping[str, str]) -> Iterator[Material]:
    verdict = verdict_on(group.clause, group.start, several=len(group.members) > 1)
    if verdict is None or _is_drinking_glass(group):
        return
    for item in _items(group):
        pores = _pores(group.clause) if item is MaterialItem.FILTER and verdict is not Verdict.PROHIBITED else ()
        for member in group.members:
            yield Material(
                evidence=(passage.evidence(group.clause),),
                values=(passage.span(member), *map(passage.token_span, pores)),
                read_by="material.material",
                form=Form.LIST if len(group.members) > 1 else Form.SENTENCE,
                item=item,
                material=printed_name(member, names),
                verdict=verdict,
                qualifier=_of_filter(pores, group.clause) if pores else _qualifier(member, group),
            )


def _is_drinking_glass(group: TermGroup) -> bool:
    following = [token.lower_ for token in group.clause.doc[group.end : group.end + 1]]
    return group.members[-1].text.casefold() == "glass" and following in (["of"], ["containing"])


def _items(group: TermGroup) -> tuple[MaterialItem, ...]:
    """What the group is used for: the item that is made of it ("filters made of nylon") or whose bracket holds it ("bags
    (nylon)"), else the item right after it ("nylon filters"), else the nearest before.

    Items that are listed in front of what is told of all are each made of it: "bags or tubing containing nylon".
    """
    doc = group.clause.doc
    before = [token for token in doc[group.clause.start : group.start] if _item_of(token) is not None]
    beside = _outside_brackets(doc[group.end : group.clause.end])[:_BESIDE]
    own = takewhile(lambda token: token.lower_ not in _PARTING, beside)
    after = [token for token in own if _item_of(token) is not None]
    joined = doc[before[-1].i + 1 : group.start] if before else doc[group.start : group.start]
    is_made = any(token.lower_ in _MAKING for token in joined)
    is_bracketed = joined.text == "("
    nearest = before[-1:] if is_made or is_bracketed else after[:1] or before[-1:]
    is_of_all = nearest == before[-1:] and (is_made or any(token.lower_ in _CONTAINING for token in joined))
    listed = _listed_before(before) if is_of_all else nearest
    return tuple(dict.fromkeys(item for token in listed if (item := _item_of(token)) is not None))


def _listed_before(items: Sequence[Token]) -> list[Token]:
    """The last item with those that a list joins to it, without the filters of needles."""
    listed = list(items[-1:])
    for token in reversed(items[:-1]):
        between = token.doc[token.i + 1 : listed[0].i]
        if any(word.lower_ not in _LISTING for word in between):
            break
        listed.insert(0, token)
    return [token for token in listed if not _is_of_needle(token)]


def _item_of(token: Token) -> MaterialItem | None:
    """What a token names: an item of the list, or the bag that is told with what it contains ("infusion bag containing")."""
    term = term_of(token)
    if term is not None and term.kind == "ITEM":
        return MaterialItem(term.id)
    return MaterialItem.CONTAINER if term is not None and token.lower_.startswith(_FILLED_BAG) else None


def _outside_brackets(tokens: TokenSpan) -> list[Token]:
    depth, outside = 0, list[Token]()
    for token in tokens:
        depth += token.text in ("(", "[")
        if depth <= 0:
            outside.append(token)
        depth -= token.text in (")", "]")
    return outside


def _qualifier(member: TokenSpan, group: TermGroup) -> str | None:
    """What the brackets or words right after a material say of its plasticizer: "DEHP- or non-DEHP-containing"."""
    following = member.doc[member.end : group.clause.end]
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
    if not filters:
        return
    verdict = verdict_on(sentence, filters[0].i, several=False)
    if verdict is not None:
        pores = _pores(sentence)
        yield Material(
            evidence=(passage.evidence(sentence),),
            values=tuple(map(passage.token_span, pores)),
            read_by="material.filter",
            item=MaterialItem.FILTER,
            material=None,
            verdict=verdict,
            qualifier=_of_filter(pores, sentence),
        )


def _free_of_plasticizer(
    passage: Passage, sentence: TokenSpan, named: frozenset[MaterialItem | None]
) -> Iterator[Material]:
    """A bag or line of which only is told what it is made without, for items that are not named with a material."""
    for found in _FREE.finditer(sentence.text):
        behind = [token for token in sentence if token.idx >= sentence.start_char + found.end()][: 2 * _BESIDE]
        item = next((item for token in behind if (item := _item_of(token)) is not None), None)
        verdict = verdict_on(sentence, behind[0].i, several=False) if behind else None
        if item is not None and item not in named and verdict is not None:
            yield Material(
                evidence=(passage.evidence(sentence),),
                read_by="material.free",
                item=item,
                material=found[0].replace(")", ""),
                verdict=verdict,
            )


def _pores(clause: TokenSpan) -> tuple[Token, ...]:
    """The numbers that print the pore size of a filter: "0.2", "0.22 micron" of "a 0.2 or 0.22 micron filter"."""
    sizes = [token for token in clause if _is_pore(token)]
    if not sizes:
        return ()
    doc, start, end = clause.doc, sizes[0].i, sizes[0].i + 1
    for token in reversed(doc[clause.start : sizes[0].i]):
        if _is_number(token):
            start = token.i
        elif token.lower_ not in _ALTERNATIVES:
            break
    for token in sizes[1:]:
        if {between.lower_ for between in doc[end : token.i]} <= _ALTERNATIVES:
            end = token.i + 1
    return tuple(token for token in doc[start:end] if _is_number(token))


def _is_pore(token: Token) -> bool:
    found = quantity_of(token)
    return found is not None and found.unit == _MICROMETER


def _is_number(token: Token) -> bool:
    return token.ent_type_ in (Dimension.NUMBER.value, Dimension.LENGTH.value)


def _of_filter(pores: Sequence[Token], clause: TokenSpan) -> str | None:
    """The pore size as printed, and a property: "0.2 or 0.22 micron, low protein binding"."""
    size = pores[0].doc[pores[0].i : pores[-1].i + 1].text if pores else None
    found = _PROPERTY.search(clause.text)
    return ", ".join(filter(None, (size, found[0] if found else None))) or None


def _named(passage: Passage, sentence: TokenSpan) -> Iterator[Material]:
    """Covers against light, each of a list as printed, the noun of the list's next member lent to those without one; and
    devices, syringes and supplied fluids by name. One of several devices that are listed is recommended.
    """
    for match in patterns("material").find(sentence):
        before = sentence.doc[max(sentence.start, match.tokens.start - 1) : match.tokens.start].text.casefold()
        names = _names(sentence, match) if _is_order(sentence, match, before) else ()
        verdict = Verdict.PROHIBITED if before in _NEGATIONS else Verdict(match.pattern.gives["verdict"])
        is_choice = verdict is Verdict.REQUIRED and (len(names) > 1 or _is_one_way(sentence, match))
        for name in names:
            yield Material(
                evidence=(passage.evidence(sentence),),
                read_by=f"material.{match.pattern.id}",
                item=MaterialItem(match.pattern.gives["item"]),
                material=name,
                verdict=Verdict.RECOMMENDED if is_choice else verdict,
            )


def _is_order(sentence: TokenSpan, match: Match, before: str) -> bool:
    """Whether something is ordered, not supposed ("when using a pump") or told of one case ("Using a pump for it is not recommended")."""
    is_subject = match.tokens.start == sentence.start and match.tokens[0].lower_ == _USING
    return before not in _SUPPOSING and not (is_subject and _NOT_RECOMMENDED in sentence.text)


def _is_one_way(sentence: TokenSpan, match: Match) -> bool:
    """Whether what is matched is one of two ways: "with a pump or manually", "by the one or with a pump"."""
    doc, end = sentence.doc, match.tokens.end
    ways = (doc[end : end + 1], *(doc[token.i : token.i + 2] for token in match.tokens))
    return any(way[0].lower_ == "or" and (way.start == end or way[-1].lower_ in _WAYS) for way in ways if len(way))


def _names(sentence: TokenSpan, match: Match) -> tuple[str | None, ...]:
    """The names of what a match is about: the list in front of it, the devices listed with its own, or its own; or None."""
    if match.pattern.id == _OVER_THE_BAG:
        return _members(sentence.doc[sentence.start : match.tokens.start].text)
    device, name = match.slots.get("device"), match.slots.get("name")
    if device is not None:
        groups = (group.members for group in term_groups(sentence, _DEVICE))
        listed = next((members for members in groups if any(one.start == device.start for one in members)), (device,))
        return tuple(member.text for member in listed)
    return (name.text if name is not None else None,)


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
    is_filter = term is not None and term.id == "filter" and not _is_of_needle(token)
    return (token.lower_ == "filtration" and not of_kidney) or is_filter


def _is_of_needle(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_.startswith("needle")
