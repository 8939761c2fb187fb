"""Grades of severity as labels print them, in the notation of the facts export: "all", "3", "3-4", ">=3", "severe".

Grade phrases are a closed language (numbers 1 to 5 of the Common Terminology Criteria, with ranges and bounds), so they
are read by the regular expressions of this module. Where a label has no numbers, its word of severity is the grade.
"""

import re
from dataclasses import dataclass, replace

from kg.facts import Fact, Measure, Proportion, ReactionObservation

ALL_GRADES = "all"

_GRADE = r"(?:g\s?rades?|(?-i:G[rR][dD]?s?\b\.?)|(?-i:G)(?=\s?[≥>≤<]|[1-5](?!\s?/\s?[SM]\b|\s?phase)))"
"""The word, whole or as heads of narrow columns shorten it: "Gr 3-4", "G≥3"; the phases of a cell are no grades."""

_SCALE = r"(?:(?:NCI|CTC|CTCAE|toxicity)[\s-]+)*"
_AND = rf"\s*(?:[-–—‑−/,&]|,?\s*(?:to|or|and|and/or|through))\s*(?:{_GRADE}\s*)?"
_BOUND = (
    r"(?P<bound>≥|>=|>|≤|<=|<|(?:greater|more|less)\s+than\s+or\s+equal\s+to"
    r"|(?:not?\s+)?(?:greater|more|higher|less|lower)\s+than(?!\s+or))"
)
_SEVERITY = r"(?:mild|moderate|severe|life[\s-]threatening)"

_ALL = re.compile(rf"\b(?:all|any)[\s-]*{_SCALE}(?:{_GRADE}|severit(?:y|ies))\b(?!\s*\d)", re.IGNORECASE)
_BOUNDED = re.compile(
    rf"(?:{_BOUND}\s*{_SCALE}{_GRADE}\s*|\b{_SCALE}{_GRADE}\s*{_BOUND.replace('bound', 'inner')}\s*)(?P<level>[1-5])\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"\b{_SCALE}{_GRADE}\s*(?P<low>[1-5])(?P<more>(?:{_AND}[1-5]\b)*)"
    r"(?P<open>\s*\+|,?\s*(?:and|or)\s+(?P<way>higher|above|greater|more|worse|lower|less|below))?(?![\d.])",
    re.IGNORECASE,
)
_SEVERE = re.compile(rf"\b{_SEVERITY}(?:\s*(?:-|–|/|,|or|and|to|,\s*or)\s*{_SEVERITY})*\b", re.IGNORECASE)
_LEADING_ALL = re.compile(r"(?:any|all)\b(?:\s+(?:events?|symptoms?)\b)?", re.IGNORECASE)
_LEADING_SEVERE = re.compile(
    rf"(?:all\s+)?(?P<words>{_SEVERE.pattern})(?:\s+(?:events?|reactions?|symptoms?)\b)?", re.IGNORECASE
)

_CODE = re.compile(r"(?P<operator>[<>]=?)?(?P<low>[0-5])(?:-(?P<high>[0-5]))?")
_BARE = re.compile(rf"[1-5](?:{_AND}[1-5])?")
_DIGIT = re.compile(r"[1-5]")

