from benchmarks.bars import read_bars
from benchmarks.fidelity import Figure


def test_every_label_has_bars_by_kind_and_for_captured_numbers() -> None:
    (label, *_) = read_bars().labels
    assert (label.bar("adverse_reaction"), label.bar("dose"), label.share_captured) == (1.0, 0.95, 0.95)
    assert label.chapters == ("1", "2", "3", "4", "5", "6", "7", "8", "14")


def test_ingest_reasoning_and_questions_have_bars_for_time_and_memory() -> None:
    bars = read_bars()
    assert (bars.ingest_seconds, bars.ingest_megabytes) == (3.0, 500)
    assert (bars.reasoning_seconds, bars.decision_milliseconds) == (20, 10)


def test_a_figure_reaches_its_bar_when_it_is_not_below() -> None:
    assert Figure(name="dose", bar=0.95, value=0.95, detail="").reached
    assert not Figure(name="dose", bar=1.0, value=0.9999, detail="").reached
