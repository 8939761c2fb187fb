"""The page of a label: Highlights in two columns, contents, boxed warning, full prescribing information."""

import html
from dataclasses import dataclass

_STYLE = """
@page { size: Letter; margin: 0.9in 0.8in; }
body { font: 10pt/1.25 "Liberation Serif", "Times New Roman", serif; margin: 0; }
h1, h2, h3, h4, h5 { font-size: 10pt; margin: 0.9em 0 0.4em; break-after: avoid; }
h1 { font-size: 11pt; }
p { margin: 0.4em 0; }
ul { margin: 0.3em 0; padding-left: 1.6em; }
sup, sub { font-size: 62%; line-height: 0; vertical-align: 0.33em; }
sub { vertical-align: -0.15em; }
.columns { column-count: 2; column-gap: 0.3in; font-size: 8pt; }
.columns h2 { font-size: 8pt; text-align: center; overflow: hidden; white-space: nowrap; }
.columns h2.wide { white-space: normal; }
.contents p { margin: 0.1em 0; }
.contents .below { padding-left: 1.5em; }
.full { break-before: page; }
.boxed-warning { border: 1.5pt solid black; padding: 0 0.6em; }
.boxed-warning h1 { text-align: center; }
table { border-collapse: collapse; margin: 0.4em 0 0.8em; font-size: 9pt; }
td, th { padding: 3pt 4pt; vertical-align: top; }
th { text-align: left; }
th[align=center] { text-align: center; }
td p, th p { margin: 0; }
tr { break-inside: avoid; }
.boxed td, .boxed th { border: 0.5pt solid black; }
.left { border-left: 0.5pt solid black; } .right { border-right: 0.5pt solid black; }
.top { border-top: 0.5pt solid black; } .bottom { border-bottom: 0.5pt solid black; }
.caption { break-after: avoid; }
.caption, .bold { font-weight: bold; } .italics { font-style: italic; } .underline { text-decoration: underline; }
.notes { font-size: 8pt; }
"""

_DASHES = "-" * 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A numbered heading as the contents list it: how deep it stands (1 for a section), and its words as HTML."""

    depth: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLabel:
    """A label as it is to be printed. The parts are HTML; `name` goes into the foot of each page."""

    name: str
    highlights: str
    headings: tuple[Heading, ...]
    full: str


def dashed(title: str) -> str:
    """A heading of Highlights between dashes, its title HTML."""
    return f"<h2{' class=wide' if len(title) > 40 else ''}>{_DASHES}{title}{_DASHES}</h2>"


def page_html(label: PrintedLabel) -> str:
    """The whole page. A label without Highlights begins with its full text."""
    highlights = contents = title = ""
    if label.highlights:
        highlights = f"<div class='columns'><h1>HIGHLIGHTS OF PRESCRIBING INFORMATION</h1>{label.highlights}</div>"
        lines = "".join(_line(heading) for heading in label.headings)
        heading = "<h1>FULL PRESCRIBING INFORMATION: CONTENTS*</h1>"
        remark = "<p>*Sections or subsections omitted from the full prescribing information are not listed.</p>"
        contents = f"<div class='full'><div class='columns contents'>{heading}{lines}{remark}</div></div>"
        title = "<h1>FULL PRESCRIBING INFORMATION</h1>"
    head = f"<meta charset='utf-8'><title>{html.escape(label.name)}</title><style>{_STYLE}</style>"
    body = f"{highlights}{contents}<div class='{'full' if title else ''}'>{title}{label.full}</div>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def _line(heading: Heading) -> str:
    return f"<p class='{'below' if heading.depth > 1 else 'bold'}'>{heading.words}</p>"
