"""What happened to the patients of a share, from the words of its sentence before it or behind it.

The words before the verb of a clause ("rash was reported in") are the event of a share behind it; where a share opens its
clause ("12% of patients had rash"), what follows is.
"""

import re

from ingest.grade import find_grade
from ingest.named_arms import ARM, CONTRAST, CONTRASTED, LIST_CUT, WITH

_AUXILIARIES = frozenset(
    {"was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "also", "which", "that"}
    | {"not", "never"}
)
_CAUSING = frozenset({"led", "resulted", "discontinued", "had"})
_NEGATIONS = frozenset({"not", "never", "no"})
_VERBS = frozenset(
    """
    reported occurred occurring observed seen measured developed documented detected recorded identified found noted
    experienced discontinued persisted achieved reached was were is are had resulted led performed determined ongoing
    """.split()  # noqa: SIM905
)
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
_OTHER_SHARE = re.compile(r"\(\d[\d.]*\s?%\)|^\d[\d.]*\s*[%(]|(?:^|[^<>≥≤\d.]\s?)\d[\d.]*%$")
_PEOPLE = re.compile(r"(?:male|female|men|women|White|Black|Asian|Caucasian|Hispanic|Latino|Other)s?")
_LEAD = re.compile(
    r"^(?:in|for|among|of|overall|during|upon|based|at|across|within|with|on|after|following|double-blind|placebo-controlled|open-label|randomized|multicenter)\b[^,]*(?:\([^)]*\)[^,]*)?,\s+",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?<=[\w)])\s+(?=(?:The|In|Of|Among|Across|During|Overall)\b[\s,]+[a-z\d])")
"""Where a heading that is run into a sentence ends: "Infections The incidence of"."""
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
        "reactions",
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
_CLAUSE_END = re.compile(
    r"\s*(?:;|,\s+(?:and|but|while|whereas|with)\b(?=.*)|\band\s+(?=\d[\d,.]*\s*(?:[/%(]|patients\b))|\.$)"
)
_GIVEN = re.compile(
    r"^(?:treated|receiving|randomized|given)\b.*?"
    r"(?=\b(?:were|was|had|have|experienced|developed|achieved|required|discontinued|died|tested|reported)\b|$)"
)
_OF_GROUP = re.compile(r"^(?:of|in)\s+(?:[\w,-]+\s+){0,5}?(?:patients|subjects)\b")
_SAID = re.compile(
    r"\b(?:was|were|had|has|have|did|experienced|developed|required|received|discontinued|achieved|died|reported|showed|"
    r"recovered|resolved|tested|completed|withdrew)\b"
)
_STUDIES = re.compile(
    r"\b[Ii]n\s+(?:the\s+)?(?P<list>[\w-]+(?:,\s+[\w-]+)*,?\s+and\s+[\w-]+),?\s+(?:[\w-]+\s+){0,3}?(?P<noun>studies|trials)\b"
)
_DOSE = re.compile(
    r"^\s*\d[\d.,]*\s*m?c?g\S*\s+(?:(?:once|twice|three\s+times)\s+)?(?:daily\s+|weekly\s+|per\s+day\s+|every\s+\S+\s+\S+\s+)?"
)
_LONGEST_EVENT = 160
_LONGEST_ITEM = 6
_LONGEST_ELLIPSIS = 5
_NEAR = 12


def telling(event: str) -> bool:
    """Whether an event says more than a grade: "including Grade 3" does not."""
    words = re.findall(r"[a-z]+", GRADES.sub(" ", event).casefold())
    return any(word not in EDGES and word not in _LINKING for word in words)


def event_before(before: str, *, is_first: bool) -> str | None:
    """The subject of the clause that ends before a share, with what it says besides that something occurred."""
    if not OBJECT.search(before):
        return None
    clause = last_clause(before)
    words = clause.split()
    places = [place for place, word in enumerate(words) if word.casefold().strip("(),") in _VERBS]
    if not places:
        short = re.sub(r"^(?:patients|subjects)\s+", "", OBJECT.sub("", last_clause(without_group(clause)))).strip(
            " ,:"
        )
        if not is_first and _GROUP.match(clause):
            short = re.split(r"\band\b(?!/)|,", short)[-1].strip()
        telling = [word for word in GRADES.sub("", short).split() if word.casefold() not in EDGES]
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
    is_told = tail and not ARM.search(tail) and not find_grade(tail) and tail.casefold() not in EDGES
    denied = [word for word in words[start : verb + 1] if word.casefold() in _NEGATIONS]
    kept = [words[verb]] if denied or (is_told and words[verb].casefold() in _CAUSING) else []
    event = " ".join([*subject, *denied, *kept, *([tail] if is_told else [])])
    return event if any(character.isalpha() for character in event) else None


def listed_before(before: str) -> str | None:
    """The item of a list that stands right before its share: "included anemia 12/60 (20%), headache 6/60 (10%)"."""
    item = _ITEM_CUT.split(before)[-1].strip()
    words = re.findall(r"[\w’'-]+", item.casefold())
    if not words or words[-1] in EDGES or words[-1] in _NO_ITEM or not before.endswith(item):
        return None
    return item if len(words) <= _LONGEST_ITEM and _GROUP.match(item) is None else None


