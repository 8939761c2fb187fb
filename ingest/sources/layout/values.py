"""Words of a cell that are a value: a number, a range, an interval, or what stands for a missing one."""

import re

_NUMBER = r"\d[\d,]*(?:\.\d+)?|\.\d+"
_BEFORE = r"(?:p\s?)?[<>≥≤=~±+–−-]{0,2}\s?"
_UNIT = r"(?:\s?(?:%|mg|mcg|mL|kg|g|mg/kg|mg/m2|[a-z*†‡§¶#+]{1,2}(?![a-z])))?"
_MISSING = r"NR|NE|NA|ND|NC|N/A|n/a|[-–—−]{1,3}"
_RANGE = rf"(?:\+?\s?(?:[-–−/x×±]|to|,)\s?[-–−+]?(?:{_NUMBER}|NR|NE){_UNIT})?"
_BRACKET = r"(?:\s?[(\[][^()\[\]]{1,28}[)\]]?){1,2}"
_INTERVAL = rf"(?:{_BRACKET})?"
_MARKS = r"(?:\s?[a-z*†‡§¶#,+]{1,4})?"
_VALUE = re.compile(rf"{_BEFORE}(?:{_NUMBER}|{_MISSING}){_UNIT}{_RANGE}{_INTERVAL}{_MARKS}|{_BRACKET}{_MARKS}")
_NAME = re.compile(r"[A-Za-z]{4,}|\w=|^\W*\d+% CI\W*$|\((?:[nN]|%|[nN],\s?%|[nN]/[nN](?:,\s?%)?|S[DE])\)$")
_PATIENTS = re.compile(r"\(?[Nn]\s?=\s?[\d,]+\)?[*†‡§a-z]?")
_FIGURE = re.compile(rf"\d|^(?:{_MISSING})$")


def is_value(text: str) -> bool:
    """Whether a cell's words are a value.

    >>> is_value("12.3 (8.4, 20.8)"), is_value("<1"), is_value("NE"), is_value("12 hours after the dose")
    (True, True, True, False)
    """
    return bool(_VALUE.fullmatch(text.strip())) and not _NAME.search(text) and bool(_FIGURE.search(text.strip()))


def is_patients(text: str) -> bool:
    """Whether words are a number of patients: "N=92"."""
    return bool(_PATIENTS.fullmatch(text.strip()))
