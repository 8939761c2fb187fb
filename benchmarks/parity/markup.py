"""SPL's markup of running text and tables as HTML: styles, lists, raised characters, notes, rules of cells."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ingest.sources.spl.parsing import tag

_SIGNS = "*†‡§¶#"
_SAME = {
    **{name: name for name in ("sup", "sub", "tr", "td", "th", "thead", "tbody", "colgroup", "col")},
    "paragraph": "p",
    "item": "li",
}
_LEFT_OUT = ("renderMultiMedia",)
_STYLES = {"bold": "bold", "italics": "italics", "underline": "underline", "emphasis": "italics"}
_RULES = {"lrule": "left", "rrule": "right", "toprule": "top", "botrule": "bottom"}
_ORDERED = {
    "arabic": "decimal",
    "bigalpha": "upper-alpha",
    "littlealpha": "lower-alpha",
    "bigroman": "upper-roman",
    "littleroman": "lower-roman",
}
_BULLETS = {"circle": "circle", "square": "square"}
_ATTRIBUTES = ("rowspan", "colspan", "align", "valign", "width", "span")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Notes:
    """The notes of a table or section that stand where they are referred to, each with its sign."""

    signs: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, element: etree._Element) -> str:
        """The sign of a note that is met for the first time."""
        count = len(self.texts)
        sign = _SIGNS[count % len(_SIGNS)] * (1 + count // len(_SIGNS))
        self.signs[element.get("ID") or ""] = sign
        self.texts.append((sign, _inside(element, Notes())))
        return sign

    def printed(self, element: str) -> str:
        """All notes, each in an HTML element of its own."""
        return "".join(f"<{element}><sup>{sign}</sup> {text}</{element}>" for sign, text in self.texts)


def text_html(element: etree._Element) -> str:
    """The HTML of a text: its contents, and below them the notes that are referred to outside tables."""
    notes = Notes()
    return f"<div>{_inside(element, notes)}{notes.printed('p')}</div>"


def inline_html(element: etree._Element) -> str:
    """The HTML of a title: its words with their styles, without an element around them."""
    return _inside(element, Notes())


def table_html(table: etree._Element) -> str:
    """A table as DailyMed sets it: the rules that the cells ask for, or, where none does, a rule around each cell."""
    notes, ruled = Notes(), any(_rules(element) for element in table.iter())
    caption = "".join(f"<p class='caption'>{_inside(part, notes)}</p>" for part in table if tag(part) == "caption")
    parts = [part for part in table if tag(part) in ("colgroup", "col", "thead", "tbody", "tr", "tfoot")]
    feet = [part for part in parts if tag(part) == "tfoot"]
    rows = "".join(_element(part, notes) for part in parts if part not in feet)
    rows += "".join(f"<tbody>{_inside(part, notes)}</tbody>" for part in feet)
    below = f"<div class='notes'>{notes.printed('p')}</div>" if notes.texts else ""
    return f"{caption}<table{_attributes(table)} class='{'' if ruled else 'boxed'}'>{rows}</table>{below}"


def _inside(element: etree._Element, notes: Notes) -> str:
    written = [_text(element.text)]
    for child in element:
        written += [_element(child, notes), _text(child.tail)]
    return "".join(written)


def _text(text: str | None) -> str:
    return html.escape(_SPACE.sub(" ", text)) if text else ""


def _element(element: etree._Element, notes: Notes) -> str:
    """An element in HTML; images are left out, and what is not known is set as its contents."""
    name = tag(element)
    if name in _LEFT_OUT:
        return ""
    if name in _WRITTEN:
        return _WRITTEN[name](element, notes)
    same = _SAME.get(name, "span")
    return f"<{same}{_attributes(element)}{_class(element)}>{_inside(element, notes)}</{same}>"


def _attributes(element: etree._Element) -> str:
    values = ((key, element.get(key)) for key in _ATTRIBUTES)
    return "".join(f" {key}='{html.escape(value)}'" for key, value in values if value)


def _note(element: etree._Element, notes: Notes) -> str:
    return f"<sup>{notes.add(element)}</sup>"


def _note_again(element: etree._Element, notes: Notes) -> str:
    return f"<sup>{notes.signs.get(element.get('IDREF') or '', '')}</sup>"


def _list(element: etree._Element, notes: Notes) -> str:
    """A list; items that bring a sign of their own, as a caption, get no other."""
    items = [child for child in element if tag(child) == "item"]
    style = (element.get("styleCode") or "").split(" ")[0].lower()
    signed = any(tag(part) == "caption" for item in items for part in item)
    ordered = element.get("listType") == "ordered"
    shape = _ORDERED.get(style, "decimal") if ordered else _BULLETS.get(style, "disc")
    caption = "".join(f"<p>{_inside(part, notes)}</p>" for part in element if tag(part) == "caption")
    written = "".join(_element(item, notes) for item in items)
    return f"{caption}<ul style='list-style-type: {'none' if signed else shape}'>{written}</ul>"


def _rules(element: etree._Element) -> list[str]:
    return [side for rule, side in _RULES.items() if rule in (element.get("styleCode") or "").lower().split()]


def _class(element: etree._Element) -> str:
    codes = (element.get("styleCode") or "").lower().split()
    classes = [_STYLES[code] for code in codes if code in _STYLES] + _rules(element)
    return f" class='{' '.join(classes)}'" if classes else ""


_WRITTEN: Mapping[str, Callable[[etree._Element, Notes], str]] = {
    "table": lambda element, _: table_html(element),
    "br": lambda _, __: "<br>",
    "caption": lambda element, notes: f"<span{_class(element)}>{_inside(element, notes)}</span> ",
    "list": _list,
    "footnote": _note,
    "footnoteRef": _note_again,
}
