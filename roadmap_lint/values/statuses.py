"""How far along a milestone is: the words of the vocabulary, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.values.periods import MONTH_ALONE, read_period

# The states a milestone goes through, as ranks; what is cancelled or postponed has none.
PLANNED, IN_PROGRESS, COMPLETED = "planned", "in progress", "completed"
CANCELLED, POSTPONED = "cancelled", "postponed"
STATE_RANK = {PLANNED: 0, IN_PROGRESS: 1, COMPLETED: 2}

# The words of RULES.md first (they are offered as corrections), then others that are read and never complained about.
STATUS_WORDS: dict[str, str] = {
    "provisional": PLANNED,
    "planned": PLANNED,
    "proposed": PLANNED,
    "in progress": IN_PROGRESS,
    "completed": COMPLETED,
    "done": COMPLETED,
    "released": COMPLETED,
    "cancelled": CANCELLED,
    "postponed": POSTPONED,
    "delayed": POSTPONED,
}
STATUS_SYNONYMS: dict[str, str] = {
    "abandoned": CANCELLED,
    "active": IN_PROGRESS,
    "blocked": IN_PROGRESS,
    "canceled": CANCELLED,
    "complete": COMPLETED,
    "deferred": POSTPONED,
    "delivered": COMPLETED,
    "deployed": COMPLETED,
    "descoped": CANCELLED,
    "draft": PLANNED,
    "dropped": CANCELLED,
    "finished": COMPLETED,
    "future": PLANNED,
    "implemented": COMPLETED,
    "in development": IN_PROGRESS,
    "in review": IN_PROGRESS,
    "launched": COMPLETED,
    "merged": COMPLETED,
    "not started": PLANNED,
    "on hold": POSTPONED,
    "on track": IN_PROGRESS,
    "ongoing": IN_PROGRESS,
    "open": PLANNED,
    "paused": POSTPONED,
    "pending": PLANNED,
    "planning": PLANNED,
    "promised": PLANNED,
    "proposal": PLANNED,
    "published": COMPLETED,
    "queued": PLANNED,
    "rejected": CANCELLED,
    "rescheduled": POSTPONED,
    "rolled out": COMPLETED,
    "scheduled": PLANNED,
    "shipped": COMPLETED,
    "skipped": CANCELLED,
    "slipped": POSTPONED,
    "started": IN_PROGRESS,
    "suspended": POSTPONED,
    "tba": PLANNED,
    "tbd": PLANNED,
    "tentative": PLANNED,
    "to do": PLANNED,
    "todo": PLANNED,
    "upcoming": PLANNED,
    "wip": IN_PROGRESS,
    "withdrawn": CANCELLED,
    "won't do": CANCELLED,
    "won't fix": CANCELLED,
    "wontfix": CANCELLED,
    "work in progress": IN_PROGRESS,
}

# What emoji say by themselves, without the selector that may stand behind them; `None` where only a legend can tell.
EMOJI_STATUSES: dict[str, str | None] = {
    "✅": COMPLETED,
    "✔": COMPLETED,
    "☑": COMPLETED,
    "🏁": COMPLETED,
    "🚧": IN_PROGRESS,
    "🏗": IN_PROGRESS,
    "🛠": IN_PROGRESS,
    "🔨": IN_PROGRESS,
    "👷": IN_PROGRESS,
    "🔄": IN_PROGRESS,
    "🏃": IN_PROGRESS,
    "🔮": PLANNED,
    "🔜": PLANNED,
    "📅": PLANNED,
    "📆": PLANNED,
    "🗓": PLANNED,
    "⬜": PLANNED,
    "⏸": POSTPONED,
    "⏳": None,
    "⌛": None,
    "❌": None,
    "✖": None,
    "🚫": None,
    "⛔": None,
    "🧪": None,
    "🟢": None,
    "🟡": None,
    "🟠": None,
    "🔴": None,
    "🔵": None,
    "⚪": None,
}
# The names of emoji, which GitHub, GitLab and most site generators draw.
EMOJI_NAMES: dict[str, str] = {
    "white_check_mark": "✅",
    "heavy_check_mark": "✔",
    "ballot_box_with_check": "☑",
    "checkered_flag": "🏁",
    "construction": "🚧",
    "building_construction": "🏗",
    "hammer_and_wrench": "🛠",
    "hammer": "🔨",
    "construction_worker": "👷",
    "arrows_counterclockwise": "🔄",
    "running": "🏃",
    "crystal_ball": "🔮",
    "soon": "🔜",
    "date": "📅",
    "calendar": "📆",
    "white_large_square": "⬜",
    "hourglass_flowing_sand": "⏳",
    "hourglass": "⌛",
    "x": "❌",
    "heavy_multiplication_x": "✖",
    "no_entry_sign": "🚫",
    "no_entry": "⛔",
    "test_tube": "🧪",
    "green_circle": "🟢",
    "yellow_circle": "🟡",
    "orange_circle": "🟠",
    "red_circle": "🔴",
    "large_blue_circle": "🔵",
    "white_circle": "⚪",
}
# How far away, where no date is said.
PERIOD_WORDS = pattern(
    r"[\W_]*(?:future|now|next|later|soon|eventually|backlog|ongoing|continuous(?:ly)?|(?:(?:near|short|mid|medium|long)"
    r"(?:er)?[\s-]term)(?:\s+\w+)?|next (?:\w+ )?(?:release|version|quarter|year))[\W_]*",
    re.IGNORECASE,
)


_LONGEST_STATUS = max(len(word) for word in (*STATUS_WORDS, *STATUS_SYNONYMS))


class Status(Record):
    """A status word as written, and the state it stands for.

    `state` is one of `planned`, `in progress`, `completed`, `cancelled` and `postponed`; `None` for a word that is not
    known.
    """

    text: str
    state: str | None

    @property
    def rank(self) -> int | None:
        """How far along: 0 planned, 1 in progress, 2 completed; `None` for the rest."""
        return STATE_RANK.get(self.state) if self.state else None


_NAMED_EMOJI = pattern(r"[\s*_]{0,9}(?P<sign>:(?P<name>[a-z][a-z\d_+-]{0,40}):)(?![\w:])")
_WORDS = pattern(r"[nN]/[aA]\b|[^\W\d_]+(?:(?:[-\s]|['’](?=[tT]\b))[^\W\d_]+)*")

_BLANK_OR_HYPHEN = pattern(r"[-\s]")
_DIGIT = pattern(r"\d")
_PREPOSITION = pattern(r"\s(?:on|in|at|by|as|for|since|until|with|and|but|see)\b", re.IGNORECASE)


# What stands before a word for 'completed', or behind it, and means that something is left to do.
_NEARLY = pattern(
    r"(?:(?:partially|partly|in part|almost|nearly|mostly|largely|half|halfway|not(?:\s+(?:yet|fully|quite))?|"
    r"(?:soon|yet)\s+to\s+be|(?P<will>will\s+be)|(?:to|should|can)\s+be|being|about\s+to\s+be|(?P<share>\d{1,3})(?:[.,]\d+)?\s*%)"
    r"[\s-]+)+",
    re.IGNORECASE,
)
_LEFT_OPEN = pattern(
    r"[\s*_]{0,9}(?P<mark>[,:(–—-]?)[\s*_]{0,9}(?:(?:soon|shortly|eventually|partially|partly|(?:by\s+)?next\s+\w+)\b|"
    r"(?:as|in|to)\s+(?:an?\s+)?(?:(?:public|private|open|closed|early|developer|dev|tech(?:nology|nical)?)[\s-]+)?"
    r"(?:alpha|beta|preview|prototype|draft|experiment(?:al)?|rc|release candidate)\b|"
    r"(?:all\s+)?(?:except(?:ing)?|excluding|apart\s+from|aside\s+from|with\s+the\s+exception\s+of|but\s+(?:not|for))\b|"
    r"(?:at\s+|to\s+|~)?(?P<share>\d{1,3})(?:[.,]\d+)?\s*%|(?P<by>by)\s+(?:the\s+)?)",
    re.IGNORECASE,
)


def read_status(text: str) -> tuple[Status, int, int] | None:
    """The status that a status line begins with, after emoji and marks, with its offsets.

    A word of the vocabulary is taken whole (`In Progress`); of other text the words up to the first number,
    punctuation or preposition are taken, with state `None`. What is completed in part, or soon (`80% complete`,
    `Released soon`, `Complete by Q3 2026`), is in progress; what will be (`Will be released in May`) is planned.
    """
    found = _read_state(text)
    nearly = _nearly(text, found)
    if nearly:
        return nearly
    if found is None or found[0].state != COMPLETED:
        return found
    end = _left_open(text, *found[1:])
    return (Status(text[found[1] : end], IN_PROGRESS), found[1], end) if end else found


def _nearly(text: str, found: tuple[Status, int, int] | None) -> tuple[Status, int, int] | None:
    """The status where its first words take back that it is completed."""
    if found is None or found[0].state not in (None, COMPLETED):
        return None
    number = _DIGIT.search(text, 0, found[1])
    if number is None and found[0].state:
        return None
    start = number.start() if number else found[1]
    before = _NEARLY.match(text, start)
    share = before["share"] if before else None
    if before is None or (share and int(share) >= 100):
        return None
    done = _read_state(text[before.end() :])
    if done is None or done[0].state != COMPLETED or done[1]:
        return None
    end = before.end() + done[2]
    return Status(text[start:end], PLANNED if before["will"] else IN_PROGRESS), start, end


def _left_open(text: str, start: int, end: int) -> int | None:
    """Where the words end that take back, behind a status, that it is completed."""
    rest = text[end:].strip(" *_")
    after = None if not rest or rest.startswith("on ") else _LEFT_OPEN.match(text, end)
    if after is None or (after["share"] and int(after["share"]) >= 100):
        return None
    if not after["by"]:
        return end if after["mark"] == "(" else after.end()
    period = read_period(text[after.end() :])
    if period is None or period[1]:
        month = MONTH_ALONE.match(text, after.end())
        return month.end() if month else None  # 'Completed by the team'
    if period[0].precision == "day" and text[start:end].lower().endswith("ed"):
        return None  # 'Completed by 2026-02-20'
    return after.end() + period[2]


def _read_state(text: str) -> tuple[Status, int, int] | None:
    mark = _NAMED_EMOJI.match(text)
    words = _WORDS.search(text, mark.end() if mark and mark["name"] in EMOJI_NAMES else 0)
    if words is None:
        return None
    folded = _BLANK_OR_HYPHEN.sub(" ", words[0][: _LONGEST_STATUS + 1]).lower().replace("’", "'")
    for length in range(min(len(folded), _LONGEST_STATUS), 0, -1):
        if length < len(folded) and folded[length] != " ":
            continue
        state = STATUS_WORDS.get(folded[:length]) or STATUS_SYNONYMS.get(folded[:length])
        if state:
            end = words.start() + length
            return Status(text[words.start() : end], state), words.start(), end
    stop = _PREPOSITION.search(words[0])
    # 'In Progres' begins with a preposition that belongs to the status
    if stop and stop.start() < 3:
        stop = None
    end = words.start() + (stop.start() if stop else len(words[0]))
    return Status(text[words.start() : end], None), words.start(), end


# A sign that is no letter, digit or punctuation; skin tones, joiners and selectors belong to the one before.
_MARK = pattern(r"(?P<sign>[^\w\s\x00-\x7f\u2010-\u2027\ufffc’‘“”…])[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*")


def read_mark(text: str) -> tuple[Status, int, int] | None:
    """The status that an emoji says with which a text begins, with its offsets; one of no known meaning says nothing.

    It may be written by its name (`:construction:`). Its state is `None` where the emoji has no meaning of its own
    (`❌`): a legend may give it one.
    """
    start = len(text) - len(text.lstrip(" *_~[("))
    match = _NAMED_EMOJI.match(text, start) if text.startswith(":", start) else None
    if match is not None and match["name"] in EMOJI_NAMES:
        return Status(match["sign"], EMOJI_STATUSES[EMOJI_NAMES[match["name"]]]), *match.span("sign")
    match = _MARK.match(text, start)
    if match is None or match["sign"] not in EMOJI_STATUSES:
        return None
    return Status(match["sign"], EMOJI_STATUSES[match["sign"]]), match.start(), match.end("sign")


def marks_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The emoji in a text that may tell a status, each with its offsets, selectors and all."""
    return ((match["sign"], *match.span()) for match in _MARK.finditer(text) if match["sign"] in EMOJI_STATUSES)


_SHORTCODE = pattern(r"(?<!\S):[a-z0-9_+-]{2,40}:(?!\S)")


def without_shortcodes(text: str) -> str:
    """The text with blanks for the names of emoji (`:rocket:`): as long as before."""
    return _SHORTCODE.sub(lambda match: " " * len(match[0]), text) if ":" in text else text


def without_marks(text: str) -> str:
    """The text without emoji and the like."""
    return " ".join(_MARK.sub(" ", text).split())
