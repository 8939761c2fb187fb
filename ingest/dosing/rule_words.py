"""What dose rules say beside their actions: until when, and except when."""

import re

_END = r"(?=\.(?:\s|$)|;|$|\s+(?:then\b|and\s+(?:then|resume|reduce)\b|unless\b|except\b)|,\s*(?:then|and then|except|unless)\b)"
_UNTIL = re.compile(r"\buntil\s+(?P<words>.+?)\s*" + _END, re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?P<words>(?:unless|except)\s+.+?)\s*(?=\.(?:\s|$)|;|$)", re.IGNORECASE)


def until(text: str) -> str | None:
    """The condition for going on.

    >>> until("Withhold Exampline until the rash is Grade 1 or less, then resume at a lower dose.")
    'the rash is Grade 1 or less'
    """
    found = _UNTIL.search(text)
    return found["words"].strip(" ,") if found else None


def exceptions(text: str) -> str | None:
    """When the rule does not hold.

    >>> exceptions("Interrupt dosing unless due to hemolysis.")
    'unless due to hemolysis'
    """
    found = _EXCEPT.search(text)
    return found["words"].strip(" ,") if found else None
