"""What suppressions say: the comments that are directives, and the field of the front matter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic, Fix
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, FrontMatterField, Value
from roadmap_lint.record import Record
from roadmap_lint.reserved import CODES as NEVER_SUPPRESSED
from roadmap_lint.reserved import SuppressionExpired, SuppressionInvalid
from roadmap_lint.rule import replacement
from roadmap_lint.selection import matching
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span
from roadmap_lint.spelling import did_you_mean, only_one_edit_away

FIELD = "roadmap-lint-disable"
"""The field of the front matter that names rules for the whole document."""

VERBS = ("disable-next-line", "disable-line", "disable", "enable", "disable-file")
ARGUMENTS = ("reason", "until")

_DIRECTIVE = pattern(r"\s*roadmap-lint-(?P<verb>[A-Za-z-]+)(?:[\s,:]+(?P<rest>.*))?$", re.DOTALL)
_ARGUMENT = pattern(
    r"(?<![\w-])(?P<key>[A-Za-z][\w-]*)\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>\S+))"
)
_WORD = pattern(r"[^\s,]+")
_LISTED = pattern(r"[^\s,\[\]\"']+")  # a name in a list or a text of YAML, TOML or JSON
_NOTE = pattern(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)
_YAML_MARKS = ("-", "|", ">")
_NOT_LINE_ENDING = pattern(r"[^\r\n]")
_NO_END = 2**31
# Of more unknown names than anyone writes the nearest known one is not looked for.
_MOST_HINTS = 100


class Named(Record):
    """One name in a suppression: on which lines (from 1) it covers each rule that it stands for, by code.

    A name that stands for no rule covers none.
    """

    word: Value[str]
    lines: dict[str, range]

    def is_used(self, found: Mapping[str, list[int]]) -> bool:
        """Whether it covers a finding; `found` has the lines with findings of each rule, in order."""
        for code, held in self.lines.items():
            if code in found and _first_at(found[code], held.start) < held.stop:
                return True
        return False


class Directive(Record):
    """A suppression that can work. `comment` is the field itself where it stands in the front matter."""

    comment: Value[str] | FrontMatterField
    verb: str
    names: tuple[Named, ...]


def _first_at(lines: list[int], line: int) -> int:
    """The first of the lines from a line on."""
    index = bisect_left(lines, line)
    return lines[index] if index < len(lines) else _NO_END


class Reader:
    """Reads the comments of one document, in their order: the directives that can work, and what is wrong."""

    def __init__(self, document: Document, config: Config, today: date | None) -> None:
        self.directives: list[Directive] = []
        self.problems: list[Diagnostic] = []
        self._config = config
        self._today = today
        self._document = document
        self._source = document.source
        self._open: dict[str, list[dict[str, range]]] = {}  # by code: the lines of the names that no `enable` ended yet
        self._known: dict[str, frozenset[str]] = {}
        self._suppressible: dict[str, frozenset[str]] = {}
        self._nearest: dict[str, tuple[str, str | None]] = {}
        self._hints = 0

    @cached_property
    def _written(self) -> list[int]:
        """The lines that hold more than blanks, marks of a quote and comments."""
        lines = _without_comments(self._document).split("\n")
        return [
            number
            for number, line in enumerate(lines, 1)
            if line.removeprefix(BYTE_ORDER_MARK).replace(">", " ").strip()
        ]

    @cached_property
    def _text_ends(self) -> dict[int, int]:
        """By the line where a text of several lines begins: the line where the last such one ends."""
        ends: dict[int, int] = {}
        line_at = self._source.line_at
        for text in self._document.texts:
            start, end = text.span
            first, last = line_at(start), line_at(end)
            if first < last:
                ends[first] = max(last, ends.get(first, 0))
        return ends

    def read(self, comment: Value[str]) -> None:
        match = _DIRECTIVE.match(comment.raw)
        verb = match["verb"].lower() if match is not None else ""
        if match is None or verb not in VERBS:
            self._malformed(comment, match)
            return
        rest = match["rest"] or ""
        behind = comment.span.start + match.start("rest")
        words = _words(rest, behind)
        codes = [self._codes(comment, word) for word in words]
        if verb == "enable":
            self._end(comment, frozenset().union(*codes) if words else None)
            return
        if not words:
            self._invalid(comment, "this suppression names no rule: say which ones it is for")
        if self._holds(comment, self._arguments(comment, rest, behind)) and any(codes):
            lines = self._lines(comment, verb)
            pairs = zip(words, codes, strict=True)
            names = tuple([Named._make((word, dict.fromkeys(known, lines))) for word, known in pairs])
            self.directives.append(Directive(comment, verb, names))
            for name in names if verb == "disable" else ():
                for code in name.lines:
                    self._open.setdefault(code, []).append(name.lines)

    def read_field(self, field: FrontMatterField) -> None:
        """A field for the whole document: `roadmap-lint-disable: [RM201, eol-lag]`."""
        key, value = field.key, field.value
        if key.value != FIELD:
            self._invalid(key, f"'{key.value[:60]}' is not a field of roadmap-lint; did you mean '{FIELD}'?")
            return
        if field.kind not in ("list", "string", "null"):
            self._invalid(value, f"'{FIELD}' takes a list of rules, not a {field.kind}")
            return
        words = _listed(value)
        if not words:
            self._invalid(key, f"'{FIELD}' names no rule: say which ones it is for")
        elif self._config.require_reason:
            message = "gives no reason, and the config asks for one: a comment can (roadmap-lint-disable-file)"
            self._invalid(key, f"'{FIELD}' {message}")
        names = (Named(word, dict.fromkeys(self._codes(word, word), range(1, _NO_END))) for word in words)
        self.directives.append(Directive(field, "disable-file", tuple(names)))

    def _invalid(self, comment: Value[str], message: str, fix: Fix | None = None) -> None:
        self.problems.append(SuppressionInvalid().finding(comment.span, message, fix=fix))

    def _malformed(self, comment: Value[str], match: re.Match[str] | None) -> None:
        written = comment.value.split()[0][:60]
        verb = _part(comment, match, "verb") if match else None
        hint = did_you_mean(verb.value, VERBS, "'roadmap-lint-{}'") if verb else ""
        known = f" (roadmap-lint-{', -'.join(VERBS)})"
        fix = _correction(verb, VERBS) if verb else None
        self._invalid(comment, f"'{written}' is not a directive{hint or known}", fix)

    def _arguments(self, comment: Value[str], rest: str, offset: int) -> dict[str, str]:
        """What `reason=` and `until=` say; one that is misspelt counts as what is meant, and is a finding."""
        arguments: dict[str, str] = {}
        for match in _ARGUMENT.finditer(rest) if "=" in rest else ():
            key, place = match["key"], Span(offset + match.start("key"), offset + match.end("key"))
            if key not in ARGUMENTS:
                hint = did_you_mean(key, ARGUMENTS, "'{}='") or f" (known: {'=, '.join(ARGUMENTS)}=)"
                fix = _correction(Value(key, place, key), ARGUMENTS)
                self._invalid(comment, f"'{key[:60]}=' is no part of a suppression{hint}", fix)
                key = only_one_edit_away(key, ARGUMENTS) or key
            arguments[key] = match["quoted"] or match["single"] or match["bare"] or ""
        return arguments

    def _codes(self, comment: Value[str], word: Value[str]) -> frozenset[str]:
        """The rules that a word stands for, without those that cannot be suppressed; none is a finding."""
        name, shown = word.value, word.value[:60]
        if name not in self._known:
            rules = matching(name, self._config.catalogue) if name.upper() != "ALL" else []
            self._known[name] = frozenset(rule.code for rule in rules)
            self._suppressible[name] = self._known[name] - NEVER_SUPPRESSED
        codes = self._known[name]
        if not codes:
            hint, right = self._meant(name)
            fix = replacement(word.span, right) if right else None
            self._invalid(comment, f"this suppression names no rule: '{shown}'{hint}", fix)
        elif codes <= NEVER_SUPPRESSED:
            self._invalid(comment, f"'{shown}' cannot be suppressed: it is not about the roadmap")
        return self._suppressible[name]

    def _meant(self, name: str) -> tuple[str, str | None]:
        """What to say of the rules that an unknown name may mean, and the name of the one that it must mean."""
        self._hints += 1
        if self._hints > _MOST_HINTS:
            return "", None
        if name not in self._nearest:
            known = [rule for rule in self._config.catalogue if rule.code not in NEVER_SUPPRESSED]
            keys = [key for rule in known for key in (rule.name, rule.code)]
            self._nearest[name] = did_you_mean(name, keys), only_one_edit_away(name, keys)
        return self._nearest[name]

    def _holds(self, comment: Value[str], arguments: dict[str, str]) -> bool:
        """Whether the day in `until=` has not passed. A missing reason is a finding, but the suppression works."""
        if self._config.require_reason and not arguments.get("reason"):
            self._invalid(comment, 'this suppression gives no reason, and the config asks for one (reason="…")')
        if "until" not in arguments:
            return True
        try:
            day = date.fromisoformat(arguments["until"])
        except ValueError:
            self._invalid(comment, f"until={arguments['until'][:60]} is not a day such as 2027-01-31")
            return False
        if self._today is None or self._today <= day:
            return True
        message = f"this suppression ended on {day}: what it hid is shown again; correct that, or give a later day"
        self.problems.append(SuppressionExpired().finding(comment.span, message))
        return False

    def _lines(self, comment: Value[str], verb: str) -> range:
        line = self._source.line_at(comment.span.end)
        if verb == "disable-file":
            return range(1, _NO_END)
        if verb == "disable-line":
            return range(line, line + 1)
        if verb == "disable":
            return range(line + 1, _NO_END)
        first = self._next_line(line)
        return range(first, self._text_ends.get(first, first) + 1)

    def _next_line(self, line: int) -> int:
        """The first line behind another that holds more than blanks, marks of a quote and comments."""
        return min(_first_at(self._written, line + 1), max(line + 1, self._source.line_count))

    def _end(self, comment: Value[str], codes: frozenset[str] | None) -> None:
        """Let `enable` end every open `disable` of some rules, or of all of them (`None`)."""
        line = self._source.line_at(comment.span.start)
        for code in list(self._open) if codes is None else codes:
            for lines in self._open.pop(code, ()):
                lines[code] = range(lines[code].start, min(lines[code].stop, line))


def _part(comment: Value[str], match: re.Match[str], group: str) -> Value[str]:
    """What a group of a match in a comment caught."""
    start, end = match.span(group)
    return Value(match[group], Span(comment.span.start + start, comment.span.start + end), match[group])


def _listed(value: Value[str]) -> list[Value[str]]:
    """The names in the value of a field, whatever the format: a list on one line or several, or a text."""
    raw = _NOTE.sub(lambda note: " " * len(note[0]), value.raw)
    places = (
        (word[0], Span(value.span.start + word.start(), value.span.start + word.end()))
        for word in _LISTED.finditer(raw)
    )
    return [Value(name, span, name) for name, span in places if name not in _YAML_MARKS]


def _correction(word: Value[str], known: Iterable[str]) -> Fix | None:
    """The fix of a word that one slip leads away from what it should be, and from nothing else."""
    right = only_one_edit_away(word.value, known)
    return replacement(word.span, right) if right else None


def _words(text: str, offset: int) -> list[Value[str]]:
    """The names of rules in what follows the verb, which stands at an offset of the source."""
    names = _ARGUMENT.sub(lambda argument: " " * len(argument[0]), text) if "=" in text else text
    words: list[Value[str]] = []
    for word in _WORD.finditer(names):
        (start, end), name = word.span(), word[0]
        words.append(Value._make((name, Span(offset + start, offset + end), name)))
    return words


def with_marks(source: Source, comment: Value[str]) -> Span:
    """A comment with its marks: `<!--` and `-->`, in MDX also `{/*` and `*/}`."""
    start, end = comment.span
    opener = "<!--" if source.text.startswith("<!--", start - 4) else "{/*"
    return Span(start - len(opener), end + len("-->"))


def _without_comments(document: Document) -> str:
    """The text with a blank in the place of each comment, or of each line of one: it has as many lines."""
    text = document.source.text
    parts: list[str] = []
    position = 0
    for comment in document.comments:
        start, end = with_marks(document.source, comment)
        several = "\n" in comment.raw or "\r" in comment.raw
        parts += text[position:start], _NOT_LINE_ENDING.sub(" ", text[start:end]) if several else " "
        position = end
    return Source("".join([*parts, text[position:]])).normalised()
