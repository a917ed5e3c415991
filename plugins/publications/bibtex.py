"""The syntax of a .bib file: from text to entries of raw field values, and a report of what is wrong.

The work is done by pybtex' low-level parser; this module adds where each entry and field stands, and a
recovery that loses no entry but the broken one. A line that begins an entry always does: whatever is
still open there is reported as not closed. So no error reaches further than its entry, and the time is
that of reading the file once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Final

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import Pattern, PrematureEOF, PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict

from .fields import OTHER_TYPES, REQUIRED, TYPE_ALIASES
from .model import Problem

TYPES: Final = frozenset((*REQUIRED, *TYPE_ALIASES, *OTHER_TYPES, "string", "preamble", "comment"))
# More than any journal's name; strings that double each other fill the memory otherwise.
LONGEST_STRING: Final = 100_000

_ENTRY_LINE: Final = re.compile(r"^[ \t]*@[ \t]*\w+\s*[{(]", re.MULTILINE)
_ENTRY: Final = re.compile(r"@[ \t]*(\w+)\s*[{(]")
# What XML, and so a feed, cannot hold.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WHITE_SPACE: Final = re.compile(r"\s+")
# What an open brace or quote swallows: the comma behind its field, or the beginning of another.
_FIELD_INSIDE: Final = re.compile(r'\n[ \t]*[\w+:-]+[ \t]*=[ \t]*(?:[{"]|$)|,\s*$')
# A name, and a value in braces with at most one level of braces inside, or a number.
_PLAIN_FIELD: Final = re.compile(
    r"(\s*)([A-Za-z][\w+:.-]*+)\s*=\s*(?:\{((?:[^{}]++|\{[^{}]*+\})*+)\}|(\d++))(?=\s*[,}])"
)
# What stands between entries although it belongs to one.
_LOST_FIELD: Final = re.compile(r'^[ \t]*(?:,|[\w+:-]+[ \t]*=[ \t]*[{"])', re.MULTILINE)
_LOST_TYPE: Final = re.compile(r"^[ \t]*(\w+)[ \t]*\{[ \t]*[^\s,{}=]+[ \t]*,", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as written: lower-case type and field names, raw values with white space folded.

    ``line`` is the entry's first (from 1), ``lines`` that of each field.
    """

    type: str
    key: str
    fields: dict[str, str]
    line: int
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, name: str) -> int:
        """Return the line of the field ``name``; the entry's if it has none."""
        return self.lines.get(name, self.line)


@cache
def _any_of(patterns: tuple[Pattern, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"({pattern.search.__self__.pattern})" for pattern in patterns))


