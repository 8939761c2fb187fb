"""National Drug Codes: labeler, product and package (21 CFR 207.33), printed in 10 digits or written in 11 for claims.

A package's code is printed 4-4-2, 5-3-2 or 5-4-1; in 11 digits the short group is filled up with a zero in front. A
product's code has the first two groups.
"""

import re
from collections.abc import Iterator

_SIZES = (5, 4, 2)
_SHORT = ((4, 4, 2), (5, 3, 2), (5, 4, 1), (4, 4), (5, 3))
"""Lengths of the groups of printed codes that have one digit less than those with all."""

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_PREFIX = re.compile(r"\s*(?:NDC)?[:#\s]*", re.IGNORECASE)


def ndc_11(ndc: str) -> str | None:
    """The 11 digits of a package's code; None for a product's code, and for 10 digits whose groups are not told.

    >>> ndc_11("0009-0001-01"), ndc_11("00009-0001-01"), ndc_11("00009000101"), ndc_11("0009-0001")
    ('00009000101', '00009000101', '00009000101', None)
    """
    if re.fullmatch(r"\d{11}", ndc):
        return ndc
    filled = _filled(ndc.split("-"))
    return "".join(filled) if filled and len(filled) == len(_SIZES) else None


def ndc_forms(ndc: str) -> tuple[str, ...]:
    """Every form in which a code of a package or product may be printed, however it is given; none if it is no code.

    10 digits without hyphens can be three codes: all are given.

    >>> ndc_forms("NDC 00009-0001-01")
    ('0009-0001-01', '00009-001-01', '00009-0001-1', '00009-0001-01', '00009000101')
    >>> ndc_forms("0009-0001")
    ('0009-0001', '00009-001', '00009-0001')
    """
    bare = _DASHES.sub("-", _PREFIX.sub("", ndc, count=1)).strip()
    found = (form for groups in _groups(bare) for form in _printed(groups))
    return tuple(dict.fromkeys(found))


def _groups(ndc: str) -> Iterator[tuple[str, ...]]:
    """The full groups that a code can stand for."""
    if "-" in ndc:
        filled = _filled(ndc.split("-"))
        if filled:
            yield filled
    elif re.fullmatch(r"\d{11}", ndc):
        yield ndc[:5], ndc[5:9], ndc[9:]
    elif re.fullmatch(r"\d{10}", ndc):
        for sizes in _SHORT[:3]:
            ends = sizes[0], sizes[0] + sizes[1]
            yield _filled([ndc[: ends[0]], ndc[ends[0] : ends[1]], ndc[ends[1] :]]) or ()


def _filled(groups: list[str]) -> tuple[str, ...] | None:
    """Groups of digits filled up with zeros; None if they are none of a code."""
    sizes = tuple(map(len, groups))
    if sizes not in (*_SHORT, _SIZES, _SIZES[:2]) or not all(map(str.isdecimal, groups)):
        return None
    return tuple(group.zfill(size) for group, size in zip(groups, _SIZES, strict=False))


def _printed(groups: tuple[str, ...]) -> Iterator[str]:
    """The forms of a code: with one group short of the zero in front, with none short, in digits alone."""
    for sizes in (*_SHORT, _SIZES, _SIZES[:2]):
        if len(sizes) == len(groups):
            short = [group[len(group) - size :] for group, size in zip(groups, sizes, strict=True)]
            if [one.zfill(len(group)) for one, group in zip(short, groups, strict=True)] == list(groups):
                yield "-".join(short)
    if len(groups) == len(_SIZES):
        yield "".join(groups)
