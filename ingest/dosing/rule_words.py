"""What dose rules say beside their actions: until when, and except when; and the words with which their instructions begin."""

import re

INSTRUCTING = frozenset(
    {"Withhold", "Interrupt", "Discontinue", "Permanently", "Immediately", "Temporarily", "Decrease", "Reduce", "Delay"}
    | {"Resume", "Suspend", "Stop", "Slow", "Omit", "Hold", "Restart", "Reinitiate"}
)
"""Words that begin an instruction on the dose, also where the sign or stop before it is lost."""
CONDITIONALS = frozenset({"If", "When", "Upon", "Once", "After", "Following", "For"})
"""Words that begin the condition of an instruction."""
_BEGINNING = "|".join(
    sorted(INSTRUCTING | CONDITIONALS | {"Administer", "Consider", "Continue", "Initiate", "Monitor"})
)
_LISTED = r"(?<!\buntil \d)(?<!\bor \d)(?<!\band \d)"
_ITEM = r"(?<!:)(?<!: )(?<!; )(?<!;)(?<!\bto )(?<!\bto)"
_END = (
    rf"(?=\.\s+(?-i:{_BEGINNING})\b|{_LISTED}\.(?:\s|$)|;(?!\s*•)|$|{_ITEM}\s*•|(?<=[\w)])\s+(?-i:{_BEGINNING})\b"
    r"|\s+(?:first|second|third|fourth|subsequent)\s+(?:occurrence|event|episode)s?:"
    r"|\s+(?:then\b|and\s+(?:then|resume|restart|reduce|monitor)\b|unless\b|except\b"
    r"|or\s+(?:permanently\s+)?discontinue\b)|,\s*(?:then|(?:and\s+)?(?:then|resume|restart|reduce)|evaluate|except|unless)\b)"
)
_UNTIL = re.compile(r"\buntil\b:?\s*(?P<words>.+?)\s*" + _END, re.IGNORECASE)
_TREATING = re.compile(r"\b(?:administer|initiate|give|treat|institute|corticosteroids?|steroids?)\b", re.IGNORECASE)
_WAITING = re.compile(
    r"\b(?:withh\w+|interrupt\w*|hold|held|suspend\w*|discontinu\w+|stop\w*|delay\w*|not|reduc\w+|continue|dos(?:e|ing|age))\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[.;•]\s")
_GOING_ON = re.compile(
    r"\b(?:resume|restart|reinitiate)\b[^.;•]{0,80}?\s(?:when|after|upon|once(?!\s+(?:daily|every|weekly|a|per)\b))\s+(?P<words>.+?)\s*"
    + _END,
    re.IGNORECASE,
)
_ON_RECOVERY = re.compile(
    r"\b(?:upon|when|once)\s+(?P<words>(?:[^.,;:•]|[.,](?=\d)){3,100}),\s*(?:then\s+)?(?:resume|restart|reinitiate)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?P<words>(?:unless|except)\s+.+?)\s*(?=\.(?:\s|$)|;|$|\s*•)", re.IGNORECASE)


def until(text: str) -> str | None:
    """The condition for going on.

    >>> until("Withhold Exampline until the rash is Grade 1 or less, then resume at a lower dose.")
    'the rash is Grade 1 or less'
    >>> until("• Withhold until resolved • Resume at a reduced dose"), until("Hold until Grade 1 or lower Restart at 0.9 mg/kg")
    ('resolved', 'Grade 1 or lower')
    >>> until("• Administer steroids until symptoms resolve • Interrupt Exampline if fever persists • Resume when it is gone")
    'it is gone'
    >>> until("Resume at 20 mg once daily when the rash has resolved"), until("Resume at 20 mg once daily")
    ('the rash has resolved', None)
    """
    waited = (found for found in _UNTIL.finditer(text) if not _is_of_care(text[: found.start()]))
    found = next(waited, None) or _GOING_ON.search(text) or _ON_RECOVERY.search(text)
    return found["words"].strip(" ,•") if found else None


def _is_of_care(before: str) -> bool:
    """Whether the words before an "until" tell how long another medicine is given or the patient is watched, and nothing of
    the dose.
    """
    own = _PART.split(before)[-1]
    return _TREATING.search(own) is not None and _WAITING.search(own) is None


def exceptions(text: str) -> str | None:
    """When the rule does not hold.

    >>> exceptions("Interrupt dosing unless due to hemolysis.")
    'unless due to hemolysis'
    >>> exceptions("Administer samplol (unless contraindicated) for nausea.")
    'unless contraindicated'
    """
    found = _EXCEPT.search(text)
    if found is None:
        return None
    within, _, _ = found["words"].partition(")")
    words = found["words"] if "(" in within else within
    return words.strip(" ,")
