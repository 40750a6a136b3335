"""Where what a check found is printed, and how."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from roadmap_lint import files
from roadmap_lint.cli.document import Checked, writes
from roadmap_lint.cli.process import STANDARD_INPUT, UsageError
from roadmap_lint.cli.terminal import colored, linked
from roadmap_lint.record import Record
from roadmap_lint.report import FORMATS, Run, format_named, visible, visible_path
from roadmap_lint.spelling import nearest


class Output(Record):
    """A format, and the file that it is written to; `None` is standard output."""

    format: str
    file: str | None


def outputs(given: Iterable[str]) -> list[Output]:
    """What `--output` asks for, each as `FORMAT` or `FORMAT=FILE`; text where it asks for nothing.

    Raises `UsageError`.
    """
    asked = [_output(argument) for argument in given] or [Output("text", None)]
    printed = [output.format for output in asked if output.file is None]
    if len(printed) > 1:
        example = f"--output {printed[0]} --output {printed[1]}=FILE"
        raise UsageError(f"only one output goes to standard output: give the others a file ({example})")
    written = [os.path.realpath(output.file) for output in asked if output.file is not None]
    for file in written:
        if written.count(file) > 1:
            raise UsageError(f"two outputs go to {visible_path(file)}: give each a file of its own")
    return asked


def _output(argument: str) -> Output:
    name, separator, file = argument.partition("=")
    if name not in FORMATS:
        close = nearest(name, FORMATS)
        hint = f"did you mean '{close[0]}'?" if close else f"there are {', '.join(FORMATS)}"
        raise UsageError(f"--output: there is no format '{name}'; {hint}")
    if separator and (not file or "\0" in file):
        raise UsageError(f"--output {name}=: name the file after the '='")
    return Output(name, file if separator else None)


def print_diffs(checked: Iterable[Checked]) -> list[Checked]:
    """Print how documents would change, as a unified diff; those that would."""
    import difflib

    changed = []
    for item in checked:
        before, after = item.result.source.text, item.fixed
        if item.result.size is None or before == after:
            continue
        changed.append(item)
        path = visible_path(item.result.source.path)
        lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
        for line in lines:
            ending = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
            sys.stdout.write(visible(line.rstrip("\r\n")) + (line[len(line.rstrip("\r\n")) :] or "") + ending)
    return changed


def _lines(text: str) -> list[str]:
    """Lines as diff and patch see them: they end in a line feed, and in nothing else."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def print_report(run: Run, asked: Iterable[Output], options: argparse.Namespace) -> None:
    """Print and write a run in every format that was asked for.

    Where standard output is taken by the fixed text or a diff, reports go to standard error; where every report goes to
    a file, standard output has the last line alone. Raises `UsageError` for the first file that cannot be written, when
    the others are.
    """
    asked = list(asked)
    taken = (writes(options) and options.paths == [STANDARD_INPUT]) or options.diff
    stream = sys.stderr if taken else sys.stdout
    if any(output.format != "text" for output in asked):
        from roadmap_lint.cli.places import with_places

        run = with_places(run)
    failures = []
    for output in asked:
        if output.file is None:
            _print(run, output.format, stream, options.color)
        elif _is_document(output.file, run):
            failures.append(f"{_told(output)}: this is a document that was checked; name another file")
        else:
            try:
                files.write_output(output.file, format_named(output.format).render(run))
            except files.FileError as error:
                failures.append(f"{_told(output)}: {error}")
    printed = {output.format for output in asked if output.file is None}
    if not printed and not run.quiet:
        _print_summary(run, stream)
    if run.statistics and not printed & {"text", "github"}:
        _print_statistics(run, sys.stderr if printed else stream)
    if failures:
        raise UsageError(failures[0])


def _is_document(file: str, run: Run) -> bool:
    return os.path.realpath(file) in {os.path.realpath(result.source.path) for result in run.results}


def _print(run: Run, name: str, stream: TextIO, color: str) -> None:
    if name == "text":
        from roadmap_lint.report import text

        stream.write(text.render(run, color=colored(color, stream), links=linked(color, stream)))
        return
    rendered = format_named(name).render(run)
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(rendered)
        return
    stream.flush()
    buffer.write(rendered.encode("utf-8", "backslashreplace"))  # for programs: UTF-8 with line feeds, on every system


def _print_summary(run: Run, stream: TextIO) -> None:
    from roadmap_lint.report import text

    stream.write(text.summary(run.results, run.fixed) + "\n")


def _print_statistics(run: Run, stream: TextIO) -> None:
    from roadmap_lint.report import text

    stream.write(text.statistics(run.results))


def _told(output: Output) -> str:
    return f"--output {output.format}={output.file}"
