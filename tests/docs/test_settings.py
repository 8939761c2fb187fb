"""docs/settings.md lists exactly the settings of the code."""

from pathlib import Path

from kg.settings import settings_list

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def test_page_lists_every_setting_with_its_default_and_sentence() -> None:
    expected = [f"| `{each.variable}` | `{each.default}` | {each.sentence} |" for each in settings_list()]
    found = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert found == expected
