"""The labels in a file of openFDA JSON: one object, or those of a list, alone or in `results`; and checks of their fields' types."""

import codecs
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

import msgspec

from kg.errors import NoLabelError, SourceError

Entry = Mapping[str, object]
"""The fields of a label, unchecked."""

MOST_TEXTS = 200
"""How many texts a field may hold; those of labels hold at most about 30."""

MOST_CHARACTERS = 300_000
"""How many characters a text may have; those of labels have at most about 76,000."""

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""With what JSON in UTF-16 begins."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_PRINTED_ASCII = bytes(range(ord(" "), ord("~") + 1))
EXPECTED = "a drug label as openFDA serves it: an object with fields such as indications_and_usage"


def entries_of(name: str, data: bytes) -> tuple[object, ...]:
    """What some bytes hold: a label, or a list with at least one, beside which other things may stand.

    Raises SourceError if they hold no label. `entry_of` tells a label from anything else.
    """
    parsed = _parsed(name, data)
    results: Sequence[object] = parsed if isinstance(parsed, list) else (parsed,)
    if isinstance(parsed, dict) and "results" in parsed:
        results = parsed["results"]
        if not isinstance(results, list):
            raise SourceError(f"results is {kind_of(results)}", where=name, expected="a list of labels")
        if not results:
            raise NoLabelError("results holds no label", where=name, expected="at least one")
    if not any(isinstance(one, dict) for one in results):
        what = parsed if isinstance(parsed, list) else results[0]
        raise NoLabelError(f"JSON that holds no label: {kind_of(what)}", where=name, expected=EXPECTED)
    return tuple(results)


def entry_of(name: str, held: object) -> Entry:
    """A label among what some bytes hold; raises SourceError for anything else."""
    if not isinstance(held, dict):
        raise SourceError(f"{kind_of(held)} in place of a label", where=name, expected=EXPECTED)
    return held


def texts_of(name: str, field: str, value: object, *, broken: bool = False) -> tuple[str, ...]:
    """The texts of a field, which openFDA gives in a list, with single blanks between words.

    In texts that are `broken`, which tables are, more blanks than one are kept: they stand for breaks of lines. Raises SourceError, naming the field, for anything else, for more of them or longer ones than labels have, and for
    control characters and halves of surrogate pairs.
    """
    if not isinstance(value, list):
        raise SourceError(f"{field} is {kind_of(value)}", where=name, expected="a list of texts")
    if len(value) > MOST_TEXTS:
        raise SourceError(f"{field} holds {len(value):,} texts", where=name, expected=f"at most {MOST_TEXTS:,}")
    for text in value:
        if not isinstance(text, str):
            raise SourceError(f"{field} holds {kind_of(text)}", where=name, expected="texts only")
        if len(text) > MOST_CHARACTERS:
            what = f"{field} holds a text of {len(text):,} characters"
            raise SourceError(what, where=name, expected=f"at most {MOST_CHARACTERS:,}")
    return tuple([_spaced(name, field, text, broken=broken) for text in value])


def _spaced(name: str, field: str, text: str, *, broken: bool) -> str:
    """A text with single blanks between words, as openFDA serves nearly all: no white space but " " is printable.

    Bytes are looked over in half the time that characters take, few of which are not in ASCII.
    """
    encoded = text.encode("utf-8", "surrogatepass")
    printable = encoded.translate(None, _PRINTED_ASCII).decode("utf-8", "surrogatepass").isprintable()
    if printable and (broken or b"  " not in encoded):
        return text
    odd = None if printable else _NO_TEXT.search(text)
    if odd:
        what = f"{field} holds U+{ord(odd.group()):04X}, which is no character of a text, at {odd.start():,}"
        raise SourceError(what, where=name, expected="printed characters")
    return " ".join(text.split())


def kind_of(value: object) -> str:
    """What a value of JSON is, in words."""
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _parsed(name: str, data: bytes) -> object:
    """What some JSON holds. `msgspec` reads it in less than half the time; what it refuses, `json` reads or tells why not."""
    parsed: object
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        parsed = msgspec.json.decode(data)
        return parsed
    try:
        parsed = json.loads(data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig"))
    except UnicodeDecodeError as error:
        what = f"not {error.encoding.upper()} text: byte {error.start + len(data) - len(error.object)}"
        raise SourceError(what, where=name, expected="JSON in UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        remedy = "get the whole file, if it was cut off"
        raise SourceError(f"broken JSON: {error.msg}, {where}", where=name, expected=EXPECTED, remedy=remedy) from error
    except RecursionError as error:
        raise SourceError("JSON nested too deeply", where=name, expected=EXPECTED) from error
    except ValueError as error:
        raise SourceError(f"a number out of bounds: {error}", where=name, expected=EXPECTED) from error
    return parsed
