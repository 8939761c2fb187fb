"""Units of measure: printed forms, UCUM codes, and which measure a combination of units is."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError

_NEVER_COMBINED = frozenset({"", "count", "angle", "cycles", "doses", "vials", "patients"})
_NEVER_DIVIDED = frozenset({"time", "calendar", "temperature", "share"})
"""Kinds that are a quantity of their own before a "per": "10% per year", "three hours per day"."""

PATH = Path(__file__).with_name("lexicon") / "units.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit or a combination of units. `code` is UCUM, case-sensitive; `kind` is as in units.toml ("mass/area").

    `name` is what a quantity of this unit alone carries: its code, but "day", "week", "month" and "year".
    """

    code: str
    kind: str
    name: str

    def over(self, other: "Unit") -> "Unit":
        """This unit per another."""
        code = f"{self.code}/{other.code}"
        return Unit(code=code, kind=f"{self.kind}/{other.kind}", name=code)

    def by(self, other: "Unit") -> "Unit":
        """The product of this unit and another."""
        code = f"{self.code}.{other.code}"
        return Unit(code=code, kind=f"{self.kind}.{other.kind}", name=code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The table of units. `pattern` matches any printed form, the longest first."""

    forms: dict[str, Unit]
    measures: dict[str, str]
    pattern: str

    def unit(self, printed: str) -> Unit:
        """The unit of a printed form that `pattern` matched."""
        form = _squeezed(printed)
        return self.forms[form] if form in self.forms else self.forms[form.lower()]

    def measure(self, unit: Unit) -> str | None:
        """Which dimension a unit is of: "DOSE_PER_AREA" for mg/m2. None for what is no unit ("cells", "mg/dose")."""
        kind = re.sub(r"^weight(?=[/.])", "mass", unit.kind)
        if kind in self.measures:
            return self.measures[kind]
        kinds = re.split(r"[/.]", kind)
        return None if kinds[0] in _NEVER_DIVIDED or _NEVER_COMBINED & set(kinds) else "OTHER_QUANTITY"


@cache
def units() -> Units:
    """The table of `lexicon/units.toml`. Raises KnowledgeError for a form that stands twice or an entry without forms."""
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    forms: dict[str, Unit] = {}
    printed: list[str] = []
    for row in data["unit"]:
        if not row.get("forms"):
            raise KnowledgeError(f"unit {row.get('code')!r} has no forms", where=str(PATH), expected="printed forms")
        unit = Unit(code=row["code"], kind=row["kind"], name=row.get("name", row["code"]))
        for form in row["forms"]:
            key = _squeezed(form) if _is_exact(form) else _squeezed(form).lower()
            if forms.setdefault(key, unit) != unit:
                raise KnowledgeError(f"form {form!r} stands for two units", where=str(PATH), expected="one unit a form")
            printed.append(form)
    printed.sort(key=len, reverse=True)
    return Units(forms=forms, measures=data["measures"], pattern="|".join(_form_pattern(form) for form in printed))


def _squeezed(form: str) -> str:
    return "".join(form.split())


def _is_exact(form: str) -> bool:
    """Whether a form is matched as it stands: "mL" and "M" are units, "ML" and "m" are others."""
    return sum(letter.isalpha() for letter in form) <= 3


def _form_pattern(form: str) -> str:
    words = r"\s*".join(re.escape(word) for word in form.split())
    end = "" if form == "%" else r"(?![A-Za-z0-9²³])"
    return f"{words}{end}" if _is_exact(form) else f"(?i:{words}){end}"
