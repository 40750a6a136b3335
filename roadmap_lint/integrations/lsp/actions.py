"""What an editor can do about findings: the fixes of rules, all safe fixes at once, a suppression of one finding."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_lint import engine
from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic, Edit
from roadmap_lint.record import Record
from roadmap_lint.reserved import CODES as NEVER_SUPPRESSED
from roadmap_lint.rule import Context
from roadmap_lint.silence import silenced
from roadmap_lint.source import Span

# Where the config asks for a reason, nobody but the author can give it.
_REASON = "say why"
# Each comment is tried before it is offered: of a whole document that is selected, these many.
_MOST_COMMENTS = 10


class Action(Record):
    """A change that an editor offers: its title, its edits (all or none), and the finding that it is about, if one.

    A `preferred` one needs no second look.
    """

    title: str
    edits: tuple[Edit, ...]
    finding: Diagnostic | None = None
    preferred: bool = False


def quick_fixes(report: engine.Report, config: Config, context: Context, span: Span) -> Iterator[Action]:
    """What can be done about the findings that a span touches: their fixes first, then suppressions."""
    found = [finding for finding in report.diagnostics if _touch(finding.span, span)]
    for finding in found:
        if finding.fix is not None and finding.fix.edits:
            look = "" if finding.fix.safe else " (needs a look)"
            title = f"{_capital(finding.fix.title)}{look}"
            yield Action(title, finding.fix.edits, finding, finding.fix.safe)
    told = set()
    for finding in found[:_MOST_COMMENTS]:
        edits = _suppression(report, config, context, finding)
        if edits and edits not in told:  # one comment may be for two findings
            told.add(edits)
            yield Action(f"Disable {finding.name} here", edits, finding)


def fix_all(report: engine.Report, config: Config, context: Context) -> Action | None:
    """Every safe fix; `None` where there is none, or where they would harm the document."""
    source = report.document.source
    if not any(finding.fix and finding.fix.safe for finding in report.diagnostics):
        return None
    fixed = engine.fixed(source.text, path=source.path, config=config, context=context)
    after = engine.check(fixed, path=source.path, config=config, context=context)
    if fixed == source.text or engine.damage(report, after) is not None:
        return None
    return Action("Fix all that is certain", edits_between(source.text, fixed))


def _suppression(report: engine.Report, config: Config, context: Context, finding: Diagnostic) -> tuple[Edit, ...]:
    if finding.code in NEVER_SUPPRESSED:
        return ()
    source = report.document.source
    reason = _REASON if config.require_reason else ""
    text = silenced(source.text, path=source.path, config=config, context=context, reason=reason, only=finding)
    return edits_between(source.text, text)


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """The edits that make one text of another: few, and small enough that cursors and folds stay where they are."""
    from difflib import SequenceMatcher

    first, second = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in first:
        starts.append(starts[-1] + len(line))
    edits = []
    for tag, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            edits.append(_trimmed(starts[i], before[starts[i] : starts[j]], "".join(second[k:m])))
    return tuple(edits)


def _trimmed(start: int, old: str, new: str) -> Edit:
    """The edit without what both texts begin and end with; a line ending is not split."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    if _splits(old, head) or _splits(new, head):
        head -= 1
    if tail and (_splits(old, len(old) - tail) or _splits(new, len(new) - tail)):
        tail -= 1
    return Edit(Span(start + head, start + len(old) - tail), new[head : len(new) - tail])


def _splits(text: str, at: int) -> bool:
    """Whether a place is between the two characters of a line ending."""
    return text[max(at - 1, 0) : at + 1] == "\r\n"


def _touch(first: Span, second: Span) -> bool:
    return first.start <= second.end and second.start <= first.end


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
