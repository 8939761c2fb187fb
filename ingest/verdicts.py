"""What a clause says of the materials, fluids or filters that it lists: to be used, required, not required or prohibited."""

from collections.abc import Iterable, Mapping

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.tokens import term_of
from kg.codes import Verdict

_LEAVING = ("leach", "extract", "released")
_NOT_OFFERED = frozenset({"contain", "contains", "than"})
_BESIDE = 4
_COMMANDS = frozenset(
    {"use", "inject", "administer", "infuse", "dilute", "add", "reconstitute", "withdraw", "obtain", "mix"}
)
_JOINING = frozenset({"and", "or"})
_OTHERS = "other"
_SHORTEST_NAME = 5
_UNTIL = frozenset({"after", "beyond", "if", "past", "unless", "until", "when"})
"""Words after which a prohibition is not of the thing itself: "do not use after the date"."""


def verdict_on(clause: TokenSpan, start: int, *, several: bool) -> Verdict | None:
    """The verdict of a clause on what begins at a token. A list without a word of verdict is of alternatives (`several`);
    one single thing ordered is required.
    """
    before = clause.doc[max(clause.start, start - _BESIDE) : start]
    if any(token.lower_.startswith(_LEAVING) or token.lower_ in _NOT_OFFERED for token in before):
        return None
    said = {
        Verdict(match.pattern.gives["verdict"])
        for match in patterns("verdict").find(clause)
        if _is_of_thing(match, start)
    }
    for verdict in (Verdict.PROHIBITED, Verdict.NOT_REQUIRED):
        if verdict in said:
            return verdict
    if several or Verdict.RECOMMENDED in said:
        return Verdict.RECOMMENDED
    ordered = Verdict.REQUIRED in said or any(_orders(token, clause) for token in clause)
    return Verdict.REQUIRED if ordered else None


def _is_of_thing(match: Match, start: int) -> bool:
    """Whether words of verdict are about what begins at a token: no date, and not the "other drugs" that stand between."""
    following = [token.lower_ for token in match.tokens.doc[match.tokens.end : start]]
    if match.pattern.gives["verdict"] == Verdict.PROHIBITED and _OTHERS in following:
        return False
    return match.tokens.doc[match.tokens.end : match.tokens.end + 1].text.casefold() not in _UNTIL


def _orders(token: Token, clause: TokenSpan) -> bool:
    """Whether a word orders something: "use", "should", but not the purpose "to dilute" behind what is told of a thing."""
    before = [word.lower_ for word in token.doc[max(clause.start, token.i - 3) : token.i]]
    if token.doc[token.i + 1 : token.i + 2].text.casefold() == "of":
        return False
    is_purpose = before[-1:] == ["to"] or (before[:1] == ["to"] and before[-1] in _JOINING)
    return token.lower_ == "should" or (token.lower_ in _COMMANDS and not is_purpose)


def printed_name(member: TokenSpan, full_names: Mapping[str, str]) -> str:
    """A term as printed, without its abbreviation in brackets and ", USP"; for a mere abbreviation, its name in full: as
    the label prints it elsewhere, else that of our list.
    """
    if len(member) == 1 and _is_abbreviation(member):
        term = term_of(member[0])
        return full_names.get(term.id, term.label) if term is not None else member.text
    text = member.text.partition(" (")[0] if member.text[-1] == ")" else member.text
    return text.removesuffix(", USP")


def full_names(passages: Iterable[Passage], kind: str) -> dict[str, str]:
    """The names in full by which passages first print the terms of a kind, by the terms' ids."""
    names: dict[str, str] = {}
    for passage in passages:
        for token in passage.tokens:
            term = term_of(token) if token.ent_type_ == kind else None
            printed = passage.tokens[token.i : token.i + 1]
            if term is not None and not _is_abbreviation(printed):
                names.setdefault(term.id, printed_name(printed, {}))
    return names


def _is_abbreviation(member: TokenSpan) -> bool:
    return member.text.isupper() and len(member.text) <= _SHORTEST_NAME