def last_clause(before: str) -> str:
    """The last clause of some words, without a leading "In the X arm," or "and"; of a run-in heading, what follows it."""
    before = re.sub(r"\([^()]*[;:][^()]*\)", "", before)
    clause = re.split(
        r";|:\s+(?=[A-Z])|\band\s+(?=(?:among|in|of)\s+(?:\d|the\s|patients|subjects|those))", before.strip(" ,:")
    )[-1].strip(" ,:")
    clause = _RUN_IN.split(re.sub(r"^(?:and|but|or|while|whereas|however),?\s+", "", clause))[-1]
    lead = _LEAD.match(clause)
    while lead is not None and len(clause) > lead.end():
        clause = clause[lead.end() :]
        lead = _LEAD.match(clause)
    return clause


def event_after(after: str) -> str | None:
    """What the clause says of a share that is its subject: "had a follow-up examination"."""
    rest = re.sub(r",?\s*\brespectively\b,?", "", after.strip(" ,)"))
    rest = re.sub(r"^\([^()]*\)\s*", "", without_group(rest))
    rest = WITH.sub("", rest)
    arm = ARM.search(rest)
    if arm is not None and arm.start() <= _NEAR:
        rest = rest[arm.end() :]
    rest = _DOSE.sub("", rest)
    rest = re.sub(
        r"^[\s,)]*(?:with\s+(?!.*\b(?:received|required|recovered|had|were|was|did)\b))?(?:who\s+)?", "", rest
    )
    rest = _GIVEN.sub("", rest)
    end = _CLAUSE_END.search(rest)
    rest = CONTRAST.sub("", (rest[: end.start()] if end else rest).strip(" ,.;:()")).strip()
    is_told = (len(rest.split()) >= 2 and not _ONLY_WHO.fullmatch(rest)) or _PEOPLE.fullmatch(rest)
    return rest if is_told and not rest.casefold().startswith("and ") and not CONTRASTED.match(rest) else None


def only_group(after: str) -> bool:
    """Whether the words behind a share only say of whom it is: "of patients with gout, and in"."""
    return _OF_GROUP.match(after) is not None and _SAID.search(re.split(r"[,;]", after)[0]) is None


def without_group(words: str) -> str:
    """Words without the patients with whom they begin: "had rash" of "of the adult patients had rash"."""
    return _GROUP.sub("", words.strip(" ,)"), count=1).strip()


def paired(event: str, count: int) -> list[str] | None:
    """The members of a list of as many things as there are shares."""
    parts = [part.strip() for part in LIST_CUT.split(re.sub(r"\([^)]*\)", "", event))]
    parts = [part for part in parts if part]
    if len(parts) != count:
        return None
    grade = find_grade(parts[0])
    if grade is not None and grade.end == len(parts[0]):
        return None
    head = re.match(
        r"(?P<head>\w+\s+(?:of\s+.+\s+)?in|.*\b(?:due\s+to|because\s+of|time\s+to\s+onset\s+of|duration\s+of))\s+\S.*$",
        parts[0],
    )
    return [parts[0], *(f"{head['head']} {part.removeprefix('of ')}" for part in parts[1:])] if head else parts


def paired_behind(event: str, after: str, count: int) -> list[str] | None:
    """An event in each of as many conditions as there are shares: "of patients with gout and rash, respectively"."""
    found = re.search(r"\b(?P<link>with|at|in)\s+(?P<conditions>[^;()]+?),?\s+respectively", after)
    parts = [part.strip() for part in LIST_CUT.split(found["conditions"]) if part.strip()] if found else []
    if found is None or len(parts) != count or any(ARM.search(f"{found['link']} {part}") for part in parts):
        return None
    return [f"{re.sub(r' in$', '', event)} {found['link']} {part}" for part in parts]


def paired_by_study(event: str, before: str, count: int) -> list[str] | None:
    """An event in each of as many studies as there are shares: "In the 24-week and 48-week studies, rash occurred in"."""
    found = _STUDIES.search(before)
    parts = [part.strip() for part in LIST_CUT.split(found["list"])] if found is not None else []
    if found is None or len(parts) != count:
        return None
    noun = found["noun"].replace("ies", "y").removesuffix("s")
    return [f"{event} in the {part} {noun}" for part in parts]


def clean(event: str | None) -> str | None:
    """An event without a grade and the words that bind it to its sentence; None if nothing telling is left."""
    if event is None:
        return None
    words = GRADES.sub(" ", event) if find_grade(event) else event
    words = re.sub(r"\(\s*(?:all)?\s*\)", " ", words)
    words = re.sub(r"\bof\s+(?=in\b)", "", re.sub(r"\s+", " ", words))
    words = re.sub(r"\s+([,;)])", r"\1", " ".join(words.split())).strip(" ,;:.")
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].strip()
    words = re.sub(r"\s+(?:was|were)\s+(?:observed|reported|found|noted)\s+to$", "", words)
    words = re.sub(r"^(?:The|the|a|an|A|An|and|of|in|One|who|with)\s+", "", words)
    words = re.sub(r"\s+(?:of|in|and|which|was|were|at(?:\s+an?(?:\s+rate)?)?|rate|including)$", "", words)
    return None if _OTHER_SHARE.search(words) else words[:_LONGEST_EVENT] or None
