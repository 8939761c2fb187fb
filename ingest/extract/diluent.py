"""Fluids for reconstitution and dilution, with the label's verdict (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator, Mapping

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.passages import Passage
from ingest.reading import Reading
from ingest.state import is_vessel, state_at
from ingest.term_groups import TermGroup, term_groups
from ingest.tokens import term_of, tokenize
from ingest.verdicts import full_names, printed_name, verdict_on
from kg.codes import Form, MaterialItem, ProductState, Verdict
from kg.facts import Material

_KIND = "DILUENT"
_PROCESSES = {
    "reconstitute": MaterialItem.RECONSTITUTION_DILUENT,
    "reconstituting": MaterialItem.RECONSTITUTION_DILUENT,
    "reconstitution": MaterialItem.RECONSTITUTION_DILUENT,
    "inject": MaterialItem.RECONSTITUTION_DILUENT,
    "injecting": MaterialItem.RECONSTITUTION_DILUENT,
    "reconstituted": MaterialItem.DILUENT,
    "dilute": MaterialItem.DILUENT,
    "diluted": MaterialItem.DILUENT,
    "diluting": MaterialItem.DILUENT,
    "dilution": MaterialItem.DILUENT,
    "further diluted": MaterialItem.DILUENT,
    "diluent": MaterialItem.DILUENT,
    "diluents": MaterialItem.DILUENT,
    "admixture": MaterialItem.DILUENT,
    "mix": MaterialItem.DILUENT,
    "mixed": MaterialItem.DILUENT,
    "suspend": MaterialItem.DILUENT,
    "suspended": MaterialItem.DILUENT,
    "suspending": MaterialItem.DILUENT,
    "disperse": MaterialItem.DILUENT,
    "dispersed": MaterialItem.DILUENT,
    "sprinkle": MaterialItem.DILUENT,
    "sprinkled": MaterialItem.DILUENT,
}
"""What a fluid is for, by the word before it; the reconstituted solution itself is what goes into a diluent."""

_BEING = frozenset({"be", "is", "are", "been", "when", "once", "if", "being"})
_BY = frozenset({"with", "in", "using"})
_ADDING = frozenset({"add", "adding", "pour", "stir"})
_NOT_MIXED = frozenset(
    {
        "flush",
        "flushed",
        "rinse",
        "prime",
        "priming",
        "pre-filled",
        "prefilled",
        "connect",
        "clamp",
        "transport",
        "flow",
    }
    | {"wash", "washed"}
)
_NO_FLUID = frozenset({"bath"})
_DRINKS = frozenset({"water", "apple-juice", "orange-juice", "applesauce", "infant-formula"})
_EXAMPLES = re.compile(r"\b(?:such as|for example)\b|e\.g\.")
_BETWEEN = frozenset({",", "or", "and"})
_ENDS = frozenset({".", ";", ":", "(", "["})
_NEAR = 70
_BEHIND = 6
_OF_STATE = {
    ProductState.RECONSTITUTED: MaterialItem.RECONSTITUTION_DILUENT,
    ProductState.DILUTED: MaterialItem.DILUENT,
    ProductState.UNOPENED: MaterialItem.DILUENT,
    None: MaterialItem.DILUENT,
}


def extract(reading: Reading) -> Iterator[Material]:
    """The fluids of section 2 and of a guide that the product is dissolved in or diluted with."""
    passages = tuple(reading.guide_and("2"))
    names = full_names(passages, _KIND)
    for passage in passages:
        for sentence in passage.sentences:
            for group in term_groups(sentence, _KIND):
                yield from _fluids(passage, sentence, group, names)


def _fluids(passage: Passage, sentence: TokenSpan, group: TermGroup, names: Mapping[str, str]) -> Iterator[Material]:
    after = group.clause.doc[group.end : group.end + 1].text.casefold()
    named_again = _is_drink(group) and group.start > 0 and group.clause.doc[group.start - 1].lower_ == "the"
    if after in _NO_FLUID or named_again or any(token.lower_ in _NOT_MIXED for token in sentence):
        return
    item = _item(passage, sentence, group)
    listed = _is_list_item(passage, group) or _is_example(group)
    verdict = verdict_on(group.clause, group.start, several=listed or len(group.members) > 1)
    if item is None and verdict is Verdict.PROHIBITED and not _is_drink(group):
        item = MaterialItem.DILUENT
    if item is None or verdict is None:
        return
    members = (*group.members, *(_without_name(group) if verdict is Verdict.PROHIBITED else ()))
    for member in members:
        yield Material(
            evidence=(passage.evidence(group.clause),),
            values=(passage.span(member),),
            read_by="material.diluent",
            form=Form.LIST if len(members) > 1 else Form.SENTENCE,
            item=item,
            material=printed_name(member, names),
            verdict=verdict,
        )


def _without_name(group: TermGroup) -> Iterator[TokenSpan]:
    """What a list of fluids goes on with that is no known one: a proper name, or solutions by what they contain."""
    doc, start = group.clause.doc, group.end
    for token in doc[group.end : group.clause.end]:
        if token.text not in _ENDS and token.lower_ not in _BETWEEN:
            continue
        member = doc[start : token.i]
        if start > group.end and len(member):
            if not (member[0].is_title or any(word.lower_.startswith("solution") for word in member)):
                return
            yield member
        if token.text in _ENDS:
            return
        start = token.i + 1


def _is_list_item(passage: Passage, group: TermGroup) -> bool:
    """Whether a group begins an item of a list below a paragraph: the items are alternatives."""
    return passage.level > 0 and group.start == group.clause.start and passage.lead is not None


def _is_example(group: TermGroup) -> bool:
    """Whether a fluid is one of several that are told as examples: "a clear liquid (such as water, clear soda, juice)"."""
    before = group.clause.doc[group.clause.start : group.start].text.casefold()
    return _EXAMPLES.search(before.rpartition("(")[2]) is not None


def _item(passage: Passage, sentence: TokenSpan, group: TermGroup) -> MaterialItem | None:
    """What a fluid is for: the nearest process before it tells - to reconstitute, to dilute, to fill a bag.

    Of what can be drunk too, the sentence itself must tell that something is mixed with it.
    """
    if _is_vessel_after(group):
        return MaterialItem.DILUENT
    drink = _is_drink(group)
    first = sentence.start if drink else max(0, group.start - _NEAR)
    before = passage.tokens[first : group.start + 1]
    lead = tokenize(passage.lead.text) if passage.level and passage.lead else ()
    told = (_process(token) for tokens in (before, lead) for token in reversed(tuple(tokens)))
    found = next((item for item in told if item is not None), None) or _purpose(group)
    if found is None and drink and any(token.lower_ in _ADDING for token in before):
        found = _OF_STATE[state_at(passage, sentence)]
    return found or (_PROCESSES.get(passage.headings[-1].rstrip(":").casefold()) if passage.headings else None)


def _purpose(group: TermGroup) -> MaterialItem | None:
    """What a fluid is used for, by the words right behind it: "use only saline to dilute it"."""
    behind = group.clause.doc[group.end : min(group.end + _BEHIND, group.clause.end)]
    told = (_process(token) for token in behind if behind.doc[token.i - 1].lower_ in ("to", "for"))
    return next((item for item in told if item is not None), None)


def _is_drink(group: TermGroup) -> bool:
    return any((term := term_of(token)) is not None and term.id in _DRINKS for token in group.members[0])


def _is_vessel_after(group: TermGroup) -> bool:
    """Whether a bag of the fluid is meant: "a 100 mL 0.9% Sodium Chloride Injection infusion bag"."""
    return any(is_vessel(token) for token in group.clause.doc[group.end : min(group.end + 3, group.clause.end)])


def _process(token: Token) -> MaterialItem | None:
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ == "reconstituted" and (before in _BEING or before.endswith("ly") or after in _BY):
        return MaterialItem.RECONSTITUTION_DILUENT
    if token.lower_ in _PROCESSES:
        return _PROCESSES[token.lower_]
    term = term_of(token)
    is_solution = term is not None and term.kind == "STATE" and term.id != ProductState.UNOPENED
    return MaterialItem.DILUENT if is_solution or is_vessel(token) else None
