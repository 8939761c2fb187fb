"""What is to be done, or never done, with the product and its solutions: light, shaking, freezing, mixing, disposal."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading, is_within
from ingest.state import state_at
from ingest.temperature import fahrenheit, warmths
from ingest.tokens import quantity_of
from kg.codes import Form, HandlingAdvice, ProductState
from kg.facts import Handling

_SECTIONS = ("2", "3", "16")


def extract(reading: Reading) -> Iterator[Handling]:
    """One per instruction of sections 2, 3 and 16, their tables, or a guide, with the state of the product it is about."""
    for passage in reading.guide_and(*_SECTIONS, cells=True):
        for sentence in passage.sentences:
            for match in patterns("handling").find(sentence):
                yield _handling(passage, sentence, match)


def _handling(passage: Passage, sentence: TokenSpan, match: Match) -> Handling:
    advice = HandlingAdvice(match.pattern.gives["advice"])
    rest = sentence.doc[match.tokens.end : sentence.end] if advice is HandlingAdvice.WARM_TO_ROOM_TEMPERATURE else ()
    time = next((token for token in rest if token.ent_type_ == Dimension.DURATION.value), None)
    warmth = next(warmths(rest), None)
    duration = quantity_of(time) if time is not None else None
    read = [*([time] if time is not None else []), *(warmth.tokens if warmth else ())]
    return Handling(
        evidence=(passage.evidence(sentence),),
        values=tuple(passage.token_span(token) for token in (*read, *fahrenheit(rest))),
        read_by=f"handling.{match.pattern.id}",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        advice=advice,
        state=_state(passage, match, advice),
        duration=duration.value if duration else None,
        duration_unit=duration.unit if duration else None,
        temp_low_c=warmth.low if warmth else None,
        temp_high_c=warmth.high if warmth else None,
    )


def _state(passage: Passage, match: Match, advice: HandlingAdvice) -> ProductState | None:
    """The state that the words before tell, or the section; a hazardous drug is one in every state."""
    if advice is HandlingAdvice.HAZARDOUS_DRUG:
        return None
    if is_within(passage.chapter, ("3", "16")):
        return ProductState.UNOPENED
    return state_at(passage, match.tokens)
