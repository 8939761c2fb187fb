"""The header of a table of values without rules: its lines, and which columns each of its cells stands over.

The line with the most phrases names the columns. Phrases above it stand over several: they cover all columns between them,
and are shared out by their middles, by equal numbers, and by names that recur ("All Grades", "Grade 3-4", "All Grades", ...).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.sources.layout.columns import PlacedLine, joined
from ingest.sources.layout.grid import PrintedCell
from ingest.sources.layout.naming import CLOSE, LOOSE, apart, by_recurring, cost, cut, names_in
from ingest.sources.layout.phrases import Phrase, PhraseLine, text_of
from ingest.sources.layout.values import is_patients, is_value

_MOST_LINES = 12
_MOST_NAMED = 3
_MOST_NAME_WORDS = 12
_RECURRING, _EQUAL = 0.1, 0.5
_FAR = 1000.0

Over = tuple[int, int, Phrase]
"""A phrase with the column it begins over and how many it stands over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderCell:
    """A cell of a header: its lines, and its place and spans in the grid."""

    lines: tuple[Phrase, ...]
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class _Run:
    """Phrases of lines below one another that stand over the same columns."""

    column: int
    span: int
    lines: list[Phrase]


def is_of_values(lines: Sequence[PlacedLine], columns: int) -> bool:
    """Whether a table has values in half of its columns behind the first, from the first line with values on."""
    body = lines[header_lines(lines) :]
    return sum(_is_numeric(body, column) for column in range(1, columns)) * 2 >= columns - 1


def header_lines(lines: Sequence[PlacedLine]) -> int:
    """How many lines at the top of a table of values are header: those above the first with values, or a label for it."""
    first = next((index for index, line in enumerate(lines[:_MOST_LINES]) if _has_values(line.line)), 0)
    counts = [index for index, line in enumerate(lines) if _has_numbers_of_patients(line.line)]
    if counts and 0 < counts[0] < first <= counts[-1]:
        first = counts[0]
    while first > 1 and _is_group(lines[first - 1]):
        first -= 1
    return first


def header_cells(lines: Sequence[PlacedLine], model: Sequence[Phrase]) -> tuple[HeaderCell, ...]:
    """The cells of the header that lines print; `model` are the phrases of a line of values, one to a column."""
    if not lines:
        return ()
    columns = len(model)
    stacks: list[list[_Run]] = [[] for _ in range(columns)]
    for line in _ranges(lines, model):
        for column, span, phrase in line:
            stack = stacks[column]
            if stack and (stack[-1].column, stack[-1].span) == (column, span):
                stack[-1].lines.append(phrase)
                continue
            run = _Run(column, span, [phrase])
            for covered in range(column, column + span):
                stacks[covered].append(run)
    depth = max(len(stack) for stack in stacks)
    return tuple(_cells(stacks, depth))


def named_rows(cells: Sequence[PrintedCell], columns: int) -> int:
    """How many rows at the top of a table of words name its columns: one with a short name in each, and titles above it."""
    for row in range(min(_MOST_NAMED, max((cell.row for cell in cells), default=0))):
        own = [cell for cell in cells if cell.row == row]
        named = all(_is_name(" ".join(text_of(line) for line in cell.lines)) for cell in own)
        if named and len(own) == columns and columns > 1:
            return row + 1
        if not (named and len(own) == 1):
            return 0
    return 0


def _is_name(text: str) -> bool:
    begins = text[:1].isupper() or not text[:1].isalpha()
    return begins and len(text.split()) <= _MOST_NAME_WORDS and not text.endswith((".", ";")) and not _has_figure(text)


def _has_figure(text: str) -> bool:
    return any(word[0].isdigit() for word in text.split())


def _cells(stacks: Sequence[list[_Run]], depth: int) -> Iterator[HeaderCell]:
    for column, stack in enumerate(stacks):
        for level, run in enumerate(stack):
            if run.column != column:
                continue
            last = all(stacks[covered][-1] is run for covered in range(column, column + run.span))
            yield HeaderCell(
                lines=tuple(run.lines),
                row=level,
                column=column,
                row_span=depth - level if last else 1,
                column_span=run.span,
            )


