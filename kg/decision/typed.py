"""Findings as people type them: "platelets: 40 10*9/L, baseline 60"."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from kg.decision.patient import Finding
from kg.errors import PatientError

_NUMBER = r"(?P<{}>-?\d+(?:\.\d+)?)"
_PARTS: Mapping[str, type] = {
    r"grade (?P<grade>\d+)": int,
    rf"baseline {_NUMBER.format('baseline')}": Decimal,
    rf"upper limit {_NUMBER.format('upper_limit')}": Decimal,
    rf"lower limit {_NUMBER.format('lower_limit')}": Decimal,
    rf"for {_NUMBER.format('duration_days')} days": Decimal,
    r"occurrence (?P<occurrence>\d+)": int,
    rf"{_NUMBER.format('value')}(?: ?[x×] ?| times | )(?P<relative_to>ULN|LLN|baseline)": Decimal,
    rf"{_NUMBER.format('value')}(?:(?: ?[x×] ?| |(?=/))(?P<unit>\S+))?": Decimal,
    r"(?P<is_present>absent)": bool,
}
"""What may stand behind the name, by the fields that it gives, and what its number is."""

EXPECTED = (
    'NAME: VALUE UNIT or VALUE x ULN, and any of "baseline VALUE", "upper limit VALUE", "lower limit VALUE", "grade 3", '
    '"for 9 days", "occurrence 2", "absent"'
)


def finding_from_text(text: str) -> Finding:
    """The finding that a text tells. Raises `PatientError` for what is not understood.

    >>> found = finding_from_text("platelets: 40 10*9/L, baseline 60")
    >>> (found.parameter, found.value, found.unit, found.baseline)
    ('platelets', Decimal('40'), '10*9/L', Decimal('60'))
    >>> finding_from_text("AST: 3 x ULN").relative_to, finding_from_text("rash: grade 2").grade
    ('ULN', 2)
    """
    name, colon, rest = text.partition(":")
    if colon and not rest.strip():
        raise PatientError(f"{text!r} tells nothing of {name.strip()}", expected=EXPECTED)
    told = dict[str, object]()
    for part in filter(None, (part.strip() for part in rest.split(","))):
        found = _told(part, text)
        if told.keys() & found.keys():
            raise PatientError(f"{part!r} in {text!r} is told twice", expected=EXPECTED)
        told |= found
    return Finding(parameter=name.strip(), **told)  # type: ignore[arg-type]


def amount_from_text(text: str) -> Decimal:
    """A number. Raises `PatientError` for anything else."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise PatientError(f"{text!r} is no number", expected="a number such as 16 or 0.5") from error


def _told(part: str, text: str) -> Mapping[str, object]:
    for pattern, kind in _PARTS.items():
        match = re.fullmatch(pattern, part)
        if match is not None:
            read: Mapping[str, Callable[[str], object]] = {
                "unit": str,
                "relative_to": str,
                "is_present": "present".__eq__,
            }
            return {name: read.get(name, kind)(value) for name, value in match.groupdict().items() if value}
    raise PatientError(f"{part!r} in {text!r} is not understood", expected=EXPECTED)
