"""Rules that are printed alike for several groups of patients: one rule for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.codes import Action, Form
from kg.facts import DoseRule
from kg.facts.criteria import PARTED


def joined(rules: Sequence[DoseRule]) -> Iterator[DoseRule]:
    """The rules of a table, or the sentences of a label: those of one section that say the same are one, which holds
    under the conditions of all of them, or under none where one of them has none.
    """
    alike: dict[tuple[str | None, str, str | None, str | tuple[Action, ...] | None], DoseRule] = {}
    for rule in rules:
        told = rule.text if rule.form is Form.TABLE else rule.actions
        key = (rule.evidence[0].section, rule.trigger, rule.severity, told)
        first = alike.setdefault(key, rule)
        if first is not rule:
            alike[key] = replace(_together(first, rule), text=first.text)
    yield from alike.values()


def beside(one: DoseRule, other: DoseRule) -> DoseRule:
    """Two rules of a row for different patients as one, with the words of both."""
    return one if one.text == other.text else _together(one, other)


def _together(one: DoseRule, other: DoseRule) -> DoseRule:
    return replace(
        one,
        condition=_either(one.condition, other.condition),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        values=tuple(dict.fromkeys((*one.values, *other.values))),
        text=PARTED.join(filter(None, (one.text, other.text))),
    )


def _either(one: str | None, other: str | None) -> str | None:
    if one is None or other is None:
        return None
    return one if other in one.split(PARTED) else f"{one}{PARTED}{other}"
