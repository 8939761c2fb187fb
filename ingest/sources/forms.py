"""The forms of file that a label comes in, told by their content, and the reader of each."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from ingest.document import Document
from ingest.sources.archive import is_zip, read_zip
from ingest.sources.bounds import check_bounds, check_identifier
from ingest.sources.chapters import chapters_of
from ingest.sources.layout.columns_reader import is_columns, read_columns
from ingest.sources.openfda import is_openfda, read_all_openfda, read_openfda
from ingest.sources.pdf import is_pdf, read_pdf
from ingest.sources.spl import is_spl, read_spl
from ingest.sources.text import read_text
from kg.errors import SourceError

MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of file: whether data are in it, and how they are read; `read_all` for a form that may hold several labels."""

    name: str
    is_form: Callable[[bytes], bool]
    read: Callable[[str, bytes], Document]
    read_all: Callable[[str, bytes], Iterator[Document]] | None = None


FORMS = (
    Form(name="openFDA JSON", is_form=is_openfda, read=read_openfda, read_all=read_all_openfda),
    Form(name="zip of SPL", is_form=is_zip, read=read_zip),
    Form(name="SPL", is_form=is_spl, read=read_spl),
    Form(name="PDF", is_form=is_pdf, read=read_pdf),
    Form(name="text in columns", is_form=is_columns, read=read_columns),
    Form(name="text", is_form=lambda _: True, read=read_text),
)
"""The first form that data are in is the one they are read as; text is last, since it refuses what is no text."""


def read(path: Path) -> Document:
    """The label that a file holds, in whatever form. Raises SourceError, before anything is kept, if it cannot be read."""
    data = _bytes(path)
    return _finished(_form(data).read(_name(path), data))


def read_all(path: Path) -> Iterator[Document]:
    """The labels that a file holds: one, or as many as the `results` of openFDA list.

    Raises SourceError if the file cannot be read; and in place of each label that cannot, while `next` gives those behind
    it to whoever catches that.
    """
    data = _bytes(path)
    form, name = _form(data), _name(path)
    documents = form.read_all(name, data) if form.read_all else map(form.read, (name,), (data,))
    return map(_finished, documents)


def _finished(document: Document) -> Document:
    """A document with its chapters. Raises SourceError for more text than a label has, and identifiers that are none."""
    check_bounds(document.name, document.text)
    check_identifier(document.name, "set id", document.set_id)
    check_identifier(document.name, "version", document.version)
    return replace(document, chapters=chapters_of(document.sections))


def _name(path: Path) -> str:
    """The name of a file; its bytes that are no UTF-8, which no graph can hold, as they are written in code."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def _form(data: bytes) -> Form:
    return next(form for form in FORMS if form.is_form(data))


def _bytes(path: Path) -> bytes:
    where = str(path)
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise SourceError("not a file", where=where, expected="a label", remedy="name one file")
        if status.st_size > MOST_BYTES:
            raise SourceError(
                f"the file has {status.st_size:,} bytes",
                where=where,
                expected=f"at most {MOST_BYTES:,}, more than any label has",
                remedy="give the label alone",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("no such file", where=where, expected="a label", remedy="check the path") from error
    except PermissionError as error:
        raise SourceError("the file may not be read", where=where, remedy="check its permissions") from error
    except OSError as error:
        reason = error.strerror or "the system refuses it"
        raise SourceError(f"the file cannot be read: {reason}", where=where, remedy="check the path") from error
