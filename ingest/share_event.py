"""What happened to the patients of a share, from the words of its sentence before it or behind it.

The words before the verb of a clause ("rash was reported in") are the event of a share behind it; where a share opens its
clause ("12% of patients had rash"), what follows is.
"""

import re

from ingest.drug_words import STEM
from ingest.grade import find_grade
from ingest.matcher import patterns
from ingest.named_arms import ARM, CONTRAST, CONTRASTED, WITH
from ingest.share_clause import first_clause, last_clause, predicate
from ingest.share_words import words_for
from ingest.tokens import tokenize

EDGES = frozenset(
    """
    , ; : . ( ) [ ] and or but versus vs vs. compared to with in of by for among the a an overall while whereas which that
    also who respectively
    """.split()  # noqa: SIM905
)
_GROUP = re.compile(
    r"^(?:of\s+)?(?:(?:the|these|those|all)\s+)?(?:\d[\d,]*\s+(?:[\w-]+\s+){0,3}?)?(?:(?:adult|pediatric|evaluable|treated|responding|[A-Z]{2,5})\s+)?"
    r"(?:patients|patient|subjects|responders|participants|adults|women|men|children|them)\b(?:\s+per\s+[A-Z]+)?",
)
OBJECT = re.compile(r"\b(?:in|by|for|of|was|were|is|are|at|among|to|had|approximately|about|only|all)$")
GRADES = re.compile(
    r"\b(?:(?:all|any)\s+grades?(?!\s*\d)|(?:all\s+)?(?:[≥>]\s*)?Grades?\s*(?:[≥>]\s*)?\d(?:\s*(?:[-–/]|or|to)\s*\d)?(?:\s+or\s+(?:higher|greater))?)",
    re.IGNORECASE,
)
_ONLY_WHO = re.compile(r"(?:[\w/-]+\s+){0,2}(?:patients|subjects)")
_OTHER_SHARE = re.compile(
    r"\((?:<\s?1|<\s?0\.\d+|\d[\d.]*)\s?%\)|^\d[\d.]*\s*[%(]|(?<![<>≥≤\d.])(?<![<>≥≤]\s)\d[\d.]*%$|\d%\s+(?:for|in)\s"
)
_PEOPLE = re.compile(r"(?:male|female|men|women|White|Black|Asian|Caucasian|Hispanic|Latino|Other)s?")
_ITEM_CUT = re.compile(r"[,;:]\s*(?:and\s+)?|\b(?:included?|includes|including|were|was|are|and|versus)\s+")
_LINKING = frozenset(
    {
        "patients",
        "subjects",
        "occurred",
        "including",
        "included",
        "were",
        "was",
        "had",
        "adverse",
        "reaction",
        "reactions",
        "event",
        "events",
        "cases",
        "one",
        "s",
    }
)
_NO_ITEM = frozenset(
    """
    approximately about overall only additionally however least most nearly those patients subjects arm group than none
    """.split()  # noqa: SIM905
)
_FOR_WHAT = re.compile(
    rf"for\s+(?P<what>(?!(?:the|those|an?|all|patients|subjects|placebo|control)\b)(?!\w+(?:{STEM})\b)[a-z][\w/-]*(?:\s+(?!patients|subjects)[a-z][\w/-]*){{0,3}})"
)
"""What happened, behind its share: "the incidences were 70% for rash"."""
_LINKED = re.compile(
    r"(?:similar\s+to|at\s+a\s+(?:greater|higher|lower)|and|or|as|for|than|per|by|to|because|whom?|which|while|until)\b",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(r"^(?:of|in)\s+(?:[\w,-]+\s+){0,5}?(?:patients|subjects)\b")
_DOSE = re.compile(
    r"^\s*\d[\d.,]*\s*m?c?g\S*\s+(?:(?:once|twice|three\s+times)\s+)?(?:daily\s+|weekly\s+|per\s+day\s+|every\s+\S+\s+\S+\s+)?"
)
_GIVEN = re.compile(r"^(?:treated|receiving|randomized|given)\b.*$")
_OF_PEOPLE = re.compile(
    r"(?:(?:none|most|some|all|many|few|each|(?:the|an?)\s+(?:majority|minority)|one|two|three)\s+of\s+)?(?:the\s+|these\s+|those\s+)?"
    r"(?:(?!(?:in|of|among|for|with|and|or|by|than)\b)[\w-]+\s+){0,2}(?:patients|subjects|women|men|adults|children|volunteers|recipients)\b(?!\s*[—–:-])",
    re.IGNORECASE,
)
_TWICE = re.compile(r"^(?P<heading>\w.{3,80}?)[\s:]+(?=(?P=heading)\b)", re.IGNORECASE)
"""A heading that is run into a sentence that begins with the same words."""
_SHARE_OF = re.compile(
    r"(?:overall\s+|cumulative\s+)?\b(?:incidence|rates?|frequency|prevalence|proportion|percentage|mortality|risk)\b(?!\s+reduction).*\s\S.*"
)
_SOME = re.compile(r"\b(?:half|thirds?|quarters?|fourth|majority|most|minority)\b", re.IGNORECASE)
_LINK = re.compile(r"\s*\b(?:in|for|by|of|among|at|only|approximately)$")
_UNRESOLVED = re.compile(r"\b(?:these|such)\s+(?:adverse\s+)?(?:events|reactions|cases|patients|subjects)\b")
_ONLY_GIVEN = re.compile(r"for\s.*|on\s+[\w-]+(?:\s+[\w-]+)?|(?:.*\s)?there")
_ONLY_TOLD = re.compile(
    r"(?:has|have|had|was|were|is|are)\s+(?:been\s+)?(?:reported|observed|found|seen|noted)\b(?!\s+(?:to|as)\b)"
)
"""What says nothing of those that a share is of: "2% and 6% have been reported in two studies"."""
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_RANKED = re.compile(r"(?:higher|lower|greater|similar|comparable)\b(?!\s+than\s+or\b)(?!.*\b(?:patients|arms)\b)")
"""How one share stands to another, which is no part of what happened: "rash was higher among women (20%) than men (10%)"."""
_NEGATIONS = frozenset({"not", "never", "no"})
_ALONE = frozenset({"died", "relapsed", "responded", "withdrew", "recovered", "survived"})
LONGEST_EVENT = 240
_LONGEST_SUBJECT = 14
_LONGEST_ITEM = 6
_LONGEST_ELLIPSIS = 5
_NEAR = 12


def telling(event: str) -> bool:
    """Whether an event says more than a grade: "including Grade 3" does not."""
    words = re.findall(r"[a-z]+", GRADES.sub(" ", event).casefold())
    return any(word not in EDGES and word not in _LINKING for word in words)


def names_event(words: str) -> bool:
    """Whether some words by themselves say what happened: "a total of" and "these events" do not."""
    return re.search(r"[A-Za-z]{2}", words) is not None and not patterns("no_event").takes_all(tokenize(words))


def event_before(before: str, *, is_first: bool, subject: str | None = None) -> str | None:
    """What the clause that ends before a share says that happened; `subject` is what the clause before it speaks of."""
    clause = last_clause(before)
    if not is_first and _GROUP.match(clause) and has_verb(before):
        clause = (re.split(r",\s+", clause) if "," in clause else re.split(r"\band\s+", clause, maxsplit=1))[-1]
    if not OBJECT.search(before) or not names_event(clause.rsplit(", ")[-1]):
        return None
    said = predicate(clause) if _OF_PEOPLE.match(clause) else None
    if said is not None and len(said.split()) > 1 and "," not in clause.partition(said)[0]:
        return OBJECT.sub("", CONTRAST.sub("", said)).strip(" ,")
    words = clause.split()
    places = [place for place, word in enumerate(words) if _bare(word) in words_for("occurring")]
    event = (
        _of_verb(words, places[-1], subject) if places else _without_verb(clause, is_first=is_first, subject=subject)
    )
    return event if event is not None and re.search(r"[A-Za-z]{2}", event) else None


def _without_verb(clause: str, *, is_first: bool, subject: str | None) -> str | None:
    """The event of a clause that has no verb: "and itching in" behind "rash was reported in 12%"."""
    short = OBJECT.sub("", last_clause(without_group(clause))).strip(" ,:")
    short = re.sub(r"^(?:patients|subjects)\s+", "", short)
    if not is_first and _GROUP.match(clause):
        short = re.split(r"\band\b(?!/)|,", short)[-1].strip()
    if subject and short.casefold() in words_for("degree"):
        return f"{subject} {short}"
    share = _SHARE_OF.search(short)
    if share is not None and not is_first:
        return share.group()
    named = [word for word in GRADES.sub("", short).split() if word.casefold() not in EDGES]
    return short if named and (is_first or len(named) <= _LONGEST_ELLIPSIS) else None


def _of_verb(words: list[str], verb: int, before: str | None) -> str:
    """The event of a clause with its verb at a place: its subject, or that of the clause before, and what the verb says."""
    start = _start_of_verb(words, verb)
    subject = words[:start]
    told = [place for place, word in enumerate(subject) if word.casefold() in {"was", "were"}]
    if told and words[start].casefold().strip(",") in {"which", "that"}:
        subject = subject[told[-1] + 1 :]
    tail = _LINK.sub("", " ".join(words[verb + 1 :]))
    is_told = (
        tail
        and not _RANKED.match(tail)
        and not ARM.search(tail)
        and not find_grade(tail)
        and tail.casefold() not in EDGES
    )
    denied = [word for word in words[start : verb + 1] if word.casefold() in _NEGATIONS]
    kept = denied or _bare(words[verb]) in words_for("causing")
    named = [before] if before and not subject else subject
    return " ".join([*named, *denied, *([words[verb]] if kept else []), *([tail] if is_told else [])])


def _start_of_verb(words: list[str], verb: int) -> int:
    """Where the verb at a place begins, with what goes before it: "has been reported"."""
    start = verb
    while start > 0 and _bare(words[start - 1]) in words_for("auxiliary"):
        start -= 1
    return start


def subject_before(before: str) -> str | None:
    """What the clause before a share speaks of: "HVOD" of "HVOD was diagnosed in"."""
    words = last_clause(before).split()
    places = [place for place, word in enumerate(words) if _bare(word) in words_for("occurring")]
    subject = " ".join(words[: _start_of_verb(words, places[0])]) if places else ""
    return subject if subject and not _OF_PEOPLE.match(subject) and names_event(subject) else None


def apposed(before: str) -> str | None:
    """What a share in brackets stands beside, as the subject of its clause: "an increased rate of death (8%) was seen"."""
    told = last_clause(before).rsplit(", ")[-1]
    is_some = _OF_PEOPLE.match(told) or _SOME.search(told) or not names_event(told)
    return None if is_some or len(told.split()) > _LONGEST_SUBJECT else told


def has_verb(before: str) -> bool:
    """Whether the clause before a share says something by itself: "rash occurred in" does, "a total of" does not."""
    return any(_bare(word) in words_for("occurring") for word in last_clause(before).split())


def _bare(word: str) -> str:
    return word.casefold().strip("(),;:")


def listed_before(before: str) -> str | None:
    """The item of a list that stands right before its share: "included anemia 12/60 (20%), headache 6/60 (10%)"."""
    item = _ITEM_CUT.split(before)[-1].strip()
    words = re.findall(r"[\w’'-]+", item.casefold())
    if not words or words[-1] in EDGES or words[-1] in _NO_ITEM or not before.endswith(item):
        return None
    return item if len(words) <= _LONGEST_ITEM and _GROUP.match(item) is None else None


def event_after(after: str) -> str | None:
    """What the clause says of a share that is its subject: "had a follow-up examination"."""
    rest = re.sub(r",?\s*\brespectively\b,?", "", after.strip(" ,)"))
    rest = _within(rest)
    said = predicate(rest)
    if said is not None:
        return None if _ONLY_TOLD.match(said) else said if len(said.split()) > 1 or said in _ALONE else None
    rest = re.sub(r"^\([^()]*\)\s*", "", without_group(rest))
    rest = WITH.sub("", rest)
    arm = ARM.search(rest)
    if arm is not None and arm.start() <= _NEAR:
        rest = rest[arm.end() :]
    rest = _DOSE.sub("", rest)
    rest = re.sub(r"^[\s,)]*(?:with\s+)?(?:who\s+)?", "", rest)
    rest = CONTRAST.sub("", first_clause(_GIVEN.sub("", rest)).strip(" ()")).strip()
    for_what = _FOR_WHAT.fullmatch(rest)
    if for_what is not None:
        return for_what["what"]
    is_told = (len(rest.split()) >= 2 and not _ONLY_WHO.fullmatch(rest)) or _PEOPLE.fullmatch(rest)
    return rest if is_told and not _LINKED.match(rest) and not CONTRASTED.match(rest) else None


def _within(words: str) -> str:
    """Words up to the end of the brackets that they stand in: "White, 18 years or older" of "White, 18 years or older), had"."""
    depth = 0
    for place, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return words[:place]
    return words


def only_group(after: str) -> bool:
    """Whether the words behind a share only say of whom it is: "of patients with gout, and in"."""
    return _OF_GROUP.match(after) is not None and predicate(after) is None


def without_group(words: str) -> str:
    """Words without the patients with whom they begin: "had rash" of "of the adult patients had rash"."""
    return _GROUP.sub("", words.strip(" ,)"), count=1).strip()


def clean(event: str | None) -> str | None:
    """An event without a grade and the words that bind it to its sentence; None if nothing telling is left."""
    if event is None:
        return None
    words = GRADES.sub(" ", event) if find_grade(event) else event
    words = re.sub(r"\(\s*(?:all)?\s*\)", " ", words)
    words = re.sub(r"\(\s*,\s*", "(", words)
    words = re.sub(r"\bof\s+(?=in\b)", "", re.sub(r"\s+", " ", words))
    words = re.sub(r"\s+([,;)])", r"\1", " ".join(words.split())).strip(" ,;:.")
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].strip()
    if words.count("[") > words.count("]"):
        words = words[: words.rindex("[")].strip()
    if words.endswith(")") and words.count(")") > words.count("("):
        words = words[:-1].strip()
    words = _TWICE.sub("", words)
    words = re.sub(r"\s+(?:was|were)\s+(?:observed|reported|found|noted)\s+to$", "", words)
    words = re.sub(r"^(?:(?:The|the|a|an|A|An|and|of|in|One(?!\s+or\b)|who|with)\s+)+", "", words)
    words = re.sub(
        r"\s+(?:of|in|and|which|was|were|at(?:\s+an?(?:\s+rate)?)?|rate|including|included)$", "", words
    ).strip(" ,;:")
    is_none = (
        not re.search(r"[A-Za-z]{2}", words)
        or _OTHER_SHARE.search(words)
        or _UNRESOLVED.search(words)
        or _ONLY_GIVEN.fullmatch(words)
    )
    return None if is_none or words.startswith(("(", "]")) else _whole(words)


def _whole(words: str) -> str | None:
    """An event that is not too long, if need be without what stands in brackets; never a part of a phrase."""
    short = words if len(words) <= LONGEST_EVENT else _BRACKETED.sub("", words)
    return short if short and len(short) <= LONGEST_EVENT else None
