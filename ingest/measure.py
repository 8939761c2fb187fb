"""What a quantity is: its dimension, value, bounds and unit."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.codes import Comparison


class Dimension(StrEnum):
    """What a quantity measures; also the entity type of its token."""

    NUMBER = "NUMBER"
    PERCENT = "PERCENT"
    COUNT_OF_N = "COUNT_OF_N"
    RATIO = "RATIO"
    GRADE = "GRADE"
    DAY_LIST = "DAY_LIST"
    CYCLE_LIST = "CYCLE_LIST"
    TIME_POINT = "TIME_POINT"
    DURATION = "DURATION"
    TEMPERATURE = "TEMPERATURE"
    VOLUME = "VOLUME"
    MASS = "MASS"
    DOSE_PER_AREA = "DOSE_PER_AREA"
    DOSE_PER_WEIGHT = "DOSE_PER_WEIGHT"
    DOSE_PER_TIME = "DOSE_PER_TIME"
    RATE = "RATE"
    CONCENTRATION = "CONCENTRATION"
    EXPOSURE = "EXPOSURE"
    CELL_COUNT = "CELL_COUNT"
    ACTIVITY = "ACTIVITY"
    AREA = "AREA"
    MOLECULAR_MASS = "MOLECULAR_MASS"
    LENGTH = "LENGTH"
    PRESSURE = "PRESSURE"
    TIMES = "TIMES"
    TIMES_ULN = "TIMES_ULN"
    TIMES_LLN = "TIMES_LLN"
    TIMES_BASELINE = "TIMES_BASELINE"
    CYCLES = "CYCLES"
    DOSES = "DOSES"
    VIALS = "VIALS"
    PATIENTS = "PATIENTS"
    OTHER_QUANTITY = "OTHER_QUANTITY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A printed quantity.

    `high` is the end of a range; of COUNT_OF_N ("23/164"), `value` is the count and `high` the number of patients; of
    RATIO ("140/90 mmHg") the second number. `comparison` bounds `value`, and `high_comparison` bounds `high` where one
    is printed ("> 1.5 to < 3"). `unit` is a UCUM code, None for a pure number; days, weeks, months and years alone are
    "day", "week", "month" and "year". A multiple of a limit or of the baseline has `relative_to` "ULN", "LLN" or
    "baseline" and no unit; "> ULN" has the value 1. `grade` is as in the facts export ("3-4", ">=3"). `numbers` are
    the members of a list of days, cycles or grades. `spelled` tells "three" from "3".
    """

    dimension: Dimension
    value: Decimal
    high: Decimal | None = None
    comparison: Comparison | None = None
    high_comparison: Comparison | None = None
    unit: str | None = None
    relative_to: str | None = None
    approximate: bool = False
    spelled: bool = False
    grade: str | None = None
    numbers: tuple[Decimal, ...] = ()
    printed: str = ""
