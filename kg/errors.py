"""Errors: one root, one class per reason, each message saying what, where, what was expected and what to do."""


class LabelgraphError(Exception):
    """The root of every error that labelgraph raises on purpose.

    >>> str(LabelgraphError("not a label", where="notes.txt", expected="prescribing information", remedy="check the file"))
    'notes.txt: not a label; expected prescribing information; check the file'
    """

    def __init__(self, what: str, *, where: str | None = None, expected: str | None = None, remedy: str | None = None):
        self.what, self.where, self.expected, self.remedy = what, where, expected, remedy
        clauses = [what, f"expected {expected}" if expected else "", remedy or ""]
        message = "; ".join(clause for clause in clauses if clause)
        super().__init__(f"{where}: {message}" if where else message)


class SourceError(LabelgraphError):
    """Raised when a source cannot be read as a label: missing, empty, binary, too large, cut off or no label."""


class NoLabelError(SourceError):
    """Raised when a source is something else than a label: a picture, a note, data of another kind."""


class KnowledgeError(LabelgraphError):
    """Raised when an entry of a lexicon, pattern or context file is malformed or fails its own examples."""


class UnknownTermError(LabelgraphError):
    """Raised when code names a term that the ontology does not define."""


class ValidationError(LabelgraphError):
    """Raised when a label's graph violates the SHACL shapes; nothing of it is stored."""


class StoreError(LabelgraphError):
    """Raised when the graph store is missing, locked or not a store."""


class StoreChangedError(StoreError):
    """Raised when a store that is served is asked after somebody wrote to it."""


class SearchUnavailableError(StoreError):
    """Raised when the index of words that searches ask is missing or older than the store, and cannot be written."""


class QueryError(LabelgraphError):
    """Raised when a query is unknown, malformed or given wrong parameters."""


class QueryTimeoutError(QueryError):
    """Raised when a query ran past its time limit and was stopped."""


class TooCostlyError(QueryError):
    """Raised when a query asks for more than a limit allows; the message names the limit."""


class NotFoundError(QueryError):
    """Raised when a query names a label or fact that the graph does not hold."""


class PatientError(LabelgraphError):
    """Raised when what is said of a patient makes no sense: an unknown unit, a negative count, a grade above 5."""


class ReasonerError(LabelgraphError):
    """Raised when the reasoner cannot run, or statements are no OWL that it takes."""
