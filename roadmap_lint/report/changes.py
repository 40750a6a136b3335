"""What a change does to a roadmap, in the words of a reviewer: sentences, as text, as Markdown and as JSON.

A sentence is made of our words and of quotes of the documents, so that each format can make the quotes harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Any, TypeAlias, TypeVar

from roadmap_lint import history
from roadmap_lint.history import Change, Entry
from roadmap_lint.model import Claim, Document, Milestone, legible
from roadmap_lint.record import Record
from roadmap_lint.report import visible, visible_path
from roadmap_lint.source import Source, Span
from roadmap_lint.values import CANCELLED, COMPLETED

T = TypeVar("T")
OfTask: TypeAlias = (
    history.TaskAdded
    | history.TaskVanished
    | history.TaskMoved
    | history.TaskChecked
    | history.TaskUnchecked
    | history.TaskReworded
)
OfPair: TypeAlias = history.VersionChanged | history.MilestoneRescheduled | history.StatusChanged | history.GoalChanged
C = TypeVar("C", bound=OfTask)

SCHEMA_VERSION = 1
LONGEST_QUOTE = 100


class Quote(Record):
    """Words of a document."""

    text: str


Words: TypeAlias = tuple[str | Quote, ...]


class Told(Record):
    """One sentence: `kind` for machines, `topic` (milestones, support, tasks), where it stands now, and where it stood.

    `items` are the tasks that it speaks of, one by one.
    """

    kind: str
    topic: str
    words: Words
    before: Span | None = None
    after: Span | None = None
    items: tuple[Told, ...] = ()


class Compared(Record):
    """A document and what it was before; `before` is `None` where it is new."""

    before: Source | None
    after: Source
    told: tuple[Told, ...]


TOPICS = ("milestones", "support", "tasks")


def compare(before: Document | None, after: Document) -> Compared:
    """What changed between two revisions of a document, in the order in which a reviewer asks."""
    if before is None:
        return Compared(None, after.source, ())
    found = history.changes(before, after)
    told = [*_milestones(found), *_support(found), *_tasks(found)]
    return Compared(before.source, after.source, tuple(told))


# -------------------------------------------------------------------------------------------------------- milestones


def _milestones(found: Sequence[Change]) -> Iterator[Told]:
    for change in found:
        if isinstance(change, history.MilestoneAdded):
            yield _added(change.after, found)
        elif isinstance(change, history.MilestoneVanished):
            yield _gone(change.before, found)
        elif isinstance(change, history.VersionChanged):
            words = (Quote(change.before.name), " becomes ", Quote(change.after.name))
            yield _of_pair("version-changed", change, words)
        elif isinstance(change, history.MilestoneRescheduled):
            yield _of_pair("milestone-rescheduled", change, _rescheduled(change))
        elif isinstance(change, history.StatusChanged):
            yield _of_pair("status-changed", change, _status(change))
        elif isinstance(change, history.GoalChanged):
            yield _goal(change)


def _of_pair(kind: str, change: OfPair, words: Words) -> Told:
    return Told(kind, "milestones", words, _spot(kind, change.before), _spot(kind, change.after))


def _spot(kind: str, milestone: Milestone) -> Span:
    """Where a reader sees what changed: the status line, the period, else the heading."""
    if kind == "status-changed" and milestone.status:
        return milestone.status.span
    if kind == "milestone-rescheduled" and milestone.period:
        return milestone.period.span
    return milestone.heading.text.span


def _rescheduled(change: history.MilestoneRescheduled) -> Words:
    name = Quote(change.after.name)
    before, after = change.before.period, change.after.period
    if after is None or not after.value.is_known:
        return (name, " has no date any more (was ", Quote(before.raw if before else ""), ")")
    if before is None or not before.value.is_known:
        return (name, " has a date now: ", Quote(after.raw))
    steps = (": ", Quote(before.raw), " -> ", Quote(after.raw))
    if change.by is not None:
        return (name, f" slips by {change.by}" if change.by.amount > 0 else f" comes {change.by} earlier", *steps)
    start, end = before.value.start, before.value.end
    if start and end and after.value.start and after.value.end:
        exact = start <= after.value.start and after.value.end <= end
        return (name, " is dated more exactly" if exact else " is dated less exactly", *steps)
    return (name, " is dated otherwise", *steps)


def _status(change: history.StatusChanged) -> Words:
    name = Quote(change.after.name)
    was = Quote(change.before.status.status.value.text) if change.before.status else None
    now = Quote(change.after.status.status.value.text) if change.after.status else None
    if now is None:
        return (name, " has no status any more", *((" (was ", was, ")") if was else ()))
    return (name, " is ", now, *((" (was ", was, ")") if was else (" now",)))


def _goal(change: history.GoalChanged) -> Told:
    name, goal = Quote(change.after.name), change.after.goal
    if goal is None:
        return _of_pair("goal-changed", change, (name, " has no goal any more"))
    words: Words = ("the goal of ", name, " is another one") if change.before.goal else (name, " has a goal now")
    told = _of_pair("goal-changed", change, words)
    return told._replace(items=(Told("goal", "milestones", (Quote(goal.value),), None, goal.span),))


def _added(milestone: Milestone, found: Sequence[Change]) -> Told:
    words: list[str | Quote] = [Quote(milestone.name), " is new"]
    if milestone.period and milestone.period.value.is_known:
        words += [", for ", Quote(milestone.period.raw)]
    if milestone.status:
        words += [", ", Quote(milestone.status.status.value.text)]
    added = [change.after for change in found if isinstance(change, history.TaskAdded)]
    new = sum(entry.milestone is milestone and not entry.statements for entry in added)
    if new:
        words.append(f", with {_count(new, 'new task')}")
    return Told("milestone-added", "milestones", tuple(words), None, milestone.heading.text.span)


def _gone(milestone: Milestone, found: Sequence[Change]) -> Told:
    status = milestone.status.status.value if milestone.status else None
    words: list[str | Quote] = [Quote(milestone.name), " is gone"]
    if status is not None:
        words += [" (it was ", Quote(status.text), ")"]
    lost = [
        change.before
        for change in found
        if isinstance(change, history.TaskVanished)
        if change.before.milestone is milestone and change.before.item.checked is False
    ]
    if lost and (status is None or status.state not in (COMPLETED, CANCELLED)):
        words.append(f", and {_count(len(lost), 'open task')} with it")
    else:
        lost = []
    items = tuple(_item(entry, None) for entry in lost)
    return Told("milestone-gone", "milestones", tuple(words), milestone.heading.text.span, None, items)


# ----------------------------------------------------------------------------------------------------------- support


def _support(found: Sequence[Change]) -> Iterator[Told]:
    for change in found:
        if isinstance(change, history.ClaimChanged):
            verb, what = history.says(change.claim)
            was = Quote(_version(change.was))
            words: Words = (Quote(change.after.name), f" now {verb} ", Quote(what), " (was ", was, ")")
            yield Told("support-changed", "support", words, change.was.span, change.claim.span)
        elif isinstance(change, history.ClaimMoved):
            verb, what = history.says(change.claim)
            words = (Quote(change.after.name), f" now {verb} ", Quote(what), ", not ", Quote(change.origin.name))
            yield Told("support-moved", "support", words, change.was.span, change.claim.span)
    added = [change for change in found if isinstance(change, history.ClaimAdded)]
    for group in _grouped(added, lambda change: change.after.section):
        adverb = " " if group[0].before is None else " now "
        words = (Quote(group[0].after.name), adverb, *_predicates([change.claim for change in group]))
        yield Told("support-added", "support", words, None, group[0].claim.span)
    removed = [change for change in found if isinstance(change, history.ClaimRemoved)]
    for gone in _grouped(removed, lambda change: change.after.section):
        words = (Quote(gone[0].after.name), " no longer ", *_predicates([change.claim for change in gone]))
        yield Told("support-removed", "support", words, gone[0].claim.span, None)


def _version(claim: Claim) -> str:
    return history.says(claim)[1].rpartition(" ")[2]


def _predicates(claims: Iterable[Claim]) -> Words:
    """`ends support for A and B, tests C, and removes D and E`."""
    words: list[str | Quote] = []
    predicates = _grouped(claims, lambda claim: history.says(claim)[0])
    for group in predicates:
        words += ["" if not words else ", and " if group is predicates[-1] else ", ", history.says(group[0])[0], " "]
        for number, claim in enumerate(group):
            words += ["" if number == 0 else " and " if number == len(group) - 1 else ", "]
            words.append(Quote(history.says(claim)[1]))
    return tuple(word for word in words if word)


# ------------------------------------------------------------------------------------------------------------- tasks


def _tasks(found: Sequence[Change]) -> Iterator[Told]:
    """Done, moved, gone, open again, new, reworded: what is promised no longer comes before what is promised more."""
    for done in _by_place([change for change in found if isinstance(change, history.TaskChecked)]):
        yield _told("tasks-done", done, " are done")
    yield from _moved([change for change in found if isinstance(change, history.TaskMoved)])
    yield from _lost([change for change in found if isinstance(change, history.TaskVanished)])
    for again in _by_place([change for change in found if isinstance(change, history.TaskUnchecked)]):
        yield _told("tasks-reopened", again, " are open again")
    new = {change.after.section for change in found if isinstance(change, history.MilestoneAdded)}
    yield from _more([change for change in found if isinstance(change, history.TaskAdded)], new)
    for other in _by_place([change for change in found if isinstance(change, history.TaskReworded)]):
        told = _told("tasks-reworded", other, " are reworded")
        items = tuple(
            item._replace(words=(Quote(change.before.text), " -> ", Quote(change.after.text)))
            for item, change in zip(told.items, other, strict=True)
        )
        yield told._replace(items=items)


def _moved(moved: Sequence[history.TaskMoved]) -> Iterator[Told]:
    for group in _grouped(moved, lambda change: (_place(change.before), _place(change.after))):
        count = _count(len(group), _noun(group[0].after))
        places = (Quote(_place(group[0].before)), " to ", Quote(_place(group[0].after)))
        words: Words = (f"{count} {'moves' if len(group) == 1 else 'move'} from ", *places)
        items = tuple(_item(change.before, change.after) for change in group)
        yield Told("tasks-moved", "tasks", words, items[0].before, items[0].after, items)


def _lost(gone: Sequence[history.TaskVanished]) -> Iterator[Told]:
    """Those of milestones that are gone, and statements, are told there."""
    gone = [change for change in gone if not change.before.statements]
    for group in _by_place([change for change in gone if change.before.milestone is None or change.milestone]):
        open_ = sum(change.before.item.checked is False for change in group)
        yield _told("tasks-gone", group, " are gone from ", _of_them(open_, len(group), "open"))


def _more(added: Sequence[history.TaskAdded], new: Set[int]) -> Iterator[Told]:
    """Those of new milestones, and statements, are told there."""
    added = [change for change in added if not change.after.statements]
    known = [change for change in added if change.after.milestone is None or change.after.milestone.section not in new]
    for group in _by_place(known):
        done = sum(change.after.item.checked is True for change in group)
        yield _told("tasks-added", group, " are new in ", _of_them(done, len(group), "done"))


def _of_them(number: int, of: int, what: str) -> str:
    if not number:
        return ""
    if of == 1:
        return f", and {what}"
    share = {2: "both"}.get(of, "all") if number == of else str(number)
    return f", {share} of them {what}"


def _told(kind: str, changes: Sequence[OfTask], predicate: str, rest: str = "") -> Told:
    """`2 tasks of v2.8 are done`, `1 task is gone from v2.8, and open`: the predicate is given for several."""
    items = tuple(_item(getattr(change, "before", None), getattr(change, "after", None)) for change in changes)
    entry = _entry(changes[0])
    count, place = _count(len(items), _noun(entry)), Quote(_place(entry))
    if len(items) == 1:
        predicate = predicate.replace(" are ", " is ", 1)
    is_behind = predicate.endswith((" from ", " in "))
    words: Words = (f"{count}{predicate}", place, rest) if is_behind else (f"{count} of ", place, f"{predicate}{rest}")
    return Told(kind, "tasks", words, items[0].before, items[0].after, items)


def _by_place(changes: Sequence[C]) -> list[list[C]]:
    return _grouped(changes, lambda change: _place(_entry(change)))


def _entry(change: OfTask) -> Entry:
    """The task as it is now, else as it was."""
    return change.before if isinstance(change, history.TaskVanished) else change.after


def _item(before: Entry | None, after: Entry | None) -> Told:
    entry = after or before
    assert entry is not None  # one of the two is what is told
    return Told(
        "task",
        "tasks",
        (Quote(entry.text),),
        before.item.content.span if before else None,
        after.item.content.span if after else None,
    )


def _place(entry: Entry) -> str:
    if entry.milestone is not None:
        return entry.milestone.name
    return legible(entry.heading.text) if entry.heading else "the beginning"


def _noun(entry: Entry) -> str:
    return "task" if entry.milestone is not None else "entry"


def _count(number: int, noun: str) -> str:
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else several}"


def _grouped(things: Iterable[T], key: Callable[[T], Any]) -> list[list[T]]:
    """The things with one key together, in the order of the first of each."""
    found: dict[Any, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return list(found.values())


# ----------------------------------------------------------------------------------------------------------- formats


def text(compared: Iterable[Compared], since: str) -> str:
    """Sentences under their topics, each with its line; `since` says what the documents are compared with."""
    blocks = []
    for one in compared:
        lines = [f"{visible_path(one.after.path)}: {_head(one)} {visible(since)}"]
        for topic, told in _by_topic(one):
            lines += ["", topic.capitalize()]
            for sentence in told:
                place = "" if sentence.items else f"{_line(one, sentence)}: "
                lines.append(f"  {place}{_plain(sentence.words)}")
                lines += [f"    {_line(one, item)}: {_plain(item.words)}" for item in sentence.items]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def markdown(compared: Iterable[Compared], since: str) -> str:
    """The same as Markdown for a comment: what the documents say is code, and can link, mention and hide nothing."""
    blocks = []
    for one in compared:
        lines = [f"### {_code(one.after.path)}: {_head(one)} {_code(since)}"]
        for topic, told in _by_topic(one):
            lines += ["", f"**{topic.capitalize()}**", ""]
            for sentence in told:
                place = "" if sentence.items else f" ({_line(one, sentence)})"
                lines.append(f"- {_marked(sentence.words)}{place}")
                lines += [f"  - {_marked(item.words)} ({_line(one, item)})" for item in sentence.items]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def json(compared: Iterable[Compared], *, version: str, base: str | None, commit: str | None) -> str:
    """The same as one JSON object. Lines and columns from 1, offsets from 0, all in code points."""
    from json import dumps

    files = [
        {
            "path": one.after.path,
            "base_path": one.before.path if one.before else None,
            "changes": [_object(one, told) for told in one.told],
        }
        for one in compared
    ]
    tool = {"name": "roadmap-lint", "version": version}
    report = {"schema_version": SCHEMA_VERSION, "tool": tool, "base": base, "commit": commit, "files": files}
    return dumps(report, indent=2, ensure_ascii=True) + "\n"


def _object(one: Compared, told: Told) -> dict[str, Any]:
    return {
        "kind": told.kind,
        "topic": told.topic,
        "message": "".join(visible(word.text if isinstance(word, Quote) else word) for word in told.words),
        "before": _point(one.before, told.before),
        "after": _point(one.after, told.after),
        "items": [_object(one, item) for item in told.items],
    }


def _point(source: Source | None, span: Span | None) -> dict[str, int] | None:
    if source is None or span is None:
        return None
    line, column = source.point(span.start)
    return {"line": line, "column": column, "offset": span.start}


def _head(one: Compared) -> str:
    if one.before is None:
        return "it is new since"
    if one.told:
        return f"{_count(len(one.told), 'change')} since"
    return "no promise changed since" if one.before.text != one.after.text else "nothing changed since"


def _by_topic(one: Compared) -> Iterator[tuple[str, list[Told]]]:
    for topic in TOPICS:
        told = [sentence for sentence in one.told if sentence.topic == topic]
        if told:
            yield topic, told


def _line(one: Compared, told: Told) -> str:
    if told.after is not None:
        return f"line {one.after.line_at(told.after.start)}"
    if told.before is not None and one.before is not None:
        return f"was line {one.before.line_at(told.before.start)}"
    return "line 1"


def _plain(words: Words) -> str:
    return "".join(visible(_short(word.text)) if isinstance(word, Quote) else word for word in words)


def _marked(words: Words) -> str:
    return "".join(_code(word.text) if isinstance(word, Quote) else word.replace("->", "→") for word in words)


def _code(text: str) -> str:
    """Text as a code span: nothing in it is Markdown, HTML, a link or a mention."""
    shown = visible(_short(text)).replace("\t", " ") or " "
    longest = run = 0
    for character in shown:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    fence = "`" * (longest + 1)
    blank = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{blank}{shown}{blank}{fence}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"
