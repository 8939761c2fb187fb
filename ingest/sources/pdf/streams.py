"""The streams of a PDF, in which its pages are packed: how large they are unpacked, told before a reader unpacks them."""

import re
import zlib

from kg.errors import SourceError

MOST_UNPACKED = 20_000_000
"""How many bytes a stream may unpack to; those of labels, images aside, have at most about 200,000."""

MOST_OF_ALL = 100_000_000
"""How many bytes all streams of a PDF may unpack to, images aside, which are not unpacked."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 2_000
_CHUNK, _STEP = 1 << 16, 1 << 20


def check_streams(name: str, data: bytes) -> None:
    """Raises SourceError, with the place in the file, if the streams of a PDF unpack to more than those of any label."""
    total = 0
    for match in _STREAM.finditer(data):
        begin = max(0, match.start() - _DICTIONARY)
        dictionary = data[max(begin, data.rfind(b"obj", begin, match.start())) : match.start()]
        most = min(MOST_UNPACKED, MOST_OF_ALL - total)
        size = 0 if b"/Image" in dictionary else _unpacked(data, match.end(), most)
        if size > most:
            raise SourceError(
                f"the streams of the PDF unpack to more than {total + most:,} bytes up to this one",
                where=f"{name}, byte {match.end():,}",
                expected=f"at most {MOST_UNPACKED:,} in each and {MOST_OF_ALL:,} in all, as labels have",
            )
        total += size


def _unpacked(data: bytes, start: int, most: int) -> int:
    """How many bytes a stream unpacks to, or some number beyond the most that it may; none where it is packed otherwise."""
    unpacker, size, packed = zlib.decompressobj(), 0, b""
    try:
        while size <= most and not unpacker.eof and (packed or start < len(data)):
            if not packed:
                packed, start = data[start : start + _CHUNK], start + _CHUNK
            size += len(unpacker.decompress(packed, _STEP))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return size
    return size
