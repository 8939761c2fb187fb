"""What a kind of fact looks like on the page: a table of columns, and the words that a column says of a fact."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from kg.codes import Action, Verdict
from kg.query import Row, Value
from web.facts import ShownFact
from web.wording import amount, of_patients, share, slug, temperatures, word

Words: TypeAlias = Callable[[ShownFact], str]


def nothing(fact: ShownFact) -> str:
    """No words: the column has codes or lines alone."""
    del fact
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind's table: its heading, what it says of a fact, and lines of their own heading below that.

    `style` is a class of the style sheet. `codes` are shown as marked words in front.
    """

    heading: str
    words: Words = nothing
    style: Literal["", "main", "amount", "number"] = ""
    lines: Sequence["Column"] = ()
    codes: Callable[[ShownFact], Sequence[Action | Verdict]] | None = None

    def says_something(self, fact: ShownFact) -> bool:
        """Whether there is anything to show of a fact."""
        said = self.words(fact) or (self.codes and self.codes(fact))
        return bool(said) or any(line.says_something(fact) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Kind:
    """The table of a kind of fact.

    `order` sorts its rows, which else stand in the order of the document. Facts that agree in what `together` gives, and
    cite the same words, share a row.
    """

    id: str
    title: str
    columns: Sequence[Column]
    order: Callable[[ShownFact], tuple[int, ...]] | None = None
    together: Callable[[ShownFact], tuple[Value, ...]] | None = None

    def rows(self, facts: Sequence[ShownFact]) -> Sequence[Sequence[ShownFact]]:
        """The facts in rows. A fact with a mark has a row of its own."""
        rows = defaultdict[tuple[object, ...], list[ShownFact]](list)
        for place, fact in enumerate(sorted(facts, key=self.order) if self.order else facts):
            alone = self.together is None or fact.incomplete or fact.differs_from
            key = (place,) if alone or self.together is None else (*self.together(fact), fact.cited)
            rows[key].append(fact)
        return list(rows.values())


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the page: kinds of facts that are looked up together."""

    title: str
    kinds: Sequence[Kind]
    layout: Literal["tables", "boxed", "arms", "disagreements"] = "tables"

    @property
    def id(self) -> str:
        return slug(self.title)


def field(name: str) -> Words:
    """The value of a column of the fact's row."""
    return lambda fact: word(fact.row[name])


def more_than_the_quote(name: str) -> Words:
    """The value of a column, unless the quote beside it says the same."""
    return lambda fact: "" if word(fact.row[name]) in word(fact.cited.quote) else word(fact.row[name])


def listed(name: str) -> Words:
    """The values of a field that can have several."""
    return lambda fact: ", ".join(word(value) for value in fact.lists.get(name, ()))


def measured(low: str, high: str | None, unit: str, comparison: str | None = None) -> Words:
    """An amount, from the columns of the row that hold its parts."""

    def words(fact: ShownFact) -> str:
        row = fact.row
        return amount(row[low], row[high] if high else None, row[unit], row[comparison] if comparison else None)

    return words


def largest_dose(fact: ShownFact) -> str:
    """The largest amount that a dose may come to, and the largest patient by whose size it is calculated."""
    row = fact.row
    most = amount(row["maximum"], None, row["maximumUnit"]) if row["maximum"] is not None else ""
    per = f" per {word(row['maximumPer'])}" if row["maximumPer"] is not None else ""
    sizes = {"maximumWeightKg": "kg", "maximumSurfaceM2": "m2"}
    by = (f"calculated by {amount(row[name], None, unit)}" for name, unit in sizes.items() if row[name] is not None)
    return "; ".join(filter(None, (f"{most}{per}", *by)))


def minutes(fact: ShownFact) -> str:
    """How long an infusion lasts."""
    return amount(fact.row["infusionMinutes"], fact.row["infusionMinutesHigh"], "min")


def temperature(fact: ShownFact) -> str:
    """The range of temperature at which something is kept, warmed or given."""
    return temperatures(fact.row["tempLowC"], fact.row["tempHighC"])


def percent(fact: ShownFact) -> str:
    """The share of patients that a reaction, statistic, rate or result states."""
    row = fact.row
    return share(row["percent"], row.get("percentHigh"), row.get("comparison"))


def bounds(fact: ShownFact) -> str:
    """The thresholds of a rule, target or definition."""
    return "; ".join(map(_bound, fact.thresholds))


def _bound(row: Row) -> str:
    relative = f" × {row['relativeTo']}" if row["relativeTo"] else ""
    return f"{row['parameter']} {amount(row['value'], None, row['unit'], row['operator'])}{relative}"


def low_to_high(fact: ShownFact) -> str:
    """The range of a measure, or its confidence interval."""
    row = fact.row
    if row["rangeLow"] is None:
        return ""
    level = f" ({word(row['ciLevel'])}% CI)" if row["ciLevel"] is not None else ""
    return f"{word(row['rangeLow'])} to {word(row['rangeHigh'])}{level}"


def spread(fact: ShownFact) -> str:
    """The standard deviation behind a value."""
    return f"± {word(fact.row['spread'])}" if fact.row["spread"] is not None else ""


def result(fact: ShownFact) -> str:
    """What a study found in an arm: patients of all, a share, a value."""
    row = fact.row
    patients, of_all = of_patients(row["count"], row["n"]), percent(fact)
    found = f"{patients} ({of_all})" if patients and of_all else patients or of_all
    return ", ".join(filter(None, (found, amount(row["value"], None, row["unit"]))))


def interval(fact: ShownFact) -> str:
    """The confidence interval of a result, with its level where the label states one."""
    row = fact.row
    if row["ciLow"] is None:
        return ""
    level = f"{word(row['ciLevel'])}% CI" if row["ciLevel"] is not None else "CI"
    return f"{word(row['ciLow'])} to {word(row['ciHigh'])} ({level})"


def p_value(fact: ShownFact) -> str:
    """The p-value of a result."""
    row = fact.row
    return f"p {word(row['pComparison']) or '='} {word(row['pValue'])}" if row["pValue"] is not None else ""


def actions(fact: ShownFact) -> Sequence[Action]:
    """What a dose rule says to do, in the order of the code list."""
    return sorted(
        (value for value in fact.lists.get("actions", ()) if isinstance(value, Action)), key=list(Action).index
    )


def instructions(fact: ShownFact) -> str:
    """What a dose rule says to do, by when it holds."""
    return "; ".join(map(_instruction, fact.instructions))


def _instruction(row: Row) -> str:
    does = ", ".join(word(Action(code)) for code in str(row["does"]).split(", "))
    when = "otherwise" if row["otherwise"] else f"if {row['condition']}" if row["condition"] else None
    return f"{does} {when}" if when else does


def verdict(fact: ShownFact) -> Sequence[Verdict]:
    """What the label says of a material."""
    value = fact.row["verdict"]
    return [value] if isinstance(value, Verdict) else []


def by_code(codes: Sequence[StrEnum], name: str) -> Callable[[ShownFact], tuple[int, ...]]:
    """An order by a code, in which those of `codes` come first, as they stand there."""

    def place(fact: ShownFact) -> tuple[int, ...]:
        value = fact.row[name]
        return (codes.index(value) if isinstance(value, StrEnum) and value in codes else len(codes),)

    return place


def by_day(fact: ShownFact) -> tuple[int, ...]:
    """The order of the document, and by the numbers of the schedule within a row of a table: Day 1, Day 8, Day 15."""
    return fact.cited.start, *map(int, re.findall(r"\d+", str(fact.row["schedule"] or ""))[:3])


STEPS = [Column("From", field("countedFrom")), Column("To", field("countedTo")), Column("If", field("condition"))]
"""Between which steps, and of what solution, a time is told."""