def _ranges(lines: Sequence[PlacedLine], model: Sequence[Phrase]) -> list[list[Over]]:
    """For each line, its phrases with the columns they stand over."""
    label = _label(lines, model)
    split = [_labelled(line.line.phrases, label, len(model)) for line in lines]
    parts = _parts([phrases for _, phrases in split], model[1:])
    leaf = next(index for index, phrases in enumerate(parts) if len(phrases) == max(map(len, parts)))
    names = _names(parts[leaf], model)
    spanners = _spanners(parts[:leaf], names, len(model))
    found = list[list[Over]]()
    for index, (first, _) in enumerate(split):
        own = [(0, 1, first)] if first else []
        if index < leaf:
            own += spanners[index]
        elif len(parts[index]) == len(names):
            own += [(column, 1, phrase) for column, phrase in zip(names, parts[index], strict=True)]
        else:
            own += [(_nearest(phrase, names), 1, phrase) for phrase in parts[index]]
        found.append(own)
    return found


def _parts(lines: Sequence[list[Phrase]], model: Sequence[Phrase]) -> list[list[Phrase]]:
    """The phrases of each line, cut apart where they stand over the columns that a line of the header names.

    If no line has a phrase for each column, the one that is cut best does.
    """
    whole = next((phrases for phrases in lines if len(phrases) == len(model)), None)
    if whole is not None:
        return [_cut_above(phrases, whole) for phrases in lines]
    cuts = [by_recurring(phrases, len(model)) or cut(phrases, model, LOOSE) for phrases in lines]
    best = min((cost(own, model), -index) for index, own in enumerate(cuts))
    return [own if own and index == -best[1] else lines[index] for index, own in enumerate(cuts)]