class _Parser(LowLevelParser):  # type: ignore[misc]
    """pybtex' parser of one piece of a file, which notes problems and recovers from them."""

    pos: int
    lineno: int
    current_field_name: str | None

    def __init__(self, text: str, line: int, macros: dict[str, str], keys: dict[str, int]) -> None:
        super().__init__(text, macros=macros)
        self.lineno = line
        self.keys = keys
        self.problems: list[Problem] = []
        self.is_broken = False
        self.start_line = line
        self.lines: list[tuple[str, int]] = []
        self.is_in_value = False
        self.last_value = ""
        self.current_value: list[str] = []

    def skip_to(self, patterns: list[Pattern]) -> Token | None:
        """Move behind the first match of any pattern, in one search where pybtex makes one for each."""
        found = _any_of(tuple(patterns)).search(self.text, self.pos)
        if not found or found.lastindex is None:
            return None
        value = self.text[self.pos : found.end()]
        self.pos = found.end()
        self.update_lineno(value)
        return Token(value, patterns[found.lastindex - 1])

    def eat_whitespace(self) -> None:
        """Skip white space, without a search where there is none."""
        if not "!" <= self.text[self.pos : self.pos + 1] <= "~":
            super().eat_whitespace()

    def update_lineno(self, value: str) -> None:
        """Count lines; there is one kind of line end left."""
        self.lineno += value.count("\n")

    def parse_field(self) -> None:
        """Parse a field, and note where it stands."""
        if plain := _PLAIN_FIELD.match(self.text, self.pos):
            # What nearly all fields look like, in one match; pybtex takes seven steps.
            before, field_name, value, number = plain.groups()
            self.lines.append((field_name.lower(), self.lineno + before.count("\n")))
            self.lineno += plain[0].count("\n")
            self.pos = plain.end()
            self.current_field_name = field_name
            self.last_value = number or value
            self.current_value = [self.last_value]
        elif name := self.optional([self.NAME]):
            self.current_field_name = name.value
            self.lines.append((name.value.lower(), self.lineno))
            self.required([self.EQUALS])
            self.parse_value()

    def flatten_string(self, parts: Iterator[Token]) -> str:
        """Return what stands between braces or quotes; an error leaves the mark that they are open."""
        self.is_in_value = True
        self.last_value = str(super().flatten_string(parts))
        self.is_in_value = False
        return self.last_value

    def parse_string_body(self, body_end: Pattern) -> None:
        """Parse a @string; leave one out that has grown beyond all bounds."""
        super().parse_string_body(body_end)
        name = str(self.current_field_name)
        if len(self.macros[name]) > LONGEST_STRING:
            self.macros[name] = ""
            self._report(
                self.start_line, "", "", f'the string "{name}" is longer than {LONGEST_STRING} characters'
            )

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in their order; ``problems`` then holds what is wrong."""
        while self._go_to_entry():
            self.start_line, self.lines = self.lineno, []
            self.is_broken = self.is_in_value = False
            self.last_value = ""
            self.current_entry_key = self.current_field_name = None
            if re.compile(r"\s*comment\b", re.IGNORECASE).match(self.text, self.pos):
                self._skip_comment()
                continue
            try:
                command, body = self.parse_command()
            except PybtexSyntaxError as error:
                self.handle_error(error)
                continue
            if not self.is_broken and command.lower() not in ("string", "preamble"):
                yield from self._entry(command.lower(), *body)

    def _entry(self, entry_type: str, key: str, raw_fields: list[tuple[str, list[str]]]) -> Iterator[Entry]:
        if re.search(r'[={}"]', key):
            self.is_broken = True
            self._report(
                self.start_line, "", "", f"the entry has no key; write @{entry_type}{{key, before its fields"
            )
            return
        if first := self.keys.get(key.lower()):
            self._report(self.start_line, key, "", f"line {first} has an entry with this key; rename one")
            return
        self.keys[key.lower()] = self.start_line
        entry = Entry(entry_type, key, {}, self.start_line)
        for (name, line), (_, parts) in zip(self.lines, raw_fields, strict=False):
            if name in entry.fields:
                message = "stands twice in this entry, the first counts; remove one"
                self._report(line, key, name, message, is_error=False)
            else:
                entry.fields[name] = " ".join("".join(parts).split())
                entry.lines[name] = line
        yield entry

    def _report(self, line: int, key: str, field: str, message: str, *, is_error: bool = True) -> None:
        self.problems.append(Problem(line, key, field, message, is_error))

    def _go_to_entry(self) -> bool:
        """Move behind the next @ that no % comments out; say whether there is one.

        What stands before it is no entry: report what looks like a part of one.
        """
        gap, line = self.pos, self.lineno
        while self.skip_to([self.AT]):
            line_start = max(self.text.rfind("\n", gap, self.pos) + 1, gap)
            if "%" not in self.text[line_start : self.pos]:
                self.command_start = self.pos - 1
                self._look_for_lost(self.text[gap : self.command_start], line)
                return True
            if not self.skip_to([self.NEWLINE]):
                break
            self._look_for_lost(self.text[gap:line_start], line)
            gap, line = self.pos, self.lineno
        self._look_for_lost(self.text[gap:], line)
        return False

    def _look_for_lost(self, text: str, line: int) -> None:
        if self.is_broken:  # what was skipped belongs to an entry that is reported
            return
        if (found := _LOST_TYPE.search(text)) and found[1].lower() in TYPES:
            message = f"an entry begins with an @; write @{found[1]}"
        elif found := _LOST_FIELD.search(text):
            message = "this field is in no entry; is there a brace too many before it?"
        else:
            return
        self._report(line + text.count("\n", 0, found.start()), "", "", message)

    def _skip_comment(self) -> None:
        """Skip the braces of an @comment, as biber does, or the rest of its line."""
        if opening := re.compile(r"\s*comment\s*\{", re.IGNORECASE).match(self.text, self.pos):
            self.lineno += self.text.count("\n", self.pos, opening.end())
            self.pos = opening.end()
            try:
                self.flatten_string(self.parse_string(self.RBRACE))
            except PybtexSyntaxError as error:
                self.handle_error(error)
        elif not self.skip_to([self.NEWLINE]):
            self.pos = len(self.text)

    def handle_error(self, error: Any) -> None:
        """Note a syntax error, once for an entry, and move to where the next entry begins."""
        key = self.current_entry_key or ""
        field = (self.current_field_name or "").lower()
        if self.is_broken and self.problems:
            # A word that is no string, and then another: the value lacks its braces.
            self.problems.pop()
        self.is_broken = True
        if isinstance(error, UndefinedMacro):
            name = error.args[0]
            message = f'the string "{name}" is not defined; define it with @string, or put the text in braces'
            self._report(error.lineno, key, field, message)
            return
        is_open = isinstance(error, PrematureEOF) or error.args[0] == "unbalanced braces"
        if field and (self.is_in_value or _FIELD_INSIDE.search(self.last_value)):
            message = "the brace or quote that opens the value is not closed; close it"
            self._report(self.lines[-1][1] if self.lines else self.start_line, key, field, message)
        elif key and is_open:
            self._report(self.start_line, key, "", "the entry is not closed; end it with a brace")
        else:
            found = _WHITE_SPACE.sub(" ", self.text[self.pos : self.pos + 20]).strip()
            message = f'{error.args[0]}, found "{found}"; is a comma or a brace missing before it?'
            if key and not self.lines and found.startswith("="):
                message = "the entry has no key; write one, and a comma, before its fields"
                key = ""
            elif not key:
                message = f'an @ begins an entry, as in @article{{key, …}}: {error.args[0]}, found "{found}"'
            self._report(error.lineno if key else self.start_line, key, field, message)
        following = (
            found.start()
            for found in _ENTRY.finditer(self.text, max(self.pos, self.command_start + 1))
            if found[1].lower() in TYPES
        )
        position = next(following, len(self.text))
        self.lineno += self.text.count("\n", self.pos, position)
        self.pos = position


def parse(text: str) -> tuple[list[Entry], list[Problem]]:
    """Split the text of a .bib file into entries, and say what is wrong with it.

    A byte order mark and any kind of line end are accepted. Raises nothing.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"the control character {found[0]!r}, as copied from a PDF, is left out; remove it"
        problems.append(Problem(line, "", "", message, is_error=False))
        text = _CONTROL.sub("", text)
    starts = [0, *(found.start() for found in _ENTRY_LINE.finditer(text)), len(text)]
    macros, keys = CaseInsensitiveDict(month_names), dict[str, int]()
    entries, line = list[Entry](), 1
    for start, end in pairwise(starts):
        parser = _Parser(text[start:end], line, macros, keys)
        entries += parser.entries()
        problems += parser.problems
        line += text.count("\n", start, end)
    return entries, sorted(problems, key=lambda problem: problem.line)
