"""What must not be there for what a dose rule tells: "discontinue in the absence of another cause"."""

import re
from collections.abc import Iterable, Sequence

from kg.facts import Criterion

_ABSENT = re.compile(
    r"\bin\s+the\s+absence\s+of\s+(?P<words>(?:[^.;:•]|\.(?=\S)|(?<=\be\.g)\.|(?<=\bi\.e)\.)+)", re.IGNORECASE
)


def with_absence(criteria: Sequence[Criterion], text: str, told: Iterable[str]) -> tuple[Criterion, ...]:
    """Criteria, with what the words of a rule say must not be there beside what it is told of: `told` are the words that are asked
    for already.

    >>> rule = (Criterion(alternative=1, text="jaundice"),)
    >>> found = with_absence(rule, "Discontinue in the absence of another cause of jaundice.", ["jaundice"])
    >>> [(one.text, one.absent) for one in found]
    [('jaundice', False), ('another cause of jaundice', True)]
    """
    absent = [" ".join(found["words"].split()) for found in _ABSENT.finditer(text)]
    asked = [" ".join(words.split()) for words in told]
    alone = [words for words in absent if not any(words in each or each in words[: len(each)] for each in asked)]
    alternatives = dict.fromkeys(one.alternative for one in criteria) if alone else ()
    beside = [Criterion(alternative=number, text=words, absent=True) for number in alternatives for words in alone]
    return tuple(sorted((*criteria, *beside), key=lambda one: one.alternative))
