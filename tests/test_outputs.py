"""Each output as the one who reads it takes it, of plain and of hostile documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import consumers
import pytest
from consumers import READERS
from environments import ROOT

from roadmap_lint import Diagnostic, Document, Rule, Severity, Source, Span, parse
from roadmap_lint.diagnostic import Edit, Fix, Related
from roadmap_lint.engine import apply_fixes, check
from roadmap_lint.fingerprints import fingerprints
from roadmap_lint.report import FORMATS, Result, Run, Size, clipped, format_named, text
from roadmap_lint.report.levels import LEVELS
from roadmap_lint.report.line_hashes import line_hashes
from roadmap_lint.report.markdown import LONGEST_MESSAGE
from roadmap_lint.reserved import RULES as RESERVED
from roadmap_lint.reserved import UnreadableFile
from roadmap_lint.rule import Context
from roadmap_lint.rules import RULES

ROADMAP = """\
# Acme Roadmap 🛣️

### v2.8 (Q5 2026)

**Status**: In Progres

- 道路 🟡 [docs](https:/acme.test/docs)
- End support for Acme v2.6.x
"""

HOSTILE = [
    "::error::owned",
    "  ::error file=a.md,line=1::owned",
    "##[error]owned",
    "x ##[stop-commands]owned",
    "::stop-commands::owned",
    "::set-output name=a::b%0A::error::owned",
    "%0A%0D%25%3A%2C",
    "\x1b[31mred\x1b[0m\x1b]8;;https://evil.test\x1b\\link\x1b]8;;\x1b\\\x9b31m\x07\x08",
    "]]><failure/>",
    '"><script>alert(1)</script><!-- &amp; &#0; &lol;',
    "\u202eexe.md\u202c \u2066x\u2069 \u200f\u200e\u061c",
    "x" * 10_000,
    "`" * 500 + "a" + "`" * 499,
    "| a | b \\| c \\\\| d |",
    "[click](https://evil.test) ![i](https://evil.test/i.png) <https://evil.test> https://evil.test www.evil.test",
    "[click](1) \\[click](1) {0} {1}",
    "@acme/everyone #12 acme/acme#12 GH-12 !7 $9 %x &5 ~bug 0123456789abcdef :tada: a@evil.test",
    "'quoted' 'x'.`y` (@'z' '`' '\\' don't 'a b'!",
    "**bold** _it_ ~~no~~ <br> &lt;b&gt; \\",
    "# Heading",
    "- [ ] item",
    "---",
    "a\u2028b\u2029c\x85d\x0be\x0cf",
    "\ufffe\uffff\x00\x01 \ufdd0",
    "\udcff\udc80 bytes",
    "道路 🟡 e\u0301 \u200d\ufe0f",
    "{{< shortcode >}} {% raw %}",
    "$(id) `id` ${HOME} ; rm -rf / ~",
    "\t tab\tbed ",
    "' \" ''",
]


def checked(document: str, path: str = "ROADMAP.md") -> Result:
    report = check(document, path=path)
    return Result(report.document.source, Size.of(report.document), report.diagnostics)


def run_of(*results: Result, **known: object) -> Run:
    return Run(results, rules=(*RESERVED, *RULES))._replace(**known)


def rendered(name: str, run: Run) -> str:
    return format_named(name).render(run)


class Quoting(Rule):
    """Quotes whole lines: what no rule of ours does to a line of this length."""

    code = "RM999"
    name = "quoting"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        source = document.source
        for number in range(1, source.line_count + 1):
            span = source.line_span(number)
            line = source[span]
            quoted = Related(span, line)
            change = Fix(line, (Edit(Span(span.start, span.start), line), Edit(span, line)), safe=False)
            yield self.finding(span, f"'{line}' is hostile: {line}", related=(quoted,), fix=change)
            # and one that the rule made by itself, with nothing made safe
            yield Diagnostic(self.code, self.name, span, line, Severity.NOTE, "static", (quoted,), change)


def hostile_run(path: str = "ROADMAP.md", ending: str = "\n") -> Run:
    document = parse(ending.join(HOSTILE) + ending, path)
    found = tuple(Quoting().check(document, Context()))
    return Run((Result(document.source, Size.of(document), found),), rules=(*RESERVED, *RULES, Quoting))


# ----------------------------------------------------------------------------------------------------- every format


def test_every_format_has_a_reader() -> None:
    assert {*READERS, "text"} == set(FORMATS)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_an_ordinary_run(name: str) -> None:
    output = rendered(name, run_of(checked(ROADMAP), checked("# Acme\n", "docs/b c.md")))
    READERS[name](output)
    assert output.endswith("\n")
    assert "RM111" in output or "period-malformed" in output


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_a_run_without_findings(name: str) -> None:
    READERS[name](rendered(name, run_of(checked("# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- [ ] Faster builds\n"))))
    READERS[name](rendered(name, run_of()))


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_a_file_that_could_not_be_read(name: str) -> None:
    unread = UnreadableFile().finding(Span(0, 0), "this file was not checked: there is no such file")
    READERS[name](rendered(name, run_of(Result(Source("", "missing.md"), None, (unread,)))))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("path", ["ROADMAP.md", "a\n::error::b,c:d%0A\x1b[31m\u202e<&\"'>`|](x) 道.md", "\udcff.md"])
@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_hostile_text(name: str, path: str, ending: str) -> None:
    READERS[name](rendered(name, hostile_run(path, ending)))


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_hostile_text_where_our_rules_quote_it(name: str, line: str) -> None:
    document = (
        f"# Acme Roadmap\n\n### v2.8 (Q5 {line}\n\n**Status**: {line}\n\n- [{line}](https:/{line})\n- [ ]{line}\n"
        f"\n### v2.8 ({line})\n\n- [x] {line}\n- [ ] {line}\n- [{line}][]\n- [a](#{line})\n"
        f"- End support for {line} v1.1.x\n"
    )
    READERS[name](rendered(name, run_of(checked(document))))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_acts_on_a_terminal_comes_out(name: str) -> None:
    output = rendered(name, hostile_run("a\x1b[31m\u202e.md"))
    assert all(character.isprintable() or character in "\n\t\u200d\ufe0f" for character in output)


def test_severities_are_told_apart_in_each_format() -> None:
    for format in LEVELS[Severity.ERROR]._fields:
        assert len({getattr(levels, format) for levels in LEVELS.values()}) == len(Severity)


# ---------------------------------------------------------------------------------------------------------- columns


def test_columns_are_of_the_unit_of_each_format() -> None:
    """`https:/` stands behind `- 道路 🟡 [docs](`: 14 code points, 21 bytes."""
    run = run_of(checked(ROADMAP))
    line = next(line for line in ROADMAP.split("\n") if "道路" in line)
    before = line[: line.index("https:/")]
    points, octets = len(before) + 1, len(before.encode()) + 1
    assert (points, octets) == (15, 22)

    (json_finding,) = [d for d in consumers.read_report(rendered("json", run))["diagnostics"] if d["code"] == "RM501"]
    assert (json_finding["start"]["column"], json_finding["end"]["column"]) == (points, points + len("https:/"))

    sarif = consumers.read_sarif(rendered("sarif", run))
    assert sarif["columnKind"] == "unicodeCodePoints"
    (result,) = [result for result in sarif["results"] if result["ruleId"] == "RM501"]
    region = {"startLine": 7, "startColumn": points, "endLine": 7, "endColumn": points + len("https:/")}
    assert result["locations"][0]["physicalLocation"]["region"] == region

    (diagnostic,) = [d for d in consumers.read_rdjson(rendered("rdjson", run)) if d["code"]["value"] == "RM501"]
    place = {"start": {"line": 7, "column": octets}, "end": {"line": 7, "column": octets + len("https:/")}}
    assert diagnostic["location"]["range"] == place

    (command,) = [c for c in consumers.read_workflow(rendered("github", run)) if "RM501" in c.properties["title"]]
    assert (command.properties["col"], command.properties["endColumn"]) == (str(points), str(points + len("https:/")))

    errors = consumers.read_checkstyle(rendered("checkstyle", run))
    (error,) = [error for _, error in errors if error["source"] == "roadmap-lint.link-malformed"]
    assert (error["line"], error["column"]) == ("7", str(points))

    assert f"ROADMAP.md:7:{points}" in rendered("markdown", run)
    assert f"ROADMAP.md:7:{points}:" in rendered("text", run)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_bytes_at_the_places_of_rdjson_are_those_that_are_marked(mark: str, ending: str) -> None:
    document = (mark + "# 道 \udcff🟡" + "\n" + ROADMAP).replace("\n", ending)
    run = run_of(checked(document))
    lines = document.encode("utf-8", "surrogateescape").split(b"\n")
    source = run.results[0].source
    for found, diagnostic in zip(run.found(), consumers.read_rdjson(rendered("rdjson", run)), strict=True):
        start, end = (diagnostic["location"]["range"][key] for key in ("start", "end"))
        marked = source[found.finding.span].encode("utf-8", "surrogateescape")
        assert start["line"] == end["line"]
        assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == marked


# ------------------------------------------------------------------------------------------------------------ github


def test_annotations_say_where_and_what() -> None:
    result = checked(ROADMAP, "docs/a,b::c%0A.md")
    commands = consumers.read_workflow(rendered("github", run_of(result)))
    assert [command.name for command in commands] == ["error", "error", "error", "warning"]
    assert commands[0].properties == {
        "file": "docs/a,b::c%0A.md",
        "line": "3",
        "endLine": "3",
        "col": "11",
        "endColumn": "18",
        "title": "RM111 period-malformed",
    }
    assert commands[0].message == "'Q5 2026' is not a period: there is no quarter 5, only Q1 to Q4"


def test_the_log_is_for_people_too() -> None:
    result = checked(ROADMAP)
    output = rendered("github", run_of(result))
    assert text.render(run_of(result)) in output


def test_hostile_text_is_no_command() -> None:
    run = hostile_run()
    commands = consumers.read_workflow(rendered("github", run))
    assert len(commands) == 20  # ten of the errors, ten of the notices
    assert {command.name for command in commands} == {"error", "notice"}
    shown = [found for found in run.found() if found.finding.severity is Severity.ERROR][:9]
    assert [command.message.partition("\n")[0] for command in commands[:9]] == [found.message for found in shown]
    assert commands[9].message == f"{len(HOSTILE) + 1 - 9} more errors: the log of this step has them all"
    assert {command.properties.get("file", "ROADMAP.md") for command in commands} == {"ROADMAP.md"}


def test_the_tenth_annotation_says_how_many_more_there_are() -> None:
    document = "# Acme Roadmap\n" + "".join(f"\n### v2.{n} (Q5 2026)\n" for n in range(12))
    run = run_of(checked(document))
    commands = [c for c in consumers.read_workflow(rendered("github", run)) if c.name == "error"]
    assert len(commands) == 10
    assert [command.properties["line"] for command in commands[:9]] == [str(3 + 2 * n) for n in range(9)]
    assert commands[9].message == "3 more errors: the log of this step has them all"
    ten = run_of(checked("# Acme Roadmap\n" + "".join(f"\n### v2.{n} (Q5 2026)\n" for n in range(10))))
    assert all("line" in command.properties for command in consumers.read_workflow(rendered("github", ten)))


def test_over_several_lines_there_are_no_columns() -> None:
    source = Source("a\nb\n")
    finding = Quoting().finding(Span(0, 3), "two lines")
    (command,) = consumers.read_workflow(rendered("github", Run((Result(source, Size(0, 0), (finding,)),))))
    assert command.properties == {"file": "ROADMAP.md", "line": "1", "endLine": "2", "title": "RM999 quoting"}


# ------------------------------------------------------------------------------------------------------------- sarif


@pytest.mark.parametrize(
    ("document", "hashes"),
    [
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        (
            " a\r\nb\r\n  \t\tc\r\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        ("", ["c129715d7a2bc9a3:1"]),
    ],
)
def test_line_hashes_are_those_of_the_upload(document: str, hashes: list[str]) -> None:
    assert line_hashes(document) == hashes


def test_there_is_a_hash_for_every_line() -> None:
    for document in (*HOSTILE, "\n".join(HOSTILE), "\r".join(HOSTILE), "\ud800"):
        assert len(line_hashes(document)) == Source(document).line_count


def test_the_same_lines_have_hashes_of_their_own() -> None:
    document = "x\n" * 300
    assert len(set(line_hashes(document))) == 301


def test_sarif_has_related_places_and_fixes() -> None:
    result = checked(ROADMAP, "docs/a b.md")
    run = consumers.read_sarif(rendered("sarif", run_of(result)))
    (lag,) = [one for one in run["results"] if one["ruleId"] == "RM201"]
    assert lag["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "docs/a%20b.md",
        "uriBaseId": "%SRCROOT%",
    }
    assert [one["physicalLocation"]["region"]["startLine"] for one in lag["relatedLocations"]] == [3]
    (correction,) = lag["fixes"]
    assert correction["properties"] == {"safe": False}
    (change,) = correction["artifactChanges"]
    (replacement,) = change["replacements"]
    region = {"startLine": 8, "startColumn": 24, "endLine": 8, "endColumn": 30}
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "v2.5.x"}}
    assert "baselineState" not in lag


def test_text_that_looks_like_a_link_is_none_in_a_message_of_sarif() -> None:
    run = consumers.read_sarif(rendered("sarif", hostile_run()))
    linking = [one["message"]["text"] for one in run["results"] if "](" in one["message"]["text"]]
    assert linking
    assert all("\\](" in message for message in linking)


def test_what_was_not_checked_is_told_as_a_failed_invocation() -> None:
    unread = UnreadableFile().finding(Span(0, 0), "this file was not checked: there is no such file")
    run = consumers.read_sarif(rendered("sarif", run_of(Result(Source("", "missing.md"), None, (unread,)))))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["descriptor"]["id"] for one in invocation["toolExecutionNotifications"]] == ["RM011"]


# ------------------------------------------------------------------------------------------ gitlab, rdjson, the rest


def test_gitlab_tells_the_same_finding_in_two_files_apart() -> None:
    issues = consumers.read_gitlab(rendered("gitlab", run_of(checked(ROADMAP, "a.md"), checked(ROADMAP, "./b.md"))))
    assert {issue["location"]["path"] for issue in issues} == {"a.md", "b.md"}


def test_a_suggestion_of_rdjson_does_what_the_fix_does() -> None:
    document = ROADMAP + "\n道 two places\n"
    first, second = document.index("two"), document.index("places")
    change = Fix("swap", (Edit(Span(second, second + 6), "two"), Edit(Span(first, first + 3), "places")))
    finding = Quoting().finding(Span(first, first + 3), "swap them", fix=change)
    source = Source(document)
    (diagnostic,) = consumers.read_rdjson(rendered("rdjson", Run((Result(source, Size(0, 0), (finding,)),))))
    (suggestion,) = diagnostic["suggestions"]
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    lines = document.encode().split(b"\n")
    row = lines[start["line"] - 1]
    lines[start["line"] - 1] = row[: start["column"] - 1] + suggestion["text"].encode() + row[end["column"] - 1 :]
    assert start["line"] == end["line"]
    assert b"\n".join(lines).decode() == apply_fixes(document, [change])


def test_a_fix_that_no_json_can_hold_is_no_suggestion() -> None:
    run = hostile_run()
    lines = [run.results[0].source.line_at(found.finding.span.start) for found in run.found()]
    undone = HOSTILE.index("\udcff\udc80 bytes") + 1
    for name, key in (("rdjson", "suggestions"), ("sarif", "fixes")):
        read = json.loads(rendered(name, run))
        findings = read["diagnostics"] if name == "rdjson" else read["runs"][0]["results"]
        assert {line for line, one in zip(lines, findings, strict=True) if key not in one} == {undone}


def test_junit_fails_what_fails_the_run() -> None:
    note = checked("# Acme Roadmap\n\nSoon.\n", "note.md")
    result = checked(ROADMAP)
    report = consumers.read_junit(rendered("junit", run_of(result, note)))
    assert (report.tests, report.failures, report.errors) == (5, 4, 0)
    report = consumers.read_junit(rendered("junit", run_of(result, note, fail_on=Severity.ERROR)))
    assert (report.tests, report.failures, report.errors) == (5, 3, 0)


def test_markdown_has_links_of_ours_only() -> None:
    site = "https://forge.test/acme/acme/blob/abc/"
    read = consumers.read_markdown(rendered("markdown", hostile_run()._replace(site=site)))
    assert read.blocks == ["heading_open", "paragraph_open", "table_open"]
    assert read.links
    assert all(link.startswith((site, "https://github.com/roadmap-lint/")) for link in read.links)
    assert {len(row) for row in read.rows} == {4}
    said = [clipped(found.message, LONGEST_MESSAGE) for found in hostile_run().gravest_first()]
    assert [unquoted(row[3]) for row in read.rows] == [unquoted(message) for message in said]


def unquoted(message: str) -> str:
    """A message without its blanks and quotes, of which code has no need."""
    return message.translate(dict.fromkeys(map(ord, "' \t")))


def test_markdown_links_to_the_lines() -> None:
    result = checked(ROADMAP, "docs/a b(c).md")
    read = consumers.read_markdown(rendered("markdown", run_of(result, site="https://forge.test/acme/blob/abc/")))
    assert "https://forge.test/acme/blob/abc/docs/a%20b%28c%29.md?plain=1#L3" in read.links
    assert read.rows[0] == [
        "error",
        "docs/a b(c).md:3:11",
        "RM111 period-malformed",
        "Q5 2026 is not a period: there is no quarter 5, only Q1 to Q4",
    ]


def test_markdown_fits_in_a_comment() -> None:
    document = "# Acme Roadmap\n" + "".join(f"\n### v2.{n} (Q5 2026)\n\n**Status**: Sooon\n" for n in range(900))
    output = rendered("markdown", run_of(checked(document)))
    read = consumers.read_markdown(output)
    assert len(output) < 65_536
    assert {row[0] for row in read.rows} == {"error"}  # graver ones first
    found = len(checked(document).diagnostics)
    assert f"{found - len(read.rows)} more" in read.prose


# -------------------------------------------------------------------------------------------------- old, and the rest


def test_old_findings_are_told_as_such() -> None:
    result = checked(ROADMAP)
    old = result._replace(old=frozenset(result.diagnostics[:1]))
    run = run_of(old, base="main")
    assert len(consumers.read_workflow(rendered("github", run))) == 3
    assert [d["old"] for d in consumers.read_report(rendered("json", run))["diagnostics"]] == [
        True,
        False,
        False,
        False,
    ]
    states = [one["baselineState"] for one in consumers.read_sarif(rendered("sarif", run))["results"]]
    assert states == ["unchanged", "new", "new", "new"]
    assert consumers.read_junit(rendered("junit", run)).failures == 3
    assert consumers.read_markdown(rendered("markdown", run)).rows[-1][0] == "error (old)"
    assert "RM111 period-malformed old " in rendered("text", run)
    assert rendered("text", run).endswith(
        "1 file checked: 2 errors, 1 warning; --fix corrects 2; 1 finding was there before\n"
    )


def identities(document: str) -> dict[str, str]:
    result = checked(document)
    made = fingerprints(result.source, result.diagnostics)
    return {finding.code: made for finding, made in zip(result.diagnostics, made, strict=True)}


@pytest.mark.parametrize(
    "changed",
    [
        ROADMAP.replace("# Acme", "A word first.\n\n# Acme"),
        ROADMAP.replace("\n", "\r\n"),
        ROADMAP.replace("- End", "-   End"),
        ROADMAP.replace("- End", "  - End"),
        "\ufeff" + ROADMAP,
    ],
    ids=["moved", "line endings", "spaced", "indented", "marked"],
)
def test_fingerprints_outlive_the_places_of_lines(changed: str) -> None:
    assert changed != ROADMAP
    assert identities(changed) == identities(ROADMAP)


def test_fingerprints_go_with_their_lines_and_no_two_are_alike() -> None:
    before, after = identities(ROADMAP), identities(ROADMAP.replace("2.6.x", "2.7.x"))
    assert {code for code in before if before[code] != after[code]} == {"RM201"}
    result = checked(ROADMAP.replace("- End", "- [x](https:/x) [x](https:/x)\n- [x](https:/x) [x](https:/x)\n- End"))
    made = fingerprints(result.source, result.diagnostics)
    assert len(set(made)) == len(made) == len(result.diagnostics) > 7


def test_the_guide_has_every_format() -> None:
    guide = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)$", guide, re.MULTILINE) == list(FORMATS)
    severities = re.findall(r"^\| (error|warning|note) \|(.*)\|$", guide, re.MULTILINE)
    told = {name: [cell.strip() for cell in cells.split("|")][:5] for name, cells in severities}
    assert told == {
        str(severity): [levels.github, levels.sarif, levels.gitlab, levels.rdjson, levels.checkstyle]
        for severity, levels in LEVELS.items()
    }
