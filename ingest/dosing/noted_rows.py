"""Notes of tables whose mark stands at what a row is about: they hold for that row alone."""

from ingest.passages import Passage
from ingest.wording import telling_words, without_references


def noted_finding(passage: Passage, trigger: str) -> str | None:
    """What the one row with the mark of a note names, where the note's own trigger does not: "Hepatitis with tumor involvement¹"."""
    table = passage.table
    note = next((note for note in table.footnotes if note.text is passage.text), None) if table else None
    if table is None or note is None or note.marker is None:
        return None
    marked = [cell for cell in table.cells if note.marker in cell.markers and cell.row >= table.header_rows]
    if len(marked) != 1 or marked[0].column != 0 or marked[0].column_span == table.columns:
        return None
    named = " ".join(without_references(marked[0].words).split()).strip(" :")
    return named if named and not telling_words(named) <= telling_words(trigger) else None
