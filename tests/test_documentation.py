"""The README against the code."""

import re
from pathlib import Path

from publications import DEFAULTS
from publications.bibtex import parse as parse_syntax
from publications.fields import SHOWN
from publications.parser import DETAILS, Options, parse
from sites import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def code(text: str) -> list[str]:
    """Return the indented blocks of ``text``, without their indentation."""
    blocks = re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", text, re.MULTILINE)
    return [re.sub(r"^ {4}", "", block, flags=re.MULTILINE) for block in blocks]


def example() -> str:
    return next(block for block in code(section("Add a paper")) if "@article" in block)


def test_every_field_is_documented_and_every_documented_field_is_known() -> None:
    rows = re.findall(r"^\| (`[a-z].*?) \|", section("Add a paper").split("Settings, for")[0], re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert documented == SHOWN
    assert DETAILS <= SHOWN
    (entry,), problems = parse_syntax(example())
    assert problems == []
    assert {name for name in entry.fields if "+an" not in name} <= SHOWN
    assert {name for name in entry.fields if "+an" in name} == {
        "author+an",
        "author+an:homepage",
        "author+an:orcid",
    }


def test_example_is_good(tmp_path: Path) -> None:
    for name in re.findall(r"\{((?:papers|images)/[^}]+)\}", example()):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    roles = {role: mark for role, (mark, _) in DEFAULTS["PUBLICATIONS_ROLES"].items()}
    papers, problems = parse(example(), Options(["Ada Lovelace"], roles, tmp_path), "README.md")
    assert problems == []
    assert papers[0].title.plain == "The Engine in O(n): With Notes"
    assert papers[0].is_selected


def test_every_setting_is_documented() -> None:
    rows = re.findall(r"^\| (`[A-Z].*?) \|", section("Add a paper"), re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == set(DEFAULTS)


def test_commands_are_the_ones_that_ci_calls() -> None:
    commands = [line for block in code(section("Two commands")) for line in block.splitlines()]
    assert "pip install uv && uv run invoke test" in commands
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "pip install uv && uv run invoke test" in ci


def test_every_task_is_documented() -> None:
    tasks = re.findall(r"^@task.*?^def (\w+)\(", (ROOT / "tasks.py").read_text(), re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`uv run invoke (\w+)", section("Two commands"))) >= set(tasks)
