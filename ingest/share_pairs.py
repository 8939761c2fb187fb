"""Several things named for as many shares: "rash and itching occurred in 5% and 3%, respectively"."""

import re

from ingest.grade import find_grade
from ingest.named_arms import ARM, LIST_CUT

_STUDIES = re.compile(
    r"\b[Ii]n\s+(?:the\s+)?(?P<list>[\w-]+(?:,\s+[\w-]+)*,?\s+and\s+[\w-]+),?\s+(?:[\w-]+\s+){0,3}?(?P<noun>studies|trials)\b"
)


def paired(event: str, count: int) -> list[str] | None:
    """The members of a list of as many things as there are shares."""
    parts = [part.strip() for part in LIST_CUT.split(re.sub(r"\([^)]*\)", "", event))]
    parts = [part for part in parts if part]
    if len(parts) != count:
        return None
    grade = find_grade(parts[0])
    if grade is not None and grade.end == len(parts[0]):
        return None
    head = re.match(
        r"(?P<head>\w+\s+(?:of\s+.+\s+)?in|.*\b(?:due\s+to|because\s+of|time\s+to\s+onset\s+of|duration\s+of))\s+\S.*$",
        parts[0],
    )
    return [parts[0], *(f"{head['head']} {part.removeprefix('of ')}" for part in parts[1:])] if head else parts


def paired_behind(event: str, after: str, count: int) -> list[str] | None:
    """An event in each of as many conditions as there are shares: "of patients with gout and rash, respectively"."""
    found = re.search(r"\b(?P<link>with|at|in)\s+(?P<conditions>[^;()]+?),?\s+respectively", after)
    parts = [part.strip() for part in LIST_CUT.split(found["conditions"]) if part.strip()] if found else []
    if found is None or len(parts) != count or any(ARM.search(f"{found['link']} {part}") for part in parts):
        return None
    return [f"{re.sub(r' in$', '', event)} {found['link']} {part}" for part in parts]


def paired_by_study(event: str, before: str, count: int) -> list[str] | None:
    """An event in each of as many studies as there are shares: "In the 24-week and 48-week studies, rash occurred in"."""
    found = _STUDIES.search(before)
    parts = [part.strip() for part in LIST_CUT.split(found["list"])] if found is not None else []
    if found is None or len(parts) != count:
        return None
    noun = found["noun"].replace("ies", "y").removesuffix("s")
    return [f"{event} in the {part} {noun}" for part in parts]
