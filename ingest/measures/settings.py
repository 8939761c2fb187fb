"""Which amounts are no result but what a study, a table or a statement was set up with, and their role there."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.codes import SettingRole
from kg.facts import Measure, Setting

_TIMES = (
    "point",
    "assessment",
    "length",
    "after",
    "since",
    "of",
    "treatment",
    "exposure",
    "follow-up",
    "interval",
    "storage",
    "lasting",
)
_ROLES = {
    "listing": SettingRole.LISTING_LIMIT,
    "bound": SettingRole.BOUND,
    "score": SettingRole.BOUND,
    "age": SettingRole.AGE,
    "gestation": SettingRole.AGE,
    "dose": SettingRole.DOSE,
    "human_multiple": SettingRole.DOSE,
    "group_size": SettingRole.GROUP_SIZE,
    "people": SettingRole.GROUP_SIZE,
    "ratio": SettingRole.RANDOMIZATION,
    **dict.fromkeys(_TIMES, SettingRole.TIME),
}
"""By the reader that told the amount, the role of one that is no result."""


def is_result(reader: str) -> bool:
    """Whether the amounts of a reader are results, and not what something was set up with."""
    return reader not in _ROLES


def with_settings(measures: Iterable[Measure]) -> Iterator[Measure | Setting]:
    """The measures, those that are no result as settings."""
    for measure in measures:
        role = _ROLES.get(measure.read_by.removeprefix("measure."))
        value = measure.value if measure.value is not None else measure.range_low
        yield measure if role is None or value is None else _setting(measure, role, value)


def _setting(measure: Measure, role: SettingRole, value: Decimal) -> Setting:
    is_of_arm = measure.arm is not None and measure.arm.casefold() not in measure.subject.casefold()
    return Setting(
        evidence=measure.evidence,
        values=measure.values,
        read_by=measure.read_by,
        form=measure.form,
        setting_role=role,
        subject=f"{measure.subject}, {measure.arm}" if is_of_arm else measure.subject,
        comparison=measure.comparison,
        value=value,
        value_high=measure.range_high if measure.value is None else None,
        unit=measure.unit,
    )
