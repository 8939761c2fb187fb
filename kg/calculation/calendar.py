"""The end of the calendar: dates that would be past it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import MAXYEAR

from kg.errors import PatientError


@contextmanager
def within_calendar() -> Iterator[None]:
    """Tells a date past the last year that there is as `PatientError`; also as a decorator."""
    try:
        yield
    except OverflowError as error:
        raise PatientError(f"a date would be past the year {MAXYEAR}", expected="an earlier start") from error
