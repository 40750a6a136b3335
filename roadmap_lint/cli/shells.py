"""Completion scripts, made from the parsers of the commands: what they complete is what the commands take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from roadmap_lint.cli import parsers
from roadmap_lint.config import SEVERITIES
from roadmap_lint.plugins import catalogue
from roadmap_lint.record import Record
from roadmap_lint.report import FORMATS


class _Option(Record):
    """An option or, where it has no flags, an argument. `words` may follow; where there are none, a file."""

    flags: tuple[str, ...]
    help: str
    takes_value: bool
    words: tuple[str, ...]


class _Command(Record):
    name: str
    summary: str
    options: tuple[_Option, ...]

    @property
    def flags(self) -> list[str]:
        return [flag for option in self.options for flag in option.flags]

    @property
    def words(self) -> list[str]:
        """What may stand where no option does, besides files."""
        return [word for option in self.options if not option.flags for word in option.words]


def script(shell: str) -> str:
    """The script of a shell: bash, zsh or fish."""
    rules = tuple(key for rule in catalogue() for key in (rule.code, rule.name))
    commands = [
        _Command(name, summary, tuple(_option(action, rules) for action in parser._actions))
        for name, summary, parser in parsers()
    ]
    return "\n".join({"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](commands)) + "\n"


def _option(action: argparse.Action, rules: tuple[str, ...]) -> _Option:
    words = tuple(map(str, action.choices or ()))
    metavar = str(action.metavar)
    if not words and metavar in ("RULES", "CODE"):
        words = rules
    elif metavar == "FORMAT[=FILE]":
        words = tuple(FORMATS)
    elif metavar == "DATE":
        words = ("now", "commit")
    elif metavar == "NAME=LEVEL":
        words = tuple(f"{rule}={level}" for rule in rules if rule.islower() for level in SEVERITIES)
    elif metavar == "PLATFORM":
        words = ("kubernetes",)
    return _Option(tuple(action.option_strings), action.help or "", action.nargs != 0, words)


def _bash(commands: list[_Command]) -> Iterator[str]:
    yield "# bash completion of roadmap-lint; made by: roadmap-lint completion bash"
    yield "_roadmap_lint() {"
    yield '    local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="" words="" index'
    yield "    # '=' is a word of its own: --output=json"
    yield '    if [[ $word == "=" ]]; then word=""; elif [[ $previous == "=" ]]; then'
    yield '        previous="${COMP_WORDS[COMP_CWORD-2]}"'
    yield "    fi"
    yield "    for ((index = 1; index < COMP_CWORD; index++)); do"
    yield '        if [[ ${COMP_WORDS[index]} != -* ]]; then command="${COMP_WORDS[index]}"; break; fi'
    yield "    done"
    yield '    case "$command $previous" in'
    for command in commands:
        for option in command.options:
            if option.takes_value and option.flags:
                patterns = "|".join(f'"{command.name} {flag}"' for flag in option.flags)
                yield f'        {patterns}) COMPREPLY=($(compgen -W "{" ".join(option.words)}" -- "$word")); return ;;'
    yield "    esac"
    yield '    case "$command" in'
    yield f'        "") words="{" ".join(command.name for command in commands)} --help --version" ;;'
    for command in commands:
        yield f'        {command.name}) words="{" ".join(command.words)}"'
        yield f'            if [[ $word == -* ]]; then words="{" ".join(command.flags)}"; fi ;;'
    yield "    esac"
    yield '    COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"
    yield "complete -o default -F _roadmap_lint roadmap-lint"


def _zsh(commands: list[_Command]) -> Iterator[str]:
    yield "#compdef roadmap-lint"
    yield "# zsh completion of roadmap-lint; made by: roadmap-lint completion zsh"
    yield "_roadmap_lint() {"
    yield "    if (( CURRENT == 2 )); then"
    yield "        local -a commands=("
    for command in commands:
        yield f"            '{command.name}:{_quoted(command.summary)}'"
    yield "        )"
    yield "        _describe command commands"
    yield "        return"
    yield "    fi"
    yield "    local command=$words[2]"
    yield "    shift words"
    yield "    (( CURRENT-- ))"
    yield "    case $command in"
    for command in commands:
        yield f"        {command.name}) _arguments \\"
        for option in command.options:
            values = f"({' '.join(option.words)})" if option.words else "_files"
            for flag in option.flags:
                value = f":value:{values}" if option.takes_value else ""
                yield f"            '*{flag}[{_quoted(option.help)}]{value}' \\"
            if not option.flags:
                yield f"            '*:argument:{values}' \\"
        yield "            ;;"
    yield "    esac"
    yield "}"
    yield "# in a file of $fpath this is the body of the function; sourced, it has to be announced"
    yield "if [[ $funcstack[1] == _roadmap_lint ]]; then"
    yield '    _roadmap_lint "$@"'
    yield "else"
    yield "    compdef _roadmap_lint roadmap-lint"
    yield "fi"


def _fish(commands: list[_Command]) -> Iterator[str]:
    yield "# fish completion of roadmap-lint; made by: roadmap-lint completion fish"
    for command in commands:
        yield f"complete -c roadmap-lint -f -n __fish_use_subcommand -a {command.name} -d '{_quoted(command.summary)}'"
    for command in commands:
        seen = f"complete -c roadmap-lint -n '__fish_seen_subcommand_from {command.name}'"
        for option in command.options:
            names = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
            values = f" -f -a '{' '.join(option.words)}'" if option.words else ""
            if option.flags:
                takes = " -r" if option.takes_value else ""
                yield f"{seen} {names}{takes}{values} -d '{_quoted(option.help)}'"
            elif values:
                yield f"{seen}{values}"


def _quoted(text: str) -> str:
    """A text that can stand in single quotes and, in zsh, in brackets."""
    return re.sub(r"['\[\]:\\]", "", text)