def _cut_above(phrases: list[Phrase], whole: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a line above or below one that names all columns; those that share out the columns are left whole."""
    shares = bool(phrases) and len(whole) % len(phrases) == 0
    counted = by_recurring(phrases, len(whole))
    if counted is not None:
        return counted
    if len(phrases) == 1 and _repeats([word.text for word in phrases[0].words]):
        return cut(phrases, whole, LOOSE) or phrases
    return phrases if shares else cut(phrases, whole, CLOSE) or phrases


def _repeats(words: list[str]) -> bool:
    """Whether words are the same ones twice or more often, as names of columns are and names of arms are not."""
    lengths = (length for length in range(1, len(words) // 2 + 1) if len(words) % length == 0)
    return any(words[:length] * (len(words) // length) == words for length in lengths)


def _names(phrases: Sequence[Phrase], model: Sequence[Phrase]) -> dict[int, Phrase]:
    """The columns that phrases name, in order."""
    if len(phrases) == len(model) - 1:
        return dict(enumerate(phrases, 1))
    chosen = min(
        combinations(range(1, len(model)), len(phrases)),
        key=lambda found: sum(apart(p, model[column]) for column, p in zip(found, phrases, strict=True)),
    )
    return dict(zip(chosen, phrases, strict=True))


def _label(lines: Sequence[PlacedLine], model: Sequence[Phrase]) -> Phrase | None:
    """The phrase that stands furthest left in a header, if it stands over the first column."""
    leftmost = min((line.line.phrases[0] for line in lines), key=lambda phrase: phrase.left)
    full = any(len(line.line.phrases) >= len(model) for line in lines)
    return leftmost if full or leftmost.centre < model[1].left else None


def _labelled(phrases: Sequence[Phrase], label: Phrase | None, columns: int) -> tuple[Phrase | None, list[Phrase]]:
    """The phrase over the first column, which stands below or above the label, and those over the others."""
    first = phrases[0]
    over = label is not None and first.left < label.right and first.right > label.left
    if len(phrases) >= columns or over:
        return first, list(joined([part for phrase in phrases[1:] for part in names_in(phrase)], columns - 1))
    return None, list(joined([part for phrase in phrases for part in names_in(phrase)], columns - 1))


def _nearest(phrase: Phrase, names: dict[int, Phrase]) -> int:
    return min(names, key=lambda column: apart(phrase, names[column]))


def _spanners(lines: Sequence[list[Phrase]], names: dict[int, Phrase], columns: int) -> list[list[Over]]:
    """The phrases of the lines above the one that names the columns, with the columns they stand over."""
    if not any(lines):
        return [[] for _ in lines]
    widest = max(range(len(lines)), key=lambda index: len(lines[index]))
    shared = _shared(lines[widest], names, columns)
    found = list[list[Over]]()
    for index, phrases in enumerate(lines):
        if len(phrases) == len(shared):
            found.append([(column, span, p) for (column, span, _), p in zip(shared, phrases, strict=True)])
        elif index < widest and _stand_over_groups(phrases, shared):
            found.append(list(_over_groups(phrases, shared)))
        else:
            found.append([(*_closest(phrase, shared), phrase) for phrase in phrases])
    return found


def _stand_over_groups(phrases: Sequence[Phrase], shared: Sequence[Over]) -> bool:
    """Whether phrases share out those of a line below, and none of them stands in the middle of one."""
    if not phrases or len(shared) % len(phrases):
        return False
    size = phrases[0].words[0].size
    return all(abs(p.centre - own.centre) > 2 * size for p in phrases for _, _, own in shared)


def _over_groups(phrases: Sequence[Phrase], shared: Sequence[Over]) -> Iterator[Over]:
    each = len(shared) // len(phrases)
    for number, phrase in enumerate(phrases):
        own = shared[number * each : (number + 1) * each]
        yield own[0][0], sum(span for _, span, _ in own), phrase


def _closest(phrase: Phrase, shared: Sequence[Over]) -> tuple[int, int]:
    column, span, _ = min(shared, key=lambda found: apart(phrase, found[2]))
    return column, span


def _shared(phrases: Sequence[Phrase], names: dict[int, Phrase], columns: int) -> list[Over]:
    """The columns shared out among phrases."""
    starts = min(
        ((1, *rest) for rest in combinations(range(2, columns), len(phrases) - 1)),
        key=lambda found: _mismatch(phrases, found, columns, names),
    )
    ends = (*starts[1:], columns)
    return [(begin, end - begin, p) for begin, end, p in zip(starts, ends, phrases, strict=True)]


def _mismatch(phrases: Sequence[Phrase], starts: Sequence[int], columns: int, names: dict[int, Phrase]) -> float:
    """How badly phrases fit over columns: by their middles, less where spans are equal, and where the names below recur."""
    total, groups = 0.0, list[tuple[str, ...]]()
    ends = (*starts[1:], columns)
    for begin, end, phrase in zip(starts, ends, phrases, strict=True):
        own = [names[column] for column in range(begin, end) if column in names]
        groups.append(tuple(name.text for name in own))
        middle = (own[0].left + own[-1].right) / 2 if own else float("inf")
        nearest = min(abs(middle - phrase.centre), abs(own[0].left - phrase.left)) if own else _FAR
        total += nearest
    equal = len({end - begin for begin, end in zip(starts, ends, strict=True)}) == 1
    recurring = len(groups) > 1 and all(_recur(groups[0], group) for group in groups[1:])
    return total * (_RECURRING if recurring else _EQUAL if equal else 1.0)


def _recur(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two groups of columns have the same names, or the first lines of the same names."""
    pairs = list(zip(names, others, strict=False))
    return len(names) == len(others) and all(a.startswith(b) or b.startswith(a) for a, b in pairs)


def _is_numeric(lines: Sequence[PlacedLine], column: int) -> bool:
    texts = [phrase.text for line in lines if (phrase := line.at(column)) is not None]
    return sum(is_value(text) or is_patients(text) for text in texts) * 2 > len(texts)


def _has_values(line: PhraseLine) -> bool:
    """Whether at least half of the phrases behind the first are values."""
    found = [is_value(phrase.text) for phrase in line.phrases[1:]]
    return bool(found) and sum(found) * 2 >= len(found)


def _has_numbers_of_patients(line: PhraseLine) -> bool:
    """Whether a line has a label and beside it nothing but numbers of patients: a group of rows, if another has so too."""
    named = line.phrases[0].text[:1].isalpha() and not is_patients(line.phrases[0].text)
    return named and line.gapped and all(is_patients(phrase.text) for phrase in line.phrases[1:])


def _is_group(line: PlacedLine) -> bool:
    """Whether a line has a label alone, which heads the rows below it."""
    if len(line.line.phrases) != 1 or line.placed[0].column != 0:
        return False
    return line.placed[0].phrase.text[:1].isalpha()
