"""What is to be done, or never done, with the product and its solutions: light, shaking, freezing, mixing, disposal."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.document import Part
from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading, is_within
from ingest.state import state_at
from ingest.tokens import quantity_of
from kg.codes import Form, HandlingAdvice, ProductState
from kg.facts import Handling

_SECTIONS = ("2", "3", "16")


def extract(reading: Reading) -> Iterator[Handling]:
    """One per instruction of sections 2, 3 and 16, their tables, or a guide, with the state of the product it is about."""
    for passage in (*reading.passages, *reading.cells):
        if passage.part is Part.GUIDE or (passage.part is Part.FULL and is_within(passage.section, _SECTIONS)):
            for sentence in passage.sentences:
                for match in patterns("handling").find(sentence):
                    yield _handling(passage, sentence, match)


def _handling(passage: Passage, sentence: TokenSpan, match: Match) -> Handling:
    advice = HandlingAdvice(match.pattern.gives["advice"])
    time = _time_after(sentence, match) if advice is HandlingAdvice.WARM_TO_ROOM_TEMPERATURE else None
    duration = quantity_of(time[0]) if time is not None else None
    return Handling(
        evidence=(passage.evidence(sentence),),
        values=(passage.span(time),) if time is not None else (),
        read_by=f"handling.{match.pattern.id}",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        advice=advice,
        state=_state(passage, match),
        duration=duration.value if duration else None,
        duration_unit=duration.unit if duration else None,
    )


def _time_after(sentence: TokenSpan, match: Match) -> TokenSpan | None:
    """The first duration of the sentence after a match."""
    following = (token for token in sentence if token.i >= match.tokens.end)
    found = next((token for token in following if token.ent_type_ == Dimension.DURATION.value), None)
    return sentence.doc[found.i : found.i + 1] if found is not None else None


def _state(passage: Passage, match: Match) -> ProductState | None:
    if is_within(passage.section, ("3", "16")):
        return ProductState.UNOPENED
    return state_at(passage, match.tokens)
