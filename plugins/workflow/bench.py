"""Benchmark: prints figures, and judges none; a machine's clock is no test."""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from .build import check, environment

SIZES: Final = (10, 1_000, 10_000)
BUILDS: Final = 5

ENTRY: Final = """\
@inproceedings{{key{n},
  author          = {{Zhao, Anhao and M{{\\"u}}ller, J{{\\"o}}rg {n} and Ye, Fanghua and Shen, Xiaoyu}},
  author+an       = {{1=equal; 2=equal; 4=corresponding}},
  title           = {{From {{LLMs}} to {{LRMs}} {n}: Rethinking Pruning in $O(n^2)$ for Caf\\'es}},
  booktitle       = {{Proceedings of the 2025 Conference on Empirical Methods}},
  eventtitle      = {{EMNLP}},
  date            = {{2025-11}},
  pages           = {{{n}--{n}}},
  abstract        = {{{abstract}}},
  url             = {{https://example.org/{n}}},
  code            = {{https://example.org/code/{n}}},
}}
"""
ABSTRACT: Final = "An abstract of some length, as they usually are in such files, with words. " * 8


def read_papers(count: int) -> dict[str, float]:
    """Read ``count`` made-up entries; return the seconds and the peak memory of this process in MiB."""
    from publications.parser import Options, parse

    text = "\n".join(ENTRY.format(n=n, abstract=ABSTRACT) for n in range(count))
    options = Options(["Anhao Zhao"], {"equal": "*", "corresponding": "†"}, Path("content"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    papers, problems = parse(text, options, "bench.bib")
    seconds = time.perf_counter() - start
    wrong = [problem for problem in problems if problem.is_error]
    if len(papers) != count or wrong:
        raise RuntimeError(f"{len(papers)} papers of {count} were read: {wrong[:3]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {"seconds": seconds, "peak": peak / unit, "grown": (peak - before) / unit}


def stock_pelican(root: Path) -> float:
    """Build the project's news with Pelican as it comes, and its own theme; return the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(root / "content" / "news", project / "content")
        for article in (project / "content").glob("*.md"):
            text = article.read_text(encoding="utf-8")
            article.write_text(f"Title: {article.stem}\nDate: 2025-11-01\n\n{text}", encoding="utf-8")
        command = [sys.executable, "-m", "pelican", "content", "-o", "output", "-q"]
        start = time.perf_counter()
        subprocess.run(command, cwd=project, check=True, capture_output=True)
        return time.perf_counter() - start


def whole_build(root: Path) -> float:
    """Build the project into a temporary folder; return the seconds."""
    start = time.perf_counter()
    if not check(root).succeeded:
        raise RuntimeError("the site has errors; see invoke check")
    return time.perf_counter() - start


def bench(root: Path) -> None:
    """Print how fast papers are read, with how much memory, and how long builds take."""
    print("Reading papers, from text to objects:")
    print(f"{'papers':>8} {'seconds':>9} {'per second':>11} {'peak MiB':>9} {'grown by':>9}")
    for size in SIZES:
        command = [sys.executable, "-m", "workflow.bench", str(size)]
        run = subprocess.run(command, env=environment(root), check=True, capture_output=True, text=True)
        figures = json.loads(run.stdout)
        print(
            f"{size:>8,} {figures['seconds']:>9.3f} {size / figures['seconds']:>11,.0f} "
            f"{figures['peak']:>9.0f} {figures['grown']:>9.0f}"
        )
    print(f"\nWhole builds, median of {BUILDS}, seconds:")
    print(f"  this site                          {median(whole_build(root) for _ in range(BUILDS)):.2f}")
    print(f"  stock Pelican, its theme, news only {median(stock_pelican(root) for _ in range(BUILDS)):.2f}")


if __name__ == "__main__":
    print(json.dumps(read_papers(int(sys.argv[1]))))
