"""Shares of patients as labels print them: a row for each reaction, a column for each arm and grade."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.codes import ReactionContext
from web.facts import ShownFact
from web.kinds import percent
from web.wording import word

Header = tuple[str, str]
"""An arm and a grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The fact of an arm and grade; None where the label has none."""

    fact: ShownFact | None
    starts_arm: bool

    @property
    def words(self) -> str:
        """The share, with the number of patients in front where the label states it."""
        if self.fact is None:
            return ""
        count = self.fact.row["count"]
        return percent(self.fact) if count is None else f"{word(count)} ({percent(self.fact)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A reaction with its cells, or the organ class that the reactions below it belong to (then there are no cells)."""

    title: str
    cells: Sequence[Cell]

    @property
    def facts(self) -> Sequence[ShownFact]:
        return [cell.fact for cell in self.cells if cell.fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The shares of one table of the label. `arms` are its arms with how many columns each has and its N."""

    title: str
    arms: Sequence[tuple[str, int, int | None]]
    grades: Sequence[tuple[str, bool]]
    lines: Sequence[Line]


def split(facts: Iterable[ShownFact], product: str) -> tuple[Sequence[Grid], Sequence[ShownFact]]:
    """The grids of the facts read from tables, and the facts of running text. The product's own arm comes first."""
    tables, others = defaultdict[tuple[str, str], list[ShownFact]](list), list[ShownFact]()
    for fact in facts:
        table, study = fact.row["table"], fact.row["study"]
        if table is not None and fact.row["context"] is ReactionContext.INCIDENCE:
            tables[str(table), str(study or "")].append(fact)
        else:
            others.append(fact)
    grids = [_grid(", ".join(filter(None, key)), held, product) for key, held in sorted(tables.items())]
    return grids, others


def grade_name(grade: str) -> str:
    """A grade as a heading.

    >>> grade_name("all"), grade_name(">=3"), grade_name("severe")
    ('All grades', 'Grade ≥ 3', 'severe')
    """
    if grade == "all":
        return "All grades"
    signs = grade.replace(">=", "≥ ").replace("<=", "≤ ")
    return f"Grade {signs}" if any(letter.isdigit() for letter in grade) else grade


def _grid(title: str, facts: Sequence[ShownFact], product: str) -> Grid:
    headers = sorted({_header(fact) for fact in facts}, key=lambda header: _order(header, product))
    arms = list(dict.fromkeys(arm for arm, _ in headers))
    sizes = {str(fact.row["arm"]): fact.row["armN"] for fact in facts if _is_one_size(facts, fact)}
    return Grid(
        title=title,
        arms=[(arm, sum(one == arm for one, _ in headers), _whole(sizes.get(arm))) for arm in arms],
        grades=[(grade_name(grade), _starts(headers, place)) for place, (_, grade) in enumerate(headers)],
        lines=list(_lines(facts, headers)),
    )


def _header(fact: ShownFact) -> Header:
    return str(fact.row["arm"] or ""), str(fact.row["grade"])


def _order(header: Header, product: str) -> tuple[bool, str, bool, str]:
    arm, grade = header
    return product.lower() not in arm.lower(), arm, grade != "all", grade


def _starts(headers: Sequence[Header], place: int) -> bool:
    return place == 0 or headers[place - 1][0] != headers[place][0]


def _is_one_size(facts: Sequence[ShownFact], fact: ShownFact) -> bool:
    """Whether an arm has the same N in all its cells, so that it can stand in the heading."""
    return len({one.row["armN"] for one in facts if one.row["arm"] == fact.row["arm"]}) == 1


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _lines(facts: Sequence[ShownFact], headers: Sequence[Header]) -> Iterable[Line]:
    """A line for each reaction, in the order of the document, and one before those of each organ class."""
    rows = defaultdict[tuple[str, str], dict[Header, ShownFact]](dict)
    for fact in facts:
        rows[str(fact.row["systemOrganClass"] or ""), str(fact.row["term"])].setdefault(_header(fact), fact)
    above = ""
    for (organ_class, term), held in rows.items():
        if organ_class and organ_class != above:
            yield Line(title=organ_class, cells=())
        above = organ_class
        cells = [Cell(fact=held.get(header), starts_arm=_starts(headers, n)) for n, header in enumerate(headers)]
        yield Line(title=term, cells=cells)
