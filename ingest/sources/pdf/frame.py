"""The frame of a page: from the PDF's coordinates, whose origin may lie anywhere, to points from the top left corner."""

from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from ingest.document import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The visible part of a page in the PDF's coordinates, and by how many quarters it is turned clockwise for reading."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "Frame":
        rectangle = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, rectangle)
        left, right = sorted((rectangle.left, rectangle.right))
        bottom, top = sorted((rectangle.bottom, rectangle.top))
        return cls(left=left, bottom=bottom, right=right, top=top, quarters=raw.FPDFPage_GetRotation(page) % 4)

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the PDF stands, from the page's top left corner.

        >>> Frame(left=0, bottom=0, right=612, top=792).point(36, 748)
        (36, 44)
        >>> Frame(left=0, bottom=0, right=612, top=792, quarters=1).point(36, 748)
        (748, 36)
        """
        turned = (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )
        return turned[self.quarters]

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction of the PDF as read on the page: to the right and down."""
        return ((x, -y), (y, x), (-x, y), (-y, -x))[self.quarters]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the PDF as a box on the page."""
        (x, y), (other_x, other_y) = self.point(left, bottom), self.point(right, top)
        return Box(left=min(x, other_x), top=min(y, other_y), right=max(x, other_x), bottom=max(y, other_y))