_OPERATORS = {"≥": ">=", ">=": ">=", ">": ">", "≤": "<=", "<=": "<=", "<": "<"}
_MORE = frozenset({"greater", "more", "higher"})
_OR = "or"
_NOT = frozenset({"no", "not"})
_LOWER = frozenset({"lower", "less", "below"})


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade in the notation of the facts export, and where its phrase stands in the text that was read."""

    code: str
    start: int
    end: int


def find_grade(text: str) -> Grade | None:
    """The first phrase of a text that names grades by number, or all of them.

    >>> [find_grade(text).code for text in ("≥ Grade 3 (%)", "CTC Grades 3/4", "Grade 3 or higher", "Any Grade")]
    ['>=3', '3-4', '>=3', 'all']
    >>> [find_grade(text).code for text in ("G3/4 %", "Gr 3-4", "Grd 3/4", "G≥3", "All Gr")]
    ['3-4', '3-4', '3-4', '>=3', 'all']
    >>> [find_grade(text).code for text in ("greater than Grade 2", "no more than Grade 1", "less than or equal to Grade 2")]
    ['>2', '<=1', '<=2']
    >>> [find_grade(text) for text in ("Decreased appetite", "arrest in G1 phase", "IgG1", "2 g 3 times")]
    [None, None, None, None]
    """
    found = [grade for grade in (_all(text), _bounded(text), _numbered(text)) if grade is not None]
    return min(found, key=lambda grade: (grade.start, -grade.end), default=None)


def grade_bounds(code: str) -> tuple[int | None, int | None]:
    """The lowest and the highest grade that a code takes in, ends included; None where it has no such end, or no numbers.

    >>> [grade_bounds(code) for code in ("3-4", "4", ">=3", ">3", "<3", "<=2")]
    [(3, 4), (4, 4), (3, None), (4, None), (None, 2), (None, 2)]
    >>> [grade_bounds(code) for code in ("all", "severe", "3-1")]
    [(None, None), (None, None), (None, None)]
    """
    found = _CODE.fullmatch(code)
    if found is None:
        return None, None
    low, high = int(found["low"]), int(found["high"] or found["low"])
    match found["operator"]:
        case ">=" | ">" as sign:
            return low + (sign == ">"), None
        case "<=" | "<" as sign:
            return None, high - (sign == "<")
        case _:
            return (low, high) if low <= high else (None, None)


def with_grade_bounds(fact: Fact) -> Fact:
    """A fact with the numbers of its grade."""
    if not isinstance(fact, ReactionObservation | Proportion | Measure) or fact.grade is None:
        return fact
    low, high = grade_bounds(fact.grade)
    return replace(fact, grade_low=low, grade_high=high)


def grade_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Where the numbers of the first phrase of grades stand in a text, which may be the numbers alone.

    >>> grade_numbers("≥ Grade 3 (%)"), grade_numbers("3-4"), grade_numbers("Any Grade"), grade_numbers("12")
    (((8, 9),), ((0, 1), (2, 3)), (), ())
    """
    grade = find_grade(text)
    if grade is None and _BARE.fullmatch(text.strip()):
        grade = Grade("", 0, len(text))
    return tuple(match.span() for match in _DIGIT.finditer(text, grade.start, grade.end)) if grade else ()


def leading_grade(text: str) -> Grade | None:
    """The grade phrase that a row's label begins with: a numbered one, "Any", "All" or a word of severity.

    >>> leading_grade("Grade 4 <500 cells/mm3"), leading_grade("Severe").code, leading_grade("Any").code
    (Grade(code='4', start=0, end=7), 'severe', 'all')
    >>> [leading_grade(text).end for text in ("Any Symptoms", "Severe Symptoms")]
    [12, 15]
    >>> leading_grade("Pain of any grade") is None
    True
    """
    numbered = find_grade(text)
    if numbered is not None and numbered.start == 0:
        return numbered
    severe = _LEADING_SEVERE.match(text)
    if severe is not None:
        words = re.sub(r"\s*([-–/])\s*", r"\1", " ".join(severe["words"].casefold().split()))
        return Grade(words, 0, severe.end())
    every = _LEADING_ALL.match(text)
    return Grade(ALL_GRADES, 0, every.end()) if every else None


def _all(text: str) -> Grade | None:
    match = _ALL.search(text)
    return Grade(ALL_GRADES, *match.span()) if match else None


def _bounded(text: str) -> Grade | None:
    match = _BOUNDED.search(text)
    if match is None:
        return None
    return Grade(_operator((match["bound"] or match["inner"]).casefold()) + match["level"], *match.span())


def _operator(bound: str) -> str:
    """The sign of a bound. One in words leaves the grade itself out, unless it says "or equal to", or is denied: "no more than"."""
    if bound in _OPERATORS:
        return _OPERATORS[bound]
    words = bound.split()
    is_above = bool(_MORE.intersection(words)) is not (words[0] in _NOT)
    is_included = _OR in words or words[0] in _NOT
    return (">" if is_above else "<") + ("=" if is_included else "")


def _numbered(text: str) -> Grade | None:
    match = _NUMBERED.search(text)
    if match is None:
        return None
    high = re.findall(r"[1-5]", match["more"])
    if high:
        return Grade(f"{match['low']}-{high[-1]}", *match.span())
    if match["open"]:
        below = (match["way"] or "").casefold() in _LOWER
        return Grade(("<=" if below else ">=") + match["low"], *match.span())
    return Grade(match["low"], *match.span())
