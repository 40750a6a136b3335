"""JUnit's XML: each finding is a test case. Those that fail the run fail; what could not be checked is an error."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from roadmap_lint.diagnostic import visible
from roadmap_lint.report import Found, Result, Run, is_fault, text
from roadmap_lint.report.xml import child, written


def render(run: Run) -> str:
    """The run as one document: a suite for each file, with one passed case where nothing was found."""
    root = ElementTree.Element("testsuites")
    everything = list(run.found())
    of_file = {at: list(found) for at, found in groupby(everything, key=lambda found: id(found.result))}
    for result in run.results:
        found = of_file.get(id(result), [])
        suite = child(root, "testsuite", name=result.location, **_totals(run, found))
        for one in found:
            _case(suite, run, one)
        if not found:
            child(suite, "testcase", classname=result.location, name="nothing to report", file=result.location, time=0)
    totals = _totals(run, everything) | {"tests": len(root.findall(".//testcase"))}
    root.attrib.update(name="roadmap-lint", **{name: str(number) for name, number in totals.items()})
    return written(root)


def _totals(run: Run, found: list[Found]) -> dict[str, int]:
    errors = sum(is_fault(one.finding) for one in found)
    return {"tests": max(1, len(found)), "failures": sum(map(run.fails, found)) - errors, "errors": errors}


def _case(suite: ElementTree.Element, run: Run, found: Found) -> None:
    result, finding = found.result, found.finding
    line = result.source.line_at(finding.span.start)
    case = child(
        suite,
        "testcase",
        classname=result.location,
        name=f"{finding.code} {finding.name}, line {line}",
        file=result.location,
        line=line,
        time=0,
    )
    if not run.fails(found):
        outcome = child(case, "system-out")
    else:
        kind = "error" if is_fault(finding) else "failure"
        outcome = child(case, kind, message=found.message, type=str(finding.severity))
    outcome.text = _told(result, found)


def _told(result: Result, found: Found) -> str:
    """The finding as people read it; line by line without what XML cannot hold."""
    printed = text.findings([result._replace(diagnostics=(found.finding,))])
    return "\n".join(map(visible, printed.split("\n")))
