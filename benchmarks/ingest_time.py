"""What the ingest of one document takes, from file to validated graph on disk.

    python -m benchmarks.ingest_time SOURCE

Prints seconds and peak memory of the whole command, and of the work alone in a process that has started up, beside
their bars. Ends with status 1 if either process takes more memory than its bar; seconds are for a reader to judge, since
a busy machine takes longer.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.bars import read_bars
from ingest.pipeline import read_label, store_label

LABELGRAPH = [sys.executable, "-m", "cli"]


def main(source: Path) -> int:
    """Measure one document; the exit status."""
    bars = read_bars()
    with tempfile.TemporaryDirectory() as folder:
        whole = _seconds(lambda: _ingest_as_command(source, Path(folder) / "command"))
        work = _seconds(lambda: _ingest_here(source, Path(folder) / "work"))
    whole_memory, work_memory = _megabytes(resource.RUSAGE_CHILDREN), _megabytes(resource.RUSAGE_SELF)
    print(f"whole command    {whole:6.2f} s  {whole_memory:6.0f} MB")
    print(f"after start-up   {work:6.2f} s  {work_memory:6.0f} MB")
    print(f"bars             {bars.ingest_seconds:6.2f} s  {bars.ingest_megabytes:6.0f} MB")
    return 0 if max(whole_memory, work_memory) < bars.ingest_megabytes else 1


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ingest_as_command(source: Path, store: Path) -> None:
    command: list[str | Path] = [*LABELGRAPH, "ingest", source, "--store", store]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def _ingest_here(source: Path, store: Path) -> None:
    store_label(read_label(source), store)


def _megabytes(whose: int) -> float:
    """Peak resident memory; Linux counts it in KiB, macOS in bytes."""
    peak = resource.getrusage(whose).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="What the ingest of one document takes.")
    parser.add_argument("source", type=Path)
    sys.exit(main(parser.parse_args().source))
