"""What the caption of a table of observations says of all its cells: the grade, the number of patients, the product."""

import re
from collections.abc import Sequence
from itertools import chain

from ingest.document import Table
from ingest.grade import find_grade
from ingest.study_name import population_name
from ingest.tables.header import header_rows
from kg.locator import Span

_GRADE_OF_CAPTION = re.compile(
    r"(?P<grade>\bgrades?\s*[≥>]?\s*[1-5](?:\s*(?:[-–—/,+]|to|or|and|higher|above|greater|more|[1-5])\s*)*)\s*[*†]?\s*"
    r"(?:[\w-]+\s+){0,3}?(?:adverse|laboratory|reactions|lab)\b",
    re.IGNORECASE,
)
_GRADE_SHIFTED_TO = re.compile(
    r"\bshift(?:s|ed|ing)?\s+(?:from\s+baseline\s+)?to\s+(?P<grade>grades?\s*[≥>]?\s*[1-5].*)", re.IGNORECASE
)
_PATIENTS_OF_CAPTION = re.compile(r"\(\s*[Nn]\s*=\s*(?P<n>\d[\d,]*)\s*\)")

_GRADE_IN_BRACKETS = re.compile(
    r"\b(?:reactions|abnormalities|events|toxicities|intensity)\s*\(\s*(?P<grade>grades?\s*[1-5][^()%]{0,20})\)",
    re.IGNORECASE,
)
_ALL_PATIENTS = re.compile(
    r"(?:(?:pooled|integrated|overall|safety)\s+){1,3}(?:adult\s+|pediatric\s+)?(?:population|data)", re.IGNORECASE
)
_SHORT_NAME = re.compile(r"(?=.{3})[a-z]{0,2}[A-Z]{2,6}")


def table_title(table: Table) -> str:
    """The caption of a table with the full-width rows at its top, where some labels print it."""
    top = header_rows(table)
    first = [cell.words for cell in table.cells if cell.row < top and cell.column_span >= table.columns > 1]
    return " ".join([table.caption.text if table.caption else "", *first]).strip()


def table_grade(title: str, label: str) -> str | None:
    """The grade of all cells, if the caption or the header of the labels restricts the table to it."""
    bracketed = _GRADE_IN_BRACKETS.search(title) or _GRADE_SHIFTED_TO.search(title)
    if bracketed is not None and (in_brackets := find_grade(bracketed["grade"])) is not None:
        return in_brackets.code
    caption = _GRADE_OF_CAPTION.search(title)
    if caption is not None and not re.search(r"[≥>%)]\s*$|\bor\s*$|\(\s*$", title[: caption.start()]):
        found = find_grade(caption["grade"])
        return found.code if found else None
    in_label = find_grade(label)
    return in_label.code if in_label else None


def patients_of_caption(table: Table) -> tuple[int, Span] | None:
    """The one number of patients that a caption states, for tables without arms."""
    stated = list(_PATIENTS_OF_CAPTION.finditer(table.caption.text)) if table.caption else []
    if len(stated) != 1 or table.caption is None:
        return None
    return int(stated[0]["n"].replace(",", "")), table.caption.span(*stated[0].span("n"))


def product_of_caption(title: str, product_names: Sequence[str]) -> str | None:
    """The product, for a table without arms: by the name that its caption has, else by the proprietary one."""
    named = (name for name in product_names if name.casefold() in title.casefold())
    return next(chain(named, product_names[:1]), None)


def is_group_of_caption(head: str, title: str) -> bool:
    """Whether a column's head names the patients of the table and no treatment: short for their disease, or all of them.

    >>> title = "Table 2: Adverse Reactions in Patients with Relapsed Nodular Sampl Disease"
    >>> [is_group_of_caption(head, title) for head in ("rNSD", "NSD", "SD-X", "Pooled Safety Population", "DRUG-X")]
    [True, True, False, True, False]
    """
    if _ALL_PATIENTS.fullmatch(head):
        return True
    patients = population_name(title) or ""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", patients)).casefold()
    return _SHORT_NAME.fullmatch(head) is not None and head.casefold() in initials
