"""One run of Pelican, in a process of its own, whose only output is the list of what is wrong.

``python -m workflow.generate SETTINGS OUTPUT`` exits with 0 if the site in OUTPUT may be published and
with 1 if not. Pelican itself exits with 0 after most errors, and tells of them in a log.

Every build gets its own process because Pelican keeps plugins connected and messages de-duplicated for
as long as a process lives.
"""

import logging
import sys
import traceback
from pathlib import Path

import jinja2
import pelican


def describe(error: BaseException, root: Path) -> str:
    """Say in one line where in the project ``error`` arose, and what it says."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.message!r} in the theme"
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}: {error.msg}"
    # The last place in the project's own files, templates among them, on the way to the error.
    places = [
        f"{frame.filename}:{frame.lineno}: "
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(root) and "site-packages" not in frame.filename
    ]
    return f"{places[-1] if places else ''}{type(error).__name__}: {error}"


class Problems(logging.Handler):
    """Collects warnings and errors as lines that a person can act on."""

    def __init__(self, root: Path, output: Path) -> None:
        super().__init__(logging.WARNING)
        self.root = root
        self.output = output
        self.lines: list[tuple[bool, str]] = []

    @property
    def failed(self) -> bool:
        """Whether there was an error."""
        return any(is_error for is_error, _ in self.lines)

    def emit(self, record: logging.LogRecord) -> None:
        """Note one message."""
        error = sys.exc_info()[1]
        if record.levelno == logging.CRITICAL and error:
            text = describe(error, self.root)
        elif error and str(record.msg).startswith("Could not process"):
            # Pelican names the file and keeps the reason to itself.
            file = record.getMessage().removeprefix("Could not process ")
            text = self.describe_file(f"content/{file}", error)
        else:
            text = record.getMessage()
        for folder in (self.output, self.root):
            text = text.replace(f"{folder}/", "")
        line = (record.levelno >= logging.ERROR, " ".join(text.split()))
        if line not in self.lines:
            self.lines.append(line)

    def describe_file(self, file: str, error: BaseException) -> str:
        """Say what is wrong with a content file that could not be read."""
        if isinstance(error, UnicodeDecodeError):
            # The error counts from wherever the file was read in pieces.
            try:
                (self.root / file).read_bytes().decode("utf-8-sig")
            except UnicodeDecodeError as whole:
                line = whole.object[: whole.start].count(b"\n") + 1
                byte = whole.object[whole.start]
                return f"{file}:{line}: byte {byte:#04x} is not UTF-8; save the file as UTF-8"
        return f"{file}: {describe(error, self.root)}"

    def print(self) -> None:
        """Print the list to standard error, errors last, where the eye is."""
        for is_error, text in sorted(self.lines, key=lambda line: line[0]):
            print(f"{'error' if is_error else 'warning'}: {text}", file=sys.stderr)


def main(settings: str, output: str) -> int:
    """Generate the site of the settings file ``settings`` into ``output``; return the exit status."""
    problems = Problems(Path(settings).absolute().parent, Path(output).absolute())
    logging.getLogger().addHandler(problems)
    try:
        pelican.main(["--settings", settings, "--output", output, "--log-handler", "plain"])
    except SystemExit as stop:
        if stop.code and not problems.failed:
            raise
    problems.print()
    return int(problems.failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
