"""The arms of a table of numbers: which columns belong to which treatment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import run_on
from ingest.sources.text.tables.header_items import Item, Kind
from ingest.sources.text.tables.lexicon import lexicon

_COMPARATOR = re.compile(r"(?<!\+ )(?<!plus )(?<!with )(?<!and )(?<=\S )\b(?:Placebo|Vehicle)\b", re.IGNORECASE)
_MOST_WORDS_BEFORE = 1
_JOINING = re.compile(r"(?:\+|/|\b(?:plus|and|with|or))$")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm with its name and size, or a column of N; `span` columns wide. Grades and units stand below an arm only."""

    name: AlignedText | None
    size: AlignedText | None
    is_arm: bool = True
    column: int = 0
    span: int = 1

    @property
    def text(self) -> AlignedText:
        return run_on(text for text in (self.name, self.size) if text)

    @property
    def words(self) -> str:
        return self.name.text if self.name else ""


@dataclass(frozen=True, slots=True)
class Arms:
    """The arms of a table in order, and the texts that stand above them."""

    arms: tuple[Arm, ...]
    above: tuple[AlignedText, ...] = ()


def arms_of(items: Sequence[Item]) -> Arms | None:
    """The arms that texts, Ns and columns of N name; None if it is not certain where a name begins.

    Names go up to their N, or, where no N is printed, from blank line to blank line.
    """
    beside = _names_then_sizes(items)
    if beside:
        return Arms(beside)
    sized = any(item.kind is Kind.SIZE for item in items)
    arms, above, texts = list[Arm](), list[AlignedText](), list[AlignedText]()
    for item in items:
        if item.kind is Kind.COUNT:
            arms.append(Arm(None, item.text, is_arm=False))
        elif item.kind is Kind.SIZE and texts:
            above += texts[:-1] if not arms else []
            arms.append(Arm(run_on(texts[-1:] if len(arms) == 0 else texts), item.text))
            texts = []
        elif item.kind is Kind.TEXT and sized:
            texts.append(item.text)
        elif item.kind is Kind.TEXT:
            arms.append(Arm(item.text, None))
        else:
            return None
    found = _without_prefix(Arms(tuple(arms), tuple(above)))
    return None if texts or any(_is_doubtful(arm, at, sized=sized) for at, arm in enumerate(found.arms)) else found


def _names_then_sizes(items: Sequence[Item]) -> tuple[Arm, ...]:
    """The arms of a header printed row by row: the names, then as many sizes; none if it is not."""
    half = len(items) // 2
    names, sizes = items[:half], items[half:]
    rows = half > 1 and len(sizes) == half and {item.kind for item in names} == {Kind.TEXT}
    if not rows or {item.kind for item in sizes} != {Kind.SIZE}:
        return ()
    return tuple(Arm(name.text, size.text) for name, size in zip(names, sizes, strict=True))


def _without_prefix(found: Arms) -> Arms:
    """The arms, with what stands before the first one's name put above, if another arm tells where that name begins."""
    first, *others = found.arms or (None,)
    if first is None or first.name is None or found.above:
        return found
    for other in others:
        if other is not None and other.words and first.words.endswith(" " + other.words):
            cut = len(first.words) - len(other.words)
            name, prefix = first.name.slice(cut, len(first.words)), first.name.slice(0, cut).strip()
            if _JOINING.search(prefix.text):
                return found
            return Arms((Arm(name, first.size), *found.arms[1:]), (prefix,))
    return found


def _is_doubtful(arm: Arm, at: int, *, sized: bool) -> bool:
    """Whether an arm's name may hold more than the name: what stands above all row labels, or above several arms."""
    if at and not sized and lexicon().stub.search(arm.words):
        return True
    comparator = _COMPARATOR.search(arm.words)
    return comparator is not None and len(arm.words[: comparator.start()].split()) > _MOST_WORDS_BEFORE


def spread(arms: Sequence[Arm], grades: Sequence[AlignedText], columns: int) -> tuple[Arm, ...]:
    """The arms with their columns, each as wide as its grades; none if they do not fill the columns.

    An arm has each grade once: more would be the grades of two arms whose names are not told apart.
    """
    count = sum(arm.is_arm for arm in arms)
    share = max(len(grades) // count, 1) if count else 1
    grades = grades if len(grades) > 1 or count == 1 else ()
    spans = [share if arm.is_arm else 1 for arm in arms]
    words = [grade.text for grade in grades]
    repeated = any(len(set(words[at : at + share])) < share for at in range(0, len(words), share))
    if sum(spans) != columns or repeated or (grades and share * count != len(grades)):
        return ()
    starts = accumulate(spans, initial=1)
    return tuple(Arm(arm.name, arm.size, arm.is_arm, *place) for arm, *place in zip(arms, starts, spans, strict=False))


def repetition(arms: Sequence[Arm]) -> int:
    """After how many arms their names begin again; 0 if they never do."""
    names = [tuple(_WORD.findall(arm.words)) for arm in arms]
    return next((size for size in range(1, len(names)) if names == names[:size] * (len(names) // size)), 0)
