"""The baseline: findings that a project lives with, known by what they are about and not by their lines.

Of a file it is a text (`read`, `render`) and nothing else is read: who has the text has the baseline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from roadmap_lint.config import ConfigError
from roadmap_lint.diagnostic import Diagnostic, visible
from roadmap_lint.record import Record
from roadmap_lint.reserved import RuleCrashed, UnreadableFile
from roadmap_lint.source import Source

FILE_NAME = ".roadmap-lint-baseline.json"
SCHEMA_VERSION = 1
# Not of the document, but of the run: nobody can live with these.
NEVER_KNOWN = frozenset({RuleCrashed.code, UnreadableFile.code})

# Characters of a message that are kept, for people who read the file.
_LONGEST_MESSAGE = 100


class Known(Record):
    """Findings of one document that agree in their fingerprint: how many there are, and the message of the first."""

    fingerprint: str
    code: str
    name: str
    message: str
    number: int = 1


# The known findings of each document, by its path from the directory of the baseline, with `/`.
Files = Mapping[str, tuple[Known, ...]]


def known_findings(source: Source, findings: Iterable[Diagnostic]) -> tuple[Known, ...]:
    """Findings of a document as a baseline keeps them, in its order."""
    from roadmap_lint.fingerprints import shared_fingerprints

    kept = [finding for finding in findings if finding.code not in NEVER_KNOWN]
    made: dict[str, Known] = {}
    for finding, fingerprint in zip(kept, shared_fingerprints(source, kept), strict=True):
        first = Known(fingerprint, finding.code, finding.name, _excerpt(finding.message), 0)
        known = made.get(fingerprint, first)
        made[fingerprint] = known._replace(number=known.number + 1)
    return _ordered(made.values())


def divided(
    source: Source, findings: Iterable[Diagnostic], known: Iterable[Known]
) -> tuple[list[Diagnostic], tuple[Known, ...]]:
    """Those of the findings (in the order of the text) that are known, and what is known and was not found.

    Of findings that agree in their fingerprint the first ones are known, as many as there were.
    """
    known = tuple(known)
    if not known:
        return [], ()
    from roadmap_lint.fingerprints import shared_fingerprints

    findings = [finding for finding in findings if finding.code not in NEVER_KNOWN]
    left = Counter({one.fingerprint: one.number for one in known})
    found = []
    for finding, fingerprint in zip(findings, shared_fingerprints(source, findings), strict=True):
        if left[fingerprint] > 0:
            left[fingerprint] -= 1
            found.append(finding)
    return found, tuple(one._replace(number=left[one.fingerprint]) for one in known if left[one.fingerprint])


def lessened(known: Iterable[Known], gone: Iterable[Known]) -> tuple[Known, ...]:
    """What is known, without what is gone."""
    missing = Counter({one.fingerprint: one.number for one in gone})
    less = (one._replace(number=one.number - missing[one.fingerprint]) for one in known)
    return tuple(one for one in less if one.number > 0)


def _excerpt(message: str) -> str:
    message = " ".join(visible(message).split())
    return message if len(message) <= _LONGEST_MESSAGE else message[: _LONGEST_MESSAGE - 1] + "…"


def _ordered(known: Iterable[Known]) -> tuple[Known, ...]:
    """In an order that no move of lines changes."""
    return tuple(sorted(known, key=lambda one: (one.code, one.fingerprint)))


# ------------------------------------------------------------------------------------------------------- as a text


def render(files: Files) -> str:
    """The text of a baseline: sorted, an entry a line, so that a change of it is read easily."""
    documents = [
        f"    {_json(path)}: [\n" + ",\n".join(f"      {_json(_entry(one))}" for one in _ordered(known)) + "\n    ]"
        for path, known in sorted(files.items())
        if known
    ]
    listed = "{\n" + ",\n".join(documents) + "\n  }" if documents else "{}"
    return f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "files": {listed}\n}}\n'


def _entry(known: Known) -> dict[str, Any]:
    entry = {"code": known.code, "name": known.name, "fingerprint": known.fingerprint}
    count = {"count": known.number} if known.number > 1 else {}
    return {**entry, **count, "message": known.message}


def _json(value: object) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    lone = any("\ud800" <= character <= "\udfff" for character in text)  # a path with bytes that are not UTF-8
    return json.dumps(value) if lone else text


def read(text: str, name: str) -> Files:
    """A baseline from its text; `name` is the file, for messages. Raises `ConfigError`."""
    import json

    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        conflict = "<<<<<<<" in text or ">>>>>>>" in text
        reason = "a merge left its marks here" if conflict else f"this is not JSON ({error.msg})"
        raise _damaged(name, error.lineno, reason) from None
    except _TwiceError as error:
        raise _damaged(name, _line(text, str(error)), f"{visible(str(error))} stands here twice") from None
    except (ValueError, RecursionError):  # a number of 5,000 digits, brackets in brackets
        raise _damaged(name, 1, "this is not the JSON of a baseline") from None
    return _Reader(text, name).files(data)


class _TwiceError(Exception):
    """A key that an object has twice: of two documents with one name, one would be forgotten."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key, times in Counter(keys).items() if times > 1))
    return made


class _Reader:
    """Takes a baseline from what JSON gives; every error names the line."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def files(self, data: object) -> Files:
        if not isinstance(data, dict) or not isinstance(data.get("files"), dict) or "schema_version" not in data:
            raise _damaged(self._name, 1, "this is no baseline of roadmap-lint ('schema_version' and 'files')")
        version = data["schema_version"]
        if type(version) is not int or version != SCHEMA_VERSION:
            newer = type(version) is int and version > SCHEMA_VERSION
            remedy = "it was written by a newer roadmap-lint: use that" if newer else f"'{SCHEMA_VERSION}' would be"
            place = f"{self._name}:{_line(self._text, 'schema_version')}"
            raise ConfigError(f"{place}: 'schema_version' is none that can be read; {remedy}")
        return {path: self._document(path, entries) for path, entries in data["files"].items()}

    def _document(self, path: str, entries: object) -> tuple[Known, ...]:
        if not isinstance(entries, list):
            raise _damaged(self._name, _line(self._text, path), "this takes a list of findings")
        most: dict[str, Known] = {}
        for entry in entries:
            known = self._known(path, entry)
            other = most.setdefault(known.fingerprint, known)
            if other.number < known.number:  # two branches knew it, and a merge kept both
                most[known.fingerprint] = known
        return _ordered(most.values())

    def _known(self, path: str, entry: object) -> Known:
        if not isinstance(entry, dict):
            raise _damaged(self._name, _line(self._text, path), "below this stands something that is no finding")
        texts = [text for key in ("fingerprint", "code", "name", "message") if isinstance(text := entry.get(key), str)]
        count = entry.get("count", 1)
        if len(texts) < 4 or type(count) is not int or count < 1:
            near = texts[0] if texts else path
            reason = "a finding has texts ('code', 'name', 'fingerprint', 'message') and a 'count' from 1"
            raise _damaged(self._name, _line(self._text, near), reason)
        fingerprint, code, name, message = texts
        return Known(fingerprint, code, name, message, count)


def _line(text: str, near: str) -> int:
    """The line of the first text in quotes that is `near`."""
    return text.count("\n", 0, max(text.find(_json(near)), 0)) + 1


def _damaged(name: str, line: int, reason: str) -> ConfigError:
    return ConfigError(f"{name}:{line}: {reason}: restore the file, or remove it and run 'roadmap-lint baseline'")
