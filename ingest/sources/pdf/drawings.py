"""What is drawn on a page: lines (strokes, thin filled rectangles, edges of rectangles), and the bullets of lists."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import islice, pairwise

import pypdfium2
from pypdfium2 import raw

from ingest.document import Box
from ingest.sources.pdf.frame import Frame

MOST_DRAWN = 50_000
"""How many things may be drawn on a page, words with them; on those of labels it is about 3,000."""

_THIN = 3.5
_LEAST_LENGTH = 2.0
_SLANT = 1.0
_LEAST_DOT, _MOST_DOT = 1.5, 7.0
_DEEPEST = 5
_WHITE = 250
_MOST_SEGMENTS = 400

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """Lines, horizontal or vertical, and small filled dots or rings, as the bullets of lists are drawn."""

    rules: tuple[Box, ...]
    dots: tuple[Box, ...]


def drawings_of(page: pypdfium2.PdfPage, frame: Frame) -> Drawings | None:
    """What is drawn on the visible part of a page, but not in white; None if that is more than `MOST_DRAWN` things."""
    drawn = list(islice(_objects(page), MOST_DRAWN + 1))
    if len(drawn) > MOST_DRAWN:
        return None
    paths = (_path(found, frame, matrix) for kind, found, matrix in drawn if kind == raw.FPDF_PAGEOBJ_PATH)
    boxes = [found for path in paths for found in path if _is_on(found[1], frame)]
    return Drawings(
        rules=tuple(box for is_rule, box in boxes if is_rule), dots=tuple(box for is_rule, box in boxes if not is_rule)
    )


def has_image(page: pypdfium2.PdfPage) -> bool:
    """Whether a page shows an image, on itself or within a form."""
    return any(kind == raw.FPDF_PAGEOBJ_IMAGE for kind, _, _ in _objects(page))


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, raw.FPDF_PAGEOBJECT, Matrix]]:
    """What is on a page, on itself or within forms: its kind, and how it is turned into the page's coordinates."""
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from _within(raw.FPDFPage_GetObject(page.raw, index), _IDENTITY, 0)


def _within(drawn: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> Iterator[tuple[int, raw.FPDF_PAGEOBJECT, Matrix]]:
    kind = raw.FPDFPageObj_GetType(drawn)
    if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
        yield kind, drawn, outer
        return
    matrix = _times(_matrix(drawn), outer)
    yield kind, drawn, matrix
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        for index in range(raw.FPDFFormObj_CountObjects(drawn)):
            yield from _within(raw.FPDFFormObj_GetObject(drawn, index), matrix, depth + 1)


def _matrix(drawn: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """One transformation after another."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


@dataclass(frozen=True, slots=True)
class _Painting:
    """How a path is painted: filled in a colour, with a stroke of some width."""

    filled: bool
    stroke: float | None


def _path(drawn: raw.FPDF_PAGEOBJECT, frame: Frame, matrix: Matrix) -> Iterator[tuple[bool, Box]]:
    painting = _painting(drawn, matrix)
    if not painting.filled and painting.stroke is None:
        return
    for points, curved in _outlines(drawn, frame, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        whole = Box(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))
        width, height = whole.right - whole.left, whole.bottom - whole.top
        if _LEAST_DOT <= width <= _MOST_DOT and abs(width - height) < _SLANT:
            yield False, whole
        elif painting.filled and not curved and min(width, height) <= _THIN:
            yield True, whole
        elif not curved:
            yield from ((True, edge) for edge in _edges(points, painting.stroke or 0.0))


def _painting(drawn: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> _Painting:
    fill, stroke, width = c_int(), c_int(), c_float()
    raw.FPDFPath_GetDrawMode(drawn, byref(fill), byref(stroke))
    filled = bool(fill.value) and _is_seen(drawn, raw.FPDFPageObj_GetFillColor)
    stroked = bool(stroke.value) and _is_seen(drawn, raw.FPDFPageObj_GetStrokeColor)
    raw.FPDFPageObj_GetStrokeWidth(drawn, byref(width))
    scale = max(abs(matrix[0]) + abs(matrix[1]), 0.01)
    return _Painting(filled=filled, stroke=width.value * scale if stroked else None)


def _is_seen(drawn: raw.FPDF_PAGEOBJECT, colour_of: object) -> bool:
    """Whether a colour is neither white nor transparent."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not callable(colour_of) or not colour_of(drawn, byref(red), byref(green), byref(blue), byref(alpha)):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _outlines(drawn: raw.FPDF_PAGEOBJECT, frame: Frame, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The corners of each part of a path, on the page, and whether it has curves."""
    a, b, c, d, e, f = matrix
    x, y, points = c_float(), c_float(), list[Point]()
    curved = False
    for index in range(min(raw.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _edges(points: list[Point], width: float) -> Iterator[Box]:
    """The horizontal and vertical lines between corners, as wide as they are drawn."""
    half = min(width, _THIN) / 2
    for (x, y), (other_x, other_y) in pairwise(points):
        left, right, top, bottom = min(x, other_x), max(x, other_x), min(y, other_y), max(y, other_y)
        if bottom - top <= _SLANT and right - left >= _LEAST_LENGTH:
            yield Box(left=left, top=top - half, right=right, bottom=bottom + half)
        elif right - left <= _SLANT and bottom - top >= _LEAST_LENGTH:
            yield Box(left=left - half, top=top, right=right + half, bottom=bottom)


def _is_on(box: Box, frame: Frame) -> bool:
    return box.right >= 0 and box.bottom >= 0 and box.left <= frame.width and box.top <= frame.height
