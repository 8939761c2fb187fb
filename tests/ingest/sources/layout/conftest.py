"""Real PDFs as text that keeps columns."""

import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(params=["fda_lisinopril_highlights_2025", "fda_metformin_highlights_2026", "fda_warfarin_label_2025"])
def layout_text(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Path:
    """What `pdftotext -layout` takes out of a real PDF, as a file."""
    command = shutil.which("pdftotext")
    if command is None:
        pytest.fail("pdftotext is missing: install poppler-utils")
    path = tmp_path / f"{request.param}.txt"
    pdf = shared / "labels" / "pdf" / f"{request.param}.pdf"
    subprocess.run([command, "-layout", str(pdf), str(path)], check=True)  # noqa: S603
    return path
