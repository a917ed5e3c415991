"""The syntax of a .bib file: from text to entries of raw field values, and a report of what is wrong.

The work is done by pybtex' low-level parser; this module adds where each entry stands, and a recovery
that loses no entry but the broken one: after a syntax error it goes on at the next line that begins an
entry, even if the broken entry's open brace had swallowed it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pybtex.database.input.bibtex import LowLevelParser, SkipEntry, UndefinedMacro, month_names
from pybtex.scanner import PrematureEOF, PybtexSyntaxError
from pybtex.utils import CaseInsensitiveDict

from .model import Problem

ENTRY_START: Final = re.compile(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", re.MULTILINE)
WHITE_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as written: lower-case type and field names, raw values with white space folded."""

    type: str
    key: str
    fields: dict[str, str]
    text: str
    line: int

    def line_of(self, field: str) -> int:
        """Return the line of the file (from 1) on which ``field`` begins; the entry's if it has none."""
        found = field and re.search(rf"(?<![\w+:-]){re.escape(field)}\s*=", self.text, re.IGNORECASE)
        return self.line + (self.text.count("\n", 0, found.start()) if found else 0)


class Parser(LowLevelParser):  # type: ignore[misc]
    """pybtex' parser of one file, which notes problems and recovers from them."""

    pos: int
    lineno: int

    def __init__(self, text: str) -> None:
        super().__init__(text, macros=CaseInsensitiveDict(month_names))
        self.problems: list[Problem] = []
        self.is_broken = False
        self.start_line = 1

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in the order of the file; ``problems`` then holds what is wrong."""
        lines: dict[str, int] = {}
        while self._go_to_entry():
            line = self.start_line = self.lineno
            self.is_broken = False
            try:
                command, body = self.parse_command()
            except SkipEntry:
                self._skip_comment()
                continue
            except PybtexSyntaxError as error:
                self.handle_error(error)
                continue
            entry_type = command.lower()
            if entry_type in ("string", "preamble"):
                continue
            key, raw_fields = body
            if self.is_broken:  # it is reported; what is left of it would only give more reports
                continue
            text = self.text[self.command_start : self.pos]
            entry = Entry(entry_type, key, {}, text, line)
            if first := lines.get(key.lower()):
                self._report(line, key, "", f"line {first} has an entry with this key; rename one")
                continue
            lines[key.lower()] = line
            self._fill(entry, raw_fields)
            yield entry

    def _fill(self, entry: Entry, raw_fields: list[tuple[str, list[str]]]) -> None:
        for written, parts in raw_fields:
            name = written.lower()
            if name in entry.fields:
                message = "stands twice in this entry, the first counts; remove one"
                self._report(entry.line_of(name), entry.key, name, message, is_error=False)
            else:
                entry.fields[name] = WHITE_SPACE.sub(" ", "".join(parts)).strip()

    def _report(self, line: int, key: str, field: str, message: str, *, is_error: bool = True) -> None:
        self.problems.append(Problem(line, key, field, message, is_error))

    def _go_to_entry(self) -> bool:
        """Move behind the next @ that no % comments out; say whether there is one."""
        while self.skip_to([self.AT]):
            line_start = self.text.rfind("\n", 0, self.pos) + 1
            if "%" not in self.text[line_start : self.pos]:
                self.command_start = self.pos - 1
                return True
            self.skip_to([self.NEWLINE])
        return False

    def _is_closed(self) -> bool:
        """Say whether the last value was read to its end, and has no other field inside."""
        value = "".join(self.current_value)
        return bool(value) and not re.search(r"\n\s*[\w+:-]+\s*=\s*[{\"]", value)

    def _skip_comment(self) -> None:
        """Skip the braces of an @comment, as biber does; BibTeX skips the word alone."""
        if self.text[self.pos - 1] == "{":
            try:
                self.flatten_string(self.parse_string(self.RBRACE))
            except PybtexSyntaxError as error:
                self.handle_error(error)

    def handle_error(self, error: Any) -> None:
        """Note a syntax error and move to where the next entry begins."""
        key = self.current_entry_key or ""
        field = (self.current_field_name or "").lower()
        if isinstance(error, UndefinedMacro):
            message = (
                f'the string "{error.args[0]}" is not defined; define it with @string, '
                "or put the text in braces"
            )
            self._report(error.lineno, key, field, message)
            return
        self.is_broken = True
        start_line = self.start_line
        entry = Entry("", key, {}, self.text[self.command_start : self.pos], start_line)
        following = ENTRY_START.search(self.text, self.command_start + 1)
        reached = following is not None and not self.text[self.pos : following.start()].strip()
        open_ended = isinstance(error, PrematureEOF) or error.args[0] == "unbalanced braces"
        if key and (reached or open_ended):
            if field and not self._is_closed():
                message = "the brace or quote that opens the value is not closed; close it"
                self._report(entry.line_of(field), key, field, message)
            else:
                self._report(start_line, key, "", "the entry is not closed; end it with a brace")
        else:
            found = WHITE_SPACE.sub(" ", self.text[self.pos : self.pos + 20]).strip()
            message = f'{error.args[0]}, found "{found}"; is a comma or a brace missing before it?'
            if not key:
                message = f'an @ begins an entry, as in @article{{key, …}}: {error.args[0]}, found "{found}"'
            self._report(error.lineno if key else start_line, key, field, message)
        self.pos = following.start() if following else len(self.text)
        self.lineno = start_line + self.text.count("\n", self.command_start, self.pos)


def parse(text: str) -> tuple[list[Entry], list[Problem]]:
    """Split the text of a .bib file into entries, and say what is wrong with it.

    A byte order mark and any kind of line end are accepted. Raises nothing.
    """
    parser = Parser(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    entries = list(parser.entries())
    return entries, sorted(parser.problems, key=lambda problem: problem.line)
