"""Shares of patients with their counts in running text: "23/164 patients (14%)"."""

from collections.abc import Iterator

from ingest.count_statistics import counted_shares
from ingest.named_arms import arm_of_share
from ingest.names import ProductName, product_name
from ingest.passages import Passage
from ingest.patient_rates import patient_rates
from ingest.printed_numbers import number_spans
from ingest.reading import Reading
from ingest.share_context import contexts_by_start, grade_token, words_behind_share
from kg.codes import Form
from kg.facts import CountStatistic

_SECTIONS = ("boxed", "5", "6", "7", "8", "12", "14")


def extract(reading: Reading) -> Iterator[CountStatistic]:
    """One statement per count with number of patients and percent, in the sections that report studies and in a guide."""
    product = product_name(reading.document)
    for passage in reading.guide_and(*_SECTIONS):
        yield from _statistics(reading, passage, product)


def _statistics(reading: Reading, passage: Passage, product: ProductName | None) -> Iterator[CountStatistic]:
    for sentence in passage.sentences:
        shares = counted_shares(sentence)
        contexts = contexts_by_start(sentence, shares, patient_rates(passage, sentence)) if shares else {}
        for share in shares:
            context = contexts[share.tokens.start]
            grade = grade_token(sentence, share.tokens, context.grade)
            yield CountStatistic(
                evidence=(passage.evidence(sentence),),
                values=number_spans(passage, share.numbers if grade is None else (*share.numbers, grade)),
                read_by="statistic.counted_share",
                form=Form.TABLE if passage.table else Form.SENTENCE,
                event=context.event,
                arm=context.arm or arm_of_share(words_behind_share(sentence, share.tokens), passage.text.text, product),
                grade=context.grade,
                study=reading.study_of(passage, sentence),
                count=share.count,
                n=share.n,
                percent=share.percent,
            )
