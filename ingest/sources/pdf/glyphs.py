"""The characters of a page with their places, sizes and fonts; those that are not shown are left out."""

import math
import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int, c_void_p, cast, create_string_buffer
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from ingest.sources.pdf.frame import Frame

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_STYLE_NAMED = re.compile(r"regular|roman|book|medium|light|normal", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18
_LEAST_SIZE = 1.0
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it stands on the page, in points from the top left corner; a blank has no characters in `text`."""

    text: str
    left: float = 0.0
    right: float = 0.0
    baseline: float = 0.0
    size: float = 0.0
    styles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Shown:
    """How the characters of a text object are shown: their size, styles, and the box that they are clipped to."""

    size: float
    styles: frozenset[str]
    clip: tuple[float, float, float, float] | None


@dataclass(slots=True, kw_only=True)
class GlyphReader:
    """Reads the characters of one page."""

    frame: Frame
    text: pypdfium2.PdfTextPage
    _fonts: dict[int, frozenset[str]] = field(default_factory=dict)
    _name: object = field(default_factory=lambda: create_string_buffer(_LONGEST_NAME))

    def glyphs(self) -> Iterator[Glyph]:
        """The characters in the order of the source, each blank and line end as a blank."""
        text, x, y, box = self.text.raw, c_double(), c_double(), raw.FS_RECTF()
        last, shown = None, None
        for index in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, index)
            character = chr(code) if code else ""
            drawn = raw.FPDFText_GetTextObject(text, index)
            address = cast(drawn, c_void_p).value
            if not character or character.isspace() or not address:
                yield Glyph("")
                continue
            if address != last:
                last, shown = address, self._shown(drawn, index)
            if shown is None:
                continue
            raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
            raw.FPDFText_GetLooseCharBox(text, index, byref(box))
            if shown.clip and not _is_within(x.value, y.value, shown):
                continue
            across = self.frame.box(box.left, box.bottom, box.right, box.top)
            yield Glyph(
                character, across.left, across.right, self.frame.point(x.value, y.value)[1], shown.size, shown.styles
            )

    def _shown(self, drawn: raw.FPDF_PAGEOBJECT, index: int) -> _Shown | None:
        """How a text object is shown; None if it is too small to be read, or does not run from left to right."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text.raw, index, byref(matrix))
        across, down = self.frame.direction(matrix.a, matrix.b)
        size = raw.FPDFText_GetFontSize(self.text.raw, index) * math.hypot(matrix.c, matrix.d)
        if size < _LEAST_SIZE or across <= 0 or abs(down) > across / 4:
            return None
        return _Shown(size, self._styles(raw.FPDFTextObj_GetFont(drawn)), _clip(drawn))

    def _styles(self, font: raw.FPDF_FONT) -> frozenset[str]:
        address = cast(font, c_void_p).value or 0
        if address not in self._fonts:
            self._fonts[address] = self._read_styles(font) if address else frozenset()
        return self._fonts[address]

    def _read_styles(self, font: raw.FPDF_FONT) -> frozenset[str]:
        """Bold and italics, by the font's name; by its weight and flags where the name tells nothing."""
        buffer, angle = create_string_buffer(_LONGEST_NAME), c_int()
        raw.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
        name, flags = buffer.value.decode("utf-8", "replace"), raw.FPDFFont_GetFlags(font)
        raw.FPDFFont_GetItalicAngle(font, byref(angle))
        heavy = raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT and not _STYLE_NAMED.search(name)
        bold = bool(_BOLD.search(name)) or heavy or bool(flags & _FORCE_BOLD_FLAG)
        italics = bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG) or angle.value != 0
        return frozenset(style for style, has in (("bold", bold), ("italics", italics)) if has)


def _is_within(x: float, y: float, shown: _Shown) -> bool:
    """Whether a character's baseline is inside the box that it is clipped to."""
    if shown.clip is None:
        return True
    left, bottom, right, top = shown.clip
    middle = y + shown.size / 4
    return left - shown.size <= x <= right and bottom <= middle <= top


def _clip(drawn: raw.FPDF_PAGEOBJECT) -> tuple[float, float, float, float] | None:
    """The box that an object is clipped to, in the PDF's coordinates: left, bottom, right, top; None if it is not."""
    clip = raw.FPDFPageObj_GetClipPath(drawn)
    paths = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    found: tuple[float, float, float, float] | None = None
    for path in range(max(0, paths)):
        xs, ys, x, y = list[float](), list[float](), c_float(), c_float()
        for index in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), byref(x), byref(y))
            xs.append(x.value)
            ys.append(y.value)
        if not xs:
            continue
        box = min(xs), min(ys), max(xs), max(ys)
        if found is not None:
            box = max(found[0], box[0]), max(found[1], box[1]), min(found[2], box[2]), min(found[3], box[3])
        found = box
    return found
