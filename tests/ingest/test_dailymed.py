import time
from collections.abc import Iterator

import pytest

from ingest.dailymed import DailyMed, FetchError
from kg.errors import LabelgraphError, NotFoundError
from tests.dailymed import BUSY, ENDLESS, GONE, HUGE, LABELERS, SET_IDS, Server, dailymed, spl


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with dailymed() as running:
        yield running


@pytest.fixture
def service(server: Server) -> DailyMed:
    return DailyMed(server.address, seconds=2.0)


def test_labels_of_a_name_are_listed_from_all_pages(service: DailyMed) -> None:
    found = service.labels("exampline")
    assert [one.set_id for one in found] == list(SET_IDS[:2])
    assert (found[0].version, found[0].published) == ("3", "Sep 26, 2012")
    assert LABELERS[0] in found[0].title


def test_labels_of_one_labeler_are_asked_for(service: DailyMed) -> None:
    assert [one.set_id for one in service.labels("exampline", labeler=LABELERS[1])] == [SET_IDS[1]]


@pytest.mark.parametrize("set_id", [SET_IDS[0], SET_IDS[1].upper(), BUSY])
def test_a_label_is_fetched_by_set_id_also_where_the_service_is_busy_at_first(service: DailyMed, set_id: str) -> None:
    assert service.label(set_id) == spl(set_id.lower())


def test_a_connection_that_is_cut_is_tried_again(service: DailyMed, server: Server) -> None:
    assert [one.set_id for one in service.labels("cut")] == [SET_IDS[0]]
    assert server.asked["cut"] == 2


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("limited", "not available \\(status 429\\); try again later"),
        ("refused", "answers with status 403; expected 200"),
        ("slow", "no answer in time"),
        ("dripping", "does not come to an end in time"),
        ("page", "the answer is text/html; expected application/json"),
        ("broken", "the answer is no JSON"),
        ("other", "no list of labels"),
    ],
)
def test_a_bad_answer_is_refused_in_time_with_its_address(service: DailyMed, name: str, sentence: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchError, match=sentence) as refused:
        service.labels(name)
    assert time.monotonic() - begun < 5
    assert f"/spls.json?drug_name={name}" in str(refused.value)


@pytest.mark.parametrize(
    ("set_id", "sentence"),
    [
        (GONE, "nothing there"),
        (HUGE, "too long; expected at most 10,000,000 bytes"),
        (ENDLESS, "too long; expected at most 10,000,000 bytes"),
        ("../spls", "'../spls' is no set id"),
    ],
)
def test_a_label_that_is_not_there_or_too_long_is_refused(service: DailyMed, set_id: str, sentence: str) -> None:
    with pytest.raises(LabelgraphError, match=sentence):
        service.label(set_id)


def test_a_name_without_labels_is_not_found(service: DailyMed) -> None:
    with pytest.raises(NotFoundError, match="lists no label of NOBODY for 'nothing'"):
        service.labels("nothing", labeler="NOBODY")


def test_without_a_connection_the_address_is_named_and_what_to_do() -> None:
    service = DailyMed("http://127.0.0.1:9/services/v2", seconds=1.0)
    with pytest.raises(FetchError, match=r"127.0.0.1:9.*cannot be reached.*; check the connection to the internet"):
        service.labels("exampline")


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(FetchError, match=r"cannot be reached|gives no answer"):
        DailyMed("nonsense", seconds=1.0).labels("exampline")
