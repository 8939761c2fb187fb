"""What the shares of patients in a sentence are about: the event, the arm and the grade of each.

The rules are plain: the words before the verb of a clause ("rash was reported in") are the event of the shares behind it;
where a share opens its clause ("12% of patients had rash"), what follows is. Shares that follow each other have one event.
Several things that are named for as many shares ("A and B ... in 5% and 3%, respectively") are paired in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.grade import find_grade
from ingest.names import ProductName, is_product
from ingest.tokens import CROSS_REFERENCE

_AUXILIARIES = frozenset(
    {"was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "also", "which", "that"}
    | {"not", "never"}
)
_NEGATIONS = frozenset({"not", "never", "no"})
_VERBS = frozenset(
    """
    reported occurred occurring observed seen measured developed documented detected recorded identified found noted
    experienced discontinued persisted achieved reached was were is are had resulted led performed determined ongoing
    """.split()  # noqa: SIM905
)
_EDGES = frozenset(
    """
    , ; : . ( ) [ ] and or but versus vs vs. compared to with in of by for among the a an overall while whereas which that
    also who respectively
    """.split()  # noqa: SIM905
)
_GROUP = re.compile(
    r"^(?:of\s+)?(?:(?:the|these|those|all)\s+)?(?:(?:adult|pediatric|evaluable|treated|responding|[A-Z]{2,5})\s+)?"
    r"(?:patients|patient|subjects|responders|participants|adults|women|men|children|them)\b(?:\s+per\s+[A-Z]+)?",
)
_ARM = re.compile(
    r"\b(?:in|of|on|to|for|with|by)\s+(?:those\s+(?:in|on)\s+)?the\s+(?P<arm>[^,;()]{2,70}?)[\s-]+(?:treatment\s+)?(?:arm|group)s?\b"
    r"|\b(?:[Ww]ho\s+(?:had\s+)?received|receiving|treated\s+with|taking|administered|randomized\s+to)\s+(?:the\s+)?"
    r"(?P<drug>(?:[A-Z]|placebo\b|investigator)[\w’'+/-]*(?:\s+(?:of|plus|and|\+|alone|with|choice|chemotherapy|[A-Z][\w’'+/-]*))*)"
    r"|\b(?P<treated>(?:[A-Z]|placebo)[\w+/-]*)[\s-]+treated\s+patients"
)
_WITH = re.compile(
    r"^with\s+(?P<arm>(?:placebo|(?:the\s+)?[Ii]nvestigator|[A-Z])[\w’'+/-]*(?:\s+(?:of|choice|chemotherapy|plus|[A-Z][\w’'+/-]*))*)"
)
_TRAILING = re.compile(r"(?:\s+(?:of|plus|and|\+|with))+$")
_OBJECT = re.compile(r"\b(?:in|by|for|of|was|were|is|are|at|among|to|had|approximately|about|only|all)$")
_CONTRAST = re.compile(r"\b(?:versus|vs\.?|compared\s+(?:to|with)|than)$")
_RESPECTIVELY = re.compile(r"\brespectively\b")
_LIST_CUT = re.compile(r"\s*,\s+and\s+|\s*,\s+|\s+and\s+|\s+versus\s+|\s+compared\s+(?:to|with)\s+")
_NAMED = re.compile(
    r"\b(?P<name>[Cc]ycles?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?)\s+(?P<numbers>\d+(?:(?:\s*,\s*|\s*,?\s+and\s+)\d+)+)"
)
_GRADES = re.compile(
    r"\b(?:(?:all|any)\s+grades?(?!\s*\d)|(?:all\s+)?(?:[≥>]\s*)?Grades?\s*(?:[≥>]\s*)?\d(?:\s*(?:[-–/]|or|to)\s*\d)?(?:\s+or\s+(?:higher|greater))?)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"\s*(?:;|,\s+(?:and|but|while|whereas|with)\b(?=.*)|\band\s+(?=\d[\d,.]*\s*(?:[/%(]|patients\b))|\.$)"
)
_FATAL = re.compile(r"^(?:fatal|deaths?)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:in|for|among|of|overall|during|at|across|within|with|on|after|following|double-blind|placebo-controlled|open-label|randomized|multicenter)\b[^,]*(?:\([^)]*\)[^,]*)?,\s+",
    re.IGNORECASE,
)
_ITEM_CUT = re.compile(r"[,;:]\s*(?:and\s+)?|\b(?:included?|includes|including|were|was|are|and|versus)\s+")
_NO_ITEM = frozenset(
    """
    approximately about overall only additionally however least most nearly those patients subjects arm group than none
    """.split()  # noqa: SIM905
)
_GIVEN = re.compile(
    r"^(?:treated|receiving|randomized|given)\b.*?"
    r"(?=\b(?:were|was|had|have|experienced|developed|achieved|required|discontinued|died|tested|reported)\b|$)"
)
_LONGEST_EVENT = 160
_LONGEST_ITEM = 6
_LONGEST_ELLIPSIS = 5
_NEAR = 12
_COMPARED = re.compile(r"\b(?:randomi[sz]ed|placebo|both|pooled|treatment\s+(?:groups|arms))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShareContext:
    """The event, arm and grade of a share; None where the sentence does not tell."""

    event: str | None = None
    arm: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class _Share:
    """A share with the words of its sentence before it (up to the share before) and behind it (up to the next)."""

    before: str
    after: str
    is_first: bool


def share_contexts(sentence: TokenSpan, shares: Sequence[TokenSpan]) -> list[ShareContext]:
    """The context of each share of a sentence; `shares` are their tokens from left to right.

    >>> from ingest.tokens import tokenize
    >>> doc = tokenize("Rash and itching occurred in 5% and 3% of patients in the DRUG-X arm, respectively.")
    >>> [(found.event, found.arm) for found in share_contexts(doc[:], [doc[5:6], doc[7:8]])]
    [('Rash', 'DRUG-X'), ('itching', 'DRUG-X')]
    """
    if not shares:
        return []
    parts = list(_parts(sentence, shares))
    contexts: list[ShareContext] = []
    carried = ShareContext()
    for group in _groups(parts):
        told = list(_group_contexts(group, carried))
        contexts.extend(told)
        carried = told[-1]
    return contexts


def only_arm(words: str, product: ProductName | None) -> str | None:
    """The product where some words name it as what patients were given, and no comparison with others.

    >>> from kg.locator import Span
    >>> name = ProductName(name="DRUG-X", name_span=Span(0, 6), substance=None, substance_span=None)
    >>> only_arm("DRUG-X can cause rash.", name), only_arm("Patients were randomized to DRUG-X or placebo.", name)
    ('DRUG-X', None)
    """
    if product is None or not is_product(words, product) or _COMPARED.search(words):
        return None
    return product.name


def grade_token(sentence: TokenSpan, share: TokenSpan, grade: str | None) -> Token | None:
    """The token nearest to a share that states its grade, one before it first."""
    printed = [token for token in sentence if token.ent_type_ == "GRADE"]
    near = sorted(printed, key=lambda token: (token.i > share.start, abs(token.i - share.start)))
    stated = ((token, find_grade(token.text)) for token in near)
    return next((token for token, found in stated if found is not None and found.code == grade), None)


def _parts(sentence: TokenSpan, shares: Sequence[TokenSpan]) -> Iterator[_Share]:
    edges = [sentence.start, *(share.end for share in shares)]
    starts = [*(share.start for share in shares), sentence.end]
    between = [_words(sentence.doc, start, end) for start, end in zip(edges, starts, strict=True)]
    for position, (before, after) in enumerate(pairwise(between)):
        yield _Share(before=before, after=after, is_first=position == 0)


def _words(doc: Doc, start: int, end: int) -> str:
    kept = [token.text_with_ws for token in doc[start:end] if token.ent_type_ != CROSS_REFERENCE]
    return " ".join("".join(kept).split()).lstrip(")] ").rstrip("([ ")


def _groups(parts: Sequence[_Share]) -> Iterator[list[_Share]]:
    """Shares that follow each other without a clause between them."""
    group: list[_Share] = []
    for part in parts:
        contrasted = bool(group) and _CONTRAST.search(group[-1].before) and _event_after(part.after)
        if group and (contrasted or not _is_joint(part.before)):
            yield group
            group = []
        group.append(part)
    yield group


def _is_joint(between: str) -> bool:
    """Whether words between two shares only name who the first is of and join the second to it."""
    rest = _without_group(_WITH.sub(" ", _ARM.sub(" ", between)))
    rest = re.sub(r"\b(?:patients|subjects|those|who|alone)\b", " ", rest)
    return all(word in _EDGES for word in re.findall(r"[\w’'-]+|[^\w\s]", rest.casefold()))


def _group_contexts(group: Sequence[_Share], carried: ShareContext) -> Iterator[ShareContext]:
    before, after = group[0].before, group[-1].after.split(";")[0]
    event = _event(group[0], after, carried)
    together = len(group) > 1 and _RESPECTIVELY.search(after) is not None
    named = _named_together(after, len(group)) if together else None
    events = _paired(event, len(group)) if together and event and not named else None
    arms = _arms_together(after, len(group)) or _arms_together(before, len(group)) if len(group) > 1 else None
    grades = _grades_together(event or "", len(group)) if together else None
    shared = _shared_arm(group, before, after) or (None if group[0].is_first else carried.arm)
    for position, share in enumerate(group):
        one = events[position] if events else event
        if named and one:
            one = f"{re.sub(r' in$', '', _NAMED.split(one)[0].strip())} in {named[position]}"
        yield ShareContext(
            event=_clean(one),
            arm=arms[position] if arms else _first_arm(share.after) or shared,
            grade=grades[position] if grades else _grade_of(one, event, before),
        )


def _event(share: _Share, after: str, carried: ShareContext) -> str | None:
    """The event of a group: from the words before it, else from those behind it, else that of the shares before it."""
    if _CONTRAST.search(share.before) and carried.event:
        return carried.event
    before = _event_before(share.before, is_first=share.is_first) or _listed_before(share.before)
    if before is not None:
        return before
    behind = _event_after(after)
    if behind is not None and behind.startswith(("in ", "at ", "during ")) and carried.event:
        return f"{re.sub(r' in (?:Cycle|Week|Month|Year|Day)s? [0-9]+$', '', carried.event)} {behind}"
    return behind or carried.event or _event_before(share.before + " in", is_first=share.is_first)


def _shared_arm(group: Sequence[_Share], before: str, after: str) -> str | None:
    """The arm that is named once for a group: behind it, or before it where that is not the arm of the share before."""
    if len(group) > 1 or not _OBJECT.search(before):
        behind = _first_arm(after)
        if behind is not None:
            return behind
    named = [_arm(match) for match in _ARM.finditer(before)]
    own = named if group[0].is_first else named[1:]
    return own[-1] if own else None


def _event_before(before: str, *, is_first: bool) -> str | None:
    """The subject of the clause that ends before a share, with what it says besides that something occurred."""
    if not _OBJECT.search(before):
        return None
    clause = _last_clause(before)
    words = clause.split()
    places = [place for place, word in enumerate(words) if word.casefold().strip("(),") in _VERBS]
    if not places:
        short = re.sub(r"^(?:patients|subjects)\s+", "", _OBJECT.sub("", _last_clause(_without_group(clause)))).strip(
            " ,:"
        )
        telling = [word for word in _GRADES.sub("", short).split() if word.casefold() not in _EDGES]
        return short if telling and (is_first or len(telling) <= _LONGEST_ELLIPSIS) else None
    verb = places[-1]
    start = verb
    while start > 0 and words[start - 1].casefold().strip(",") in _AUXILIARIES:
        start -= 1
    subject = words[:start]
    told = [place for place, word in enumerate(subject) if word.casefold() in {"was", "were"}]
    if told and words[start].casefold().strip(",") in {"which", "that"}:
        subject = subject[told[-1] + 1 :]
    tail = re.sub(r"\s*\b(?:in|for|by|of|among|at|only|approximately)$", "", " ".join(words[verb + 1 :]))
    is_told = tail and not _ARM.search(tail) and not find_grade(tail) and tail.casefold() not in _EDGES
    denied = [word for word in words[start : verb + 1] if word.casefold() in _NEGATIONS]
    event = " ".join([*subject, *([*denied, words[verb]] if denied else []), *([tail] if is_told else [])])
    return event if any(character.isalpha() for character in event) else None


def _listed_before(before: str) -> str | None:
    """The item of a list that stands right before its share: "included anemia 12/60 (20%), headache 6/60 (10%)"."""
    item = _ITEM_CUT.split(before)[-1].strip()
    words = re.findall(r"[\w’'-]+", item.casefold())
    if not words or words[-1] in _EDGES or words[-1] in _NO_ITEM or not before.endswith(item):
        return None
    return item if len(words) <= _LONGEST_ITEM and _GROUP.match(item) is None else None


def _last_clause(before: str) -> str:
    """The last clause of some words, without a leading "In the X arm," or "and"; of a run-in heading, what follows it."""
    clause = re.split(r";|:\s+(?=[A-Z])|\band\s+(?=(?:among|in|of)\s)", before.strip(" ,:"))[-1].strip(" ,:")
    clause = re.sub(r"^(?:and|but|or|while|whereas|however)\s+", "", clause)
    lead = _LEAD.match(clause)
    while lead is not None and len(clause) > lead.end():
        clause = clause[lead.end() :]
        lead = _LEAD.match(clause)
    return clause


def _event_after(after: str) -> str | None:
    """What the clause says of a share that is its subject: "had a follow-up examination"."""
    rest = re.sub(r",?\s*\brespectively\b,?", "", after.strip(" ,)"))
    rest = _WITH.sub("", _without_group(rest))
    arm = _ARM.search(rest)
    if arm is not None and arm.start() <= _NEAR:
        rest = rest[arm.end() :]
    rest = re.sub(r"^[\s,)]*(?:with\s+)?(?:who\s+)?", "", rest)
    rest = _GIVEN.sub("", rest)
    end = _CLAUSE_END.search(rest)
    rest = _CONTRAST.sub("", (rest[: end.start()] if end else rest).strip(" ,.;:()")).strip()
    return rest if len(rest.split()) >= 2 and not rest.casefold().startswith(("and ", "versus ")) else None


def _without_group(words: str) -> str:
    return _GROUP.sub("", words.strip(" ,)"), count=1).strip()


def _paired(event: str, count: int) -> list[str] | None:
    """The members of a list of as many things as there are shares."""
    parts = [part.strip() for part in _LIST_CUT.split(re.sub(r"\([^)]*\)", "", event))]
    parts = [part for part in parts if part]
    if len(parts) != count:
        return None
    grade = find_grade(parts[0])
    if grade is not None and grade.end == len(parts[0]):
        return None
    head = re.match(r"(?P<head>\w+\s+(?:of\s+.+\s+)?in)\s+\S+$", parts[0])
    return [parts[0], *(f"{head['head']} {part}" for part in parts[1:])] if head else parts


def _grades_together(event: str, count: int) -> list[str] | None:
    found = [grade.code for match in _GRADES.finditer(event) if (grade := find_grade(match.group())) is not None]
    return found if len(found) == count else None


def _grade_of(one: str | None, event: str | None, before: str) -> str | None:
    """The grade in the words of the event; a fatal event is of Grade 5."""
    for words in (one or "", _last_clause(before)[-80:], event or ""):
        grade = find_grade(words)
        if grade is not None:
            return grade.code
    return "5" if one and _FATAL.match(one) else None


def _arms_together(words: str, count: int) -> list[str] | None:
    """The arms named together for as many shares: "in the A arm and the B arm", "in the A and B arms"."""
    arms = [_arm(match) for match in _ARM.finditer(words)]
    joint = re.search(
        r"\bin\s+the\s+(?P<first>[^,;()]+?)\s+arm\s+(?:and|compared\s+(?:to|with)|versus)\s+(?:in\s+)?(?:the\s+)?"
        r"(?P<second>[^,;()]+?)\s+arm\b",
        words,
    )
    if joint is not None:
        arms = [joint["first"], joint["second"]]
    elif len(arms) == 1 and count > 1:
        arms = [part.strip() for part in _LIST_CUT.split(arms[0]) if part.strip()]
    return arms if len(arms) == count else None


def _named_together(words: str, count: int) -> list[str] | None:
    match = _NAMED.search(words)
    numbers = re.findall(r"\d+", match["numbers"]) if match else []
    name = match["name"].rstrip("s") if match else ""
    return [f"{name} {number}" for number in numbers] if len(numbers) == count else None


def _arm(match: re.Match[str]) -> str:
    return _TRAILING.sub("", match["arm"] or match["drug"] or match["treated"]).strip(" ,.")


def _first_arm(words: str) -> str | None:
    beside = _WITH.match(words)
    if beside is not None:
        return _TRAILING.sub("", beside["arm"])
    match = _ARM.search(words)
    return _arm(match) if match else None


def _clean(event: str | None) -> str | None:
    """An event without a grade and the words that bind it to its sentence; None if nothing telling is left."""
    if event is None:
        return None
    words = _GRADES.sub(" ", event) if find_grade(event) else event
    words = re.sub(r"\(\s*(?:all)?\s*\)", " ", words)
    words = re.sub(r"\bof\s+(?=in\b)", "", re.sub(r"\s+", " ", words))
    words = re.sub(r"\s+([,;)])", r"\1", " ".join(words.split())).strip(" ,;:.")
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].strip()
    words = re.sub(r"^(?:The|the|a|an|A|An|and|of|in|One|who|with)\s+", "", words)
    words = re.sub(r"\s+(?:of|in|and|which|was|were|at|rate|including)$", "", words)
    return words[:_LONGEST_EVENT] or None
