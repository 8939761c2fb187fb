"""What is kept in the repository speaks of the project alone."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOME_OR_WORKPLACE = re.compile(r"(?<![\w.:/~-])/(?:home|Users|root|work|mnt|private)/[\w.-]+")
HOSTS = (("pypi", "org"), ("python" + "hosted", "org"), ("registry", "npmjs", "org"), ("deb", "debian", "org"))
REGISTRY = re.compile(
    "|".join(rf"\b{re.escape('.'.join(parts))}" for parts in HOSTS) + r"|(?:--(?:extra-)?index-url|--find-links)\s",
    re.IGNORECASE,
)


def _kept() -> list[Path]:
    """Files that are tracked or would be added."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def _text(path: Path) -> str | None:
    """The text of a file; None for a picture or another binary file."""
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8")


@pytest.mark.parametrize(("pattern", "what"), [(HOME_OR_WORKPLACE, "a path of one machine"), (REGISTRY, "a registry")])
def test_no_kept_file_names_a_place_of_one_machine(pattern: re.Pattern[str], what: str) -> None:
    for path in _kept():
        text = _text(path)
        found = pattern.search(text) if text is not None and path != Path(__file__) else None
        assert found is None, f"{path.relative_to(ROOT)} names {what}: {found.group() if found else ''}"


@pytest.mark.shared
def test_no_name_of_a_real_label_in_ingest_or_kg(shared: Path) -> None:
    names = _label_names(shared / "labels")
    assert len(names) > 300
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    known = re.compile(rf"(?i)(?<![a-z])(?:{alternatives})(?![a-z])")
    for path in _kept():
        if path.relative_to(ROOT).parts[0] in ("ingest", "kg"):
            found = known.search(f"{path.name}\n{_text(path) or ''}")
            assert found is None, f"{path.relative_to(ROOT)} names a label: {found.group() if found else ''}"


SALTS = {
    "sodium",
    "hydrochloride",
    "calcium",
    "magnesium",
    "tartrate",
    "mesylate",
    "maleate",
    "citrate",
    "sulfate",
    "olamine",
}
SPL_NAME = re.compile(
    r"<(?:manufacturedProduct|manufacturedMedicine|genericMedicine)[^>]*>\s*(?:<code[^>]*/>\s*)?<name>([^<]+)"
)


def _label_names(labels: Path) -> set[str]:
    """File, brand and generic names of the labels; of salts the name without the salt too."""
    names = {path.name.split(".")[0].replace("-", " ") for path in labels.glob("*/*.json") if "_" not in path.name}
    names |= {path.stem for path in labels.glob("*.txt")}
    for path in labels.glob("*/*.json"):
        entry = json.loads(path.read_text(encoding="utf-8"))["results"][0]["openfda"]
        names |= {name.casefold() for field in ("brand_name", "generic_name") for name in entry.get(field, ())}
    for path in labels.glob("spl/*.xml"):
        names |= {name.strip().casefold() for name in SPL_NAME.findall(path.read_text(encoding="utf-8"))}
    names = {name.partition(" (")[0] for name in names}
    return names | {
        name.rpartition(" ")[0] for name in names if name.rpartition(" ")[2] in SALTS and name.count(" ") == 1
    }
