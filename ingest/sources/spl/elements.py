"""The `section` elements of SPL as a tree, with what is right inside each looked up once."""

from lxml import etree
from msgspec import Struct

from ingest.sources.spl.markup import Notes, runs
from ingest.sources.spl.parsing import attribute, local
from ingest.sources.writing.headings import NUMBER
from ingest.sources.writing.runs import Run, lines, printed


class SectionElement(Struct, frozen=True, kw_only=True):
    """A `section` element: its LOINC code, the runs of its title on one line, its text, its excerpts and those below it."""

    element: etree._Element
    code: str | None
    title: tuple[Run, ...]
    text: etree._Element | None
    excerpts: tuple[etree._Element, ...]
    below: tuple["SectionElement", ...]

    @property
    def number(self) -> str | None:
        """The number that the title prints."""
        match = NUMBER.match(printed(self.title))
        return match["number"] if match else None


def sections_below(element: etree._Element) -> tuple[SectionElement, ...]:
    """The `section` elements in the components of a section or of the document's body."""
    components = [part for part in element if local(part.tag) == "component"]
    return _sections(components)


def _sections(components: list[etree._Element]) -> tuple[SectionElement, ...]:
    return tuple(_section(part) for found in components for part in found if local(part.tag) == "section")


def _section(element: etree._Element) -> SectionElement:
    parts: dict[str, list[etree._Element]] = {}
    for part in element:
        parts.setdefault(local(part.tag), []).append(part)
    code, title, text = (next(iter(parts.get(name, ())), None) for name in ("code", "title", "text"))
    return SectionElement(
        element=element,
        code=attribute(code, "code"),
        title=() if title is None else _on_one_line(title),
        text=text,
        excerpts=tuple(parts.get("excerpt", ())),
        below=_sections(parts.get("component", [])),
    )


def _on_one_line(title: etree._Element) -> tuple[Run, ...]:
    return tuple(run for part in lines(runs(title, Notes())) for run in (Run(" "), *part))
