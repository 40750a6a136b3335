"""Buckets: the headings that sort work by when it comes, without a date (Now, Next, Later, Done, Backlog).

One table holds the words; whatever reads a bucket, in a heading or elsewhere, reads it from here.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.values.statuses import without_shortcodes

NOW, NEXT, LATER, DONE, BACKLOG = "now", "next", "later", "done", "backlog"

# In lower case, a hyphen written as a blank. Seen in the roadmaps of real projects, and their plain synonyms.
BUCKET_WORDS: dict[str, str] = {
    "now": NOW,
    "active": NOW,
    "current": NOW,
    "current focus": NOW,
    "currently": NOW,
    "currently working on": NOW,
    "doing": NOW,
    "in development": NOW,
    "in flight": NOW,
    "in progress": NOW,
    "in review": NOW,
    "in the works": NOW,
    "ongoing": NOW,
    "started": NOW,
    "this month": NOW,
    "this quarter": NOW,
    "this year": NOW,
    "under development": NOW,
    "under review": NOW,
    "underway": NOW,
    "what we are working on": NOW,
    "what we're working on": NOW,
    "wip": NOW,
    "work in progress": NOW,
    "working on": NOW,
    "working on now": NOW,
    "next": NEXT,
    "coming next": NEXT,
    "coming soon": NEXT,
    "coming up": NEXT,
    "immediate": NEXT,
    "near future": NEXT,
    "near term": NEXT,
    "near term roadmap": NEXT,
    "nearer term": NEXT,
    "next month": NEXT,
    "next quarter": NEXT,
    "next up": NEXT,
    "pending": NEXT,
    "planned": NEXT,
    "scheduled": NEXT,
    "short term": NEXT,
    "short term roadmap": NEXT,
    "shorter term": NEXT,
    "soon": NEXT,
    "to do": NEXT,
    "todo": NEXT,
    "todos": NEXT,
    "up next": NEXT,
    "upcoming": NEXT,
    "what's next": NEXT,
    "later": LATER,
    "exploring": LATER,
    "future": LATER,
    "long term": LATER,
    "long term roadmap": LATER,
    "longer term": LATER,
    "medium term": LATER,
    "medium term roadmap": LATER,
    "mid term": LATER,
    "mid term roadmap": LATER,
    "next year": LATER,
    "on the horizon": LATER,
    "planning": LATER,
    "proposed": LATER,
    "some day": LATER,
    "someday": LATER,
    "under consideration": LATER,
    "under investigation": LATER,
    "done": DONE,
    "already done": DONE,
    "complete": DONE,
    "completed": DONE,
    "delivered": DONE,
    "finished": DONE,
    "launched": DONE,
    "past releases": DONE,
    "recently completed": DONE,
    "recently done": DONE,
    "recently released": DONE,
    "recently shipped": DONE,
    "released": DONE,
    "shipped": DONE,
    "what we shipped": DONE,
    "backlog": BACKLOG,
    "deferred": BACKLOG,
    "icebox": BACKLOG,
    "ideas": BACKLOG,
    "long term backlog": BACKLOG,
    "nice to have": BACKLOG,
    "not planned": BACKLOG,
    "not started": BACKLOG,
    "parking lot": BACKLOG,
    "unscheduled": BACKLOG,
    "wish list": BACKLOG,
    "wishlist": BACKLOG,
}

# What is sorted: one of them may stand behind the word ('Planned features', 'Future work').
_NOUNS = frozenset(
    re.split(
        " ",
        "backlog direction directions enhancement enhancements feature features goal goals idea ideas improvement "
        "improvements initiative initiatives item items list milestone milestones objective objectives plan plans "
        "priorities project projects "
        "release releases stuff task tasks things topics version versions work",
    )
)
_LONGEST = max(len(words.split()) for words in BUCKET_WORDS)
_FIRST_WORDS = frozenset(words.split()[0] for words in BUCKET_WORDS)
_WORD = pattern(r"[^\W_]+(?:['’][^\W_]+)?")
# What sets a remark off from the word before it.
_REMARK = pattern(r"[\s*_~]*(?:[(\[{:|–—]|-+\s)")
_BEFORE_A_VERSION = ("post", "after", "beyond")
_BEGINNINGS = _FIRST_WORDS.union(_BEFORE_A_VERSION)
# 'Post 1.0 Work', 'Beyond v2', 'After GA': what waits for a version, or for the first one.
_AFTER_A_VERSION = pattern(
    r"[\W_]*(?P<name>(?:post|after|beyond)(?:\s+|-)(?:v?\d{1,4}(?:\.(?:\d{1,4}|x)){0,3}|ga))(?![\w.])", re.IGNORECASE
)
_NUMBER = pattern(r"\d{1,3}[.)]\s")


class BucketName(Record):
    """The name of a bucket as written, and what it means: `now`, `next`, `later`, `done` or `backlog`."""

    text: str
    kind: str


class _Word(Record):
    text: str
    start: int
    end: int


def read_bucket(text: str) -> tuple[BucketName, int, int] | None:
    """The bucket that a heading names, with its offsets: `🚀 Up next`, `Backlog (future releases)`, `Future work:`.

    Emoji, marks and a number may stand around it, a remark in brackets or set off behind it, and another bucket
    ('Near-term and medium-term': the first one counts). 'Next steps' and 'Done when …' name none.
    """
    text = without_shortcodes(text) if ":" in text else text
    first = _WORD.search(text[:120])
    if first is None or not _may_begin(text, first):
        return None
    words = [_Word(match[0].lower().replace("’", "'"), *match.span()) for match in _WORD.finditer(text[:120])]
    after = _AFTER_A_VERSION.match(text) if words[0].text in _BEFORE_A_VERSION else None
    if after:
        name = _Word(after["name"], *after.span("name"))
        behind = [word for word in words if word.start >= name.end]
        return (BucketName(name.text, LATER), name.start, name.end) if _ends(text, [name, *behind], 1) else None
    if words and words[0].text.isdigit() and _NUMBER.match(text, words[0].start):
        del words[0]
    if not words or words[0].text not in _FIRST_WORDS:
        return None
    length = _named(text, words)
    if not length or not _ends(text, words, length):
        return None
    start, end = words[0].start, words[length - 1].end
    return BucketName(text[start:end], BUCKET_WORDS[_phrase(words[:length])]), start, end


def _may_begin(text: str, first: re.Match[str]) -> bool:
    """Whether the name of a bucket, or a number before it, may begin with the first word: most texts end here."""
    word = first[0].lower()
    if word.isdigit():
        return _NUMBER.match(text, first.start()) is not None
    return word.replace("’", "'") in _BEGINNINGS


def _phrase(words: list[_Word]) -> str:
    return " ".join(word.text for word in words)


def _named(text: str, words: list[_Word]) -> int:
    """How many of the words are the name of a bucket: the longest one that they begin with."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        together = text[words[0].start : words[length - 1].end]
        written = " ".join(together.lower().replace("’", "'").replace("-", " ").split())
        if written in BUCKET_WORDS and written == _phrase(words[:length]):
            return length
    return 0


def _ends(text: str, words: list[_Word], at: int) -> bool:
    """Whether the words from `at` on say nothing else: no more of them, what is sorted, a remark, another bucket."""
    if at < len(words) and words[at].text in _NOUNS:
        at += 1
    if at == len(words) or _REMARK.match(text, words[at - 1].end):
        return True
    between = text[words[at - 1].end : words[at].start].strip()
    if words[at].text in ("and", "or") and not between:
        at += 1
    elif between not in ("/", "&", "+"):
        return False
    length = _named(text, words[at:])
    return bool(length) and _ends(text, words, at + length)
