"""What a clause says of the materials, fluids or filters that it lists: to be used, required, not required or prohibited."""

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.matcher import patterns
from ingest.tokens import term_of
from kg.codes import Verdict

_LEAVING = ("leach", "extract", "released")
_NOT_OFFERED = frozenset({"contain", "contains", "than"})
_BESIDE = 4
_COMMANDS = frozenset({"use", "inject", "administer", "infuse", "dilute", "add", "reconstitute", "withdraw", "obtain"})
_SHORTEST_NAME = 5


def verdict_on(clause: TokenSpan, start: int, *, several: bool) -> Verdict | None:
    """The verdict of a clause on what begins at a token. A list without a word of verdict is of alternatives (`several`);
    one single thing ordered is required.
    """
    before = clause.doc[max(clause.start, start - _BESIDE) : start]
    if any(token.lower_.startswith(_LEAVING) or token.lower_ in _NOT_OFFERED for token in before):
        return None
    said = {Verdict(match.pattern.gives["verdict"]) for match in patterns("verdict").find(clause)}
    for verdict in (Verdict.PROHIBITED, Verdict.NOT_REQUIRED):
        if verdict in said:
            return verdict
    if several or Verdict.RECOMMENDED in said:
        return Verdict.RECOMMENDED
    words = {token.lower_ for token in clause}
    ordered = Verdict.REQUIRED in said or bool(_COMMANDS & words) or "should" in words
    return Verdict.REQUIRED if ordered else None


def printed_name(member: TokenSpan) -> str:
    """A term as printed, without its abbreviation in brackets and ", USP"; the label of a mere abbreviation."""
    if len(member) == 1 and member.text.isupper() and len(member.text) <= _SHORTEST_NAME:
        return _label(member[0])
    text = member.text.partition(" (")[0] if member.text[-1] == ")" else member.text
    return text.removesuffix(", USP")


def _label(token: Token) -> str:
    term = term_of(token)
    return term.label if term is not None else token.text
