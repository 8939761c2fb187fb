"""Rules that are printed alike for several groups of patients: one rule for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.codes import Action, Form
from kg.facts import DoseRule


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
            alike[key] = replace(
                first,
                condition=_either(first.condition, rule.condition),
                evidence=(*first.evidence, *rule.evidence),
                values=(*first.values, *rule.values),
            )
    yield from alike.values()


def _either(one: str | None, other: str | None) -> str | None:
    if one is None or other is None:
        return None
    return one if other in one.split("; ") else f"{one}; {other}"
