"""Words of a trigger that share a grade or bound, said in full, and without what tells nothing of when it holds."""

import re

_NUMBER = r"(?:[^()]*?\d[^()]*?)"
_BOUND = rf"(?:[A-Za-z]{_NUMBER})"
_SCALE = r"(?:Common\s+(?:Terminology|Toxicity)\s+Criteria(?:\s+for\s+Adverse\s+Events)?|(?:NCI[- ])?CTC(?:AE)?)"
_DEFINED = (
    r"limiting\s+(?:self[- ]care|instrumental)|life[- ]threatening\s+consequences|urgent\s+intervention\s+indicated"
    r"|(?:mild|moderate|severe)\s+symptoms"
)
"""Words by which CTCAE itself defines a grade."""
_KIND = r"(?:^|(?<=hematologic\s)|(?<=hematological\s)|(?<=toxicity\s)|(?<=reactions\s))"
"""What may stand before grades that is of all of them; other words ("intolerable") may be of the first."""
_DEGREE = r"(?:mild|moderate|severe)"
_STATE = r"(?P<state>(?:renal|hepatic|kidney|liver)\s+(?:impairment|insufficiency|dysfunction|failure))"
_FORMS = (
    (
        re.compile(
            rf"\b(?P<one>{_DEGREE})\s*(?P<bound>\({_NUMBER}\))(?P<join>\s+(?:or|and)\s+)(?=(?:{_DEGREE})\s*(?:\([^()]*\)\s*)?{_STATE})",
            re.IGNORECASE,
        ),
        r"\g<one> \g<state> \g<bound>\g<join>",
    ),
    (
        re.compile(rf"(?<!to )\b(?P<one>{_DEGREE})\s*(?P<bound>\({_NUMBER}\))\s+{_STATE}", re.IGNORECASE),
        r"\g<one> \g<state> \g<bound>",
    ),
    (
        re.compile(
            r"\b(?P<one>[a-z]+)\s+or\s+(?P<other>recurrent)\s+(?P<grade>grades?\s*[1-5])\b(?=\s*(?:$|[,;.(]|or\s+grade))",
            re.IGNORECASE,
        ),
        r"\g<one> \g<grade> or \g<other> \g<grade>",
    ),
    (
        re.compile(rf"(?P<grade>\bgrade\s*[1-5])\s*\((?P<one>{_NUMBER})\s+or\s+(?P<other>{_NUMBER})\)", re.IGNORECASE),
        r"\g<grade> (\g<one>) or \g<grade> (\g<other>)",
    ),
    (
        re.compile(rf"^(?P<name>[^()\d]+?)\s*\((?P<one>{_BOUND})\s+or\s+(?P<other>{_BOUND})\)$", re.IGNORECASE),
        r"\g<name> with \g<one> or \g<name> with \g<other>",
    ),
    (
        re.compile(
            r"\bgrades?\s*0(?:\s*(?:[-–—/,]|,?\s*(?:to|or|and)\b)\s*(?:grade\s*)?[1-4])*"
            r"\s*(?:[-–—/]|,?\s*(?:to|or|and)\b)\s*(?:grade\s*)?(?P<high>[1-4])\b",
            re.IGNORECASE,
        ),
        r"Grade ≤ \g<high>",
    ),
    (
        re.compile(
            r"\b(?:mild|moderate|severe|life[- ]threatening)\s*\((?P<grade>grades?\s*[1-5](?:\s*(?:-|–|to|or)\s*[1-5])?)\)",
            re.IGNORECASE,
        ),
        r"\g<grade>",
    ),
    (
        re.compile(r"(?<=\),\s)grades?\s*(?P<low>[1-4])\s+or\s+(?P<high>[2-5])\b", re.IGNORECASE),
        r"Grade \g<low> or Grade \g<high>",
    ),
    *(
        (
            re.compile(rf"{_KIND}\bgrade\s*{low}\s+or\s+grade\s*{low + 1}(?=\s*(?:$|[,;.)]))", re.IGNORECASE),
            f"Grade {low} or {low + 1}",
        )
        for low in range(1, 4)
    ),
    *(
        (
            re.compile(
                rf"\bafter\s+(?:the\s+)?{ordinal}\s+dose\s+reduction(?:\s+to\s+[\d.]+\s*[\w/]+)?", re.IGNORECASE
            ),
            f"after {number} dose reductions",
        )
        for number, ordinal in enumerate(("first", "second", "third"), start=1)
    ),
)
"""Each way to share, and the words in full. The grade of what is not there is nought."""
_SAYING_NOTHING = (
    re.compile(rf"\s*\(\s*{_SCALE},?\s*(?:version\s*|v\.?\s*)?[\d.]+\s*\)", re.IGNORECASE),
    re.compile(
        rf"(?:\bNational\s+Cancer\s+Institute\s+)?\b{_SCALE}(?:\s*\([A-Z\s-]+\))?\s*(?=grades?\b)", re.IGNORECASE
    ),
    re.compile(rf"(?<=\d)\s*\((?:[^()\d]*?\b)?(?:{_DEFINED})[^()\d]*\)", re.IGNORECASE),
    re.compile(
        r"(?:[;,]|\bas\b)\s*(?:calculated?|estimated|determined|measured)\s+(?:using|by|with)\s+(?:the\s+)?(?:Cockcroft|MDRD|CKD|Fridericia|Bazett)[^;,.()•]*",
        re.IGNORECASE,
    ),
    re.compile(r"\s*\(\s*Hy['’]s\s+law[^()]*\)", re.IGNORECASE),
    re.compile(r"^\s*defined\s+as\s*:\s*•?\s*", re.IGNORECASE),
    re.compile(r"^(?:after|when|once)\s+(?=.*\b(?:return|recover|resolve|improve)s?\b)", re.IGNORECASE),
    re.compile(r"(?:^|(?<=\bor\s)|(?<=\band\s))\d\.\s+(?=[A-Za-z])", re.IGNORECASE),
)
"""The scale of grades before a grade, the scale's own words for it, how a value is calculated, the name of a rule, and numbers of items."""
_ABBREVIATION = re.compile(
    r"\s*\[\s*(?:[A-Z]{2,6}(?:\s[a-z]{1,3})?|[A-Z][a-z]{1,2}[A-Z]{1,3}|[A-Z]{1,3}[a-z]{1,2})\s*\]"
)
_EQUALS = re.compile(r"(?<=[A-Za-z])\s*=\s*(?=\d)")
_GLUED = re.compile(r"\b(to|than)(?=\d)")


