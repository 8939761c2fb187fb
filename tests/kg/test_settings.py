"""Settings: defaults, environment, and messages for values that cannot be read."""

from pathlib import Path

import pytest

from kg.settings import SettingError, Settings, read_settings, settings_list


def test_empty_environment_gives_the_defaults() -> None:
    assert read_settings({}) == Settings()


def test_environment_overrides_a_default() -> None:
    settings = read_settings({"LABELGRAPH_STORE": "/data/graph", "LABELGRAPH_QUERY_SECONDS": "2.5", "HOME": "/root"})
    assert (settings.store, settings.query_seconds) == (Path("/data/graph"), 2.5)


def test_unreadable_value_names_the_variable_and_the_value() -> None:
    with pytest.raises(SettingError, match=r"LABELGRAPH_PORT is 'web'; expected a value of type int"):
        read_settings({"LABELGRAPH_PORT": "web"})


def test_every_setting_has_a_sentence() -> None:
    assert all(setting.sentence.endswith(".") and setting.default for setting in settings_list())
