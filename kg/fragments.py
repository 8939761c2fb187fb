"""Where words are printed in a PDF, written as fragments of it are (RFC 8118): "page=3&viewrect=36.0,102.5,520.1,12.0"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

CONFORMS_TO = "http://tools.ietf.org/rfc/rfc8118"

_SIZE = r"-?\d+(?:\.\d+)?"
_FRAGMENT = re.compile(
    rf"page=(?P<page>\d+)&viewrect=(?P<left>{_SIZE}),(?P<top>{_SIZE}),(?P<width>{_SIZE}),(?P<height>{_SIZE})"
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A box on a page, counted from 1, in points from the page's top left corner.

    >>> str(Fragment(3, 36, 102.5, 520.1, 12))
    'page=3&viewrect=36.0,102.5,520.1,12.0'
    """

    page: int
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, page: int, *, left: float, top: float, right: float, bottom: float) -> "Fragment":
        """The box between four edges, to a tenth of a point, as it is written.

        >>> Fragment.of(3, left=36, top=102.5, right=56.08, bottom=114.5)
        Fragment(page=3, left=36, top=102.5, width=20.1, height=12.0)
        """
        return cls(page, *(round(size, 1) for size in (left, top, right - left, bottom - top)))

    def __str__(self) -> str:
        sizes = (self.left, self.top, self.width, self.height)
        return f"page={self.page}&viewrect={','.join(f'{size:.1f}' for size in sizes)}"


def fragments(written: str | None) -> tuple[Fragment, ...]:
    """The fragments in some text, by page and from the top.

    >>> [fragment.page for fragment in fragments("page=4&viewrect=0.0,9.0,5.0,5.0 page=3&viewrect=0.0,700.0,5.0,5.0")]
    [3, 4]
    """
    found = (
        Fragment(int(match["page"]), *(float(match[name]) for name in ("left", "top", "width", "height")))
        for match in _FRAGMENT.finditer(written or "")
    )
    return in_order(found)


def in_order(boxes: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Boxes by page and from the top."""
    return tuple(sorted(boxes, key=lambda box: (box.page, box.top, box.left)))