def said_in_full(words: str) -> str:
    """Words in which each thing that may hold has its own grade or bound.

    >>> said_in_full("Intolerable or recurrent Grade 2, or Grade 3")
    'Intolerable Grade 2 or recurrent Grade 2, or Grade 3'
    >>> said_in_full("Persistent or recurrent Grade 2 rash that spreads")
    'Persistent or recurrent Grade 2 rash that spreads'
    >>> said_in_full("Grade 3 (ALT > 5 × ULN or AST > 5 × ULN)")
    'Grade 3 (ALT > 5 × ULN) or Grade 3 (AST > 5 × ULN)'
    >>> said_in_full("improved to Grade 0 or 1"), said_in_full("resolution (Grade 0, 1, or 2)"), said_in_full("Grade 0-1")
    ('improved to Grade ≤ 1', 'resolution (Grade ≤ 2)', 'Grade ≤ 1')
    >>> said_in_full("severe (CLcr= 15-29 mL/min)")
    'severe (CLcr 15-29 mL/min)'
    >>> said_in_full("mild (CLcr 60-89 mL/min) or moderate (CLcr 30-59 mL/min) renal impairment")
    'mild renal impairment (CLcr 60-89 mL/min) or moderate renal impairment (CLcr 30-59 mL/min)'
    >>> said_in_full("Samplosis (count above 5 or rise above 3)")
    'Samplosis with count above 5 or Samplosis with rise above 3'
    >>> said_in_full("NCI CTCAE Grade 3 (severe symptoms)"), said_in_full("Grade 3 (not treatable) after the second dose reduction to 5 mg/m2")
    ('Grade 3', 'Grade 3 (not treatable) after 2 dose reductions')
    """
    words = _ABBREVIATION.sub("", _EQUALS.sub(" ", _GLUED.sub(r"\1 ", words)))
    if words.count("(") > words.count(")"):
        words = words.replace("((", "(", 1)
    for nothing in _SAYING_NOTHING:
        words = nothing.sub("", words)
    for form, full in _FORMS:
        words = form.sub(full, words)
    return words
