"""What a client would like to be answered in."""

from collections.abc import Sequence

from starlette.requests import Request

HTML = "text/html"


def accepted(request: Request) -> Sequence[str]:
    """The media types of the Accept header, the most wanted first; those with q=0 left out.

    Types of equal weight stay in the order of the header.
    """
    types = [_weighed(part) for part in request.headers.get("accept", "").split(",") if part.strip()]
    return [media_type for media_type, weight in sorted(types, key=lambda pair: -pair[1]) if weight > 0]


def is_browser(request: Request) -> bool:
    """Whether HTML is what the client wants most, as browsers do."""
    return next(iter(accepted(request)), "") in (HTML, "application/xhtml+xml")


def _weighed(part: str) -> tuple[str, float]:
    media_type, *parameters = (piece.strip() for piece in part.split(";"))
    weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    return media_type.lower(), float(weight) if weight.replace(".", "", 1).isdigit() else 0.0
