"""What a rule author subclasses, and what a rule is given.

A rule is its options, its page and its tests: a class whose attributes made by `option()` are its options, whose
docstring is its page, and whose examples in that page are its tests (see `roadmap_lint.testing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeVar, cast, dataclass_transform

from roadmap_lint import facts as _facts
from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Related, Severity, visible
from roadmap_lint.model import Document
from roadmap_lint.record import Record
from roadmap_lint.source import Span
from roadmap_lint.spelling import did_you_mean, only_one_edit_away

if TYPE_CHECKING:
    from roadmap_lint.history import Change

T = TypeVar("T")

API_VERSION = 1
"""The version of this API. A pack says which one it was written for (`ROADMAP_LINT_API = 1`)."""

Kind = Literal["static", "dated", "history", "online"]
"""What a rule needs: the document alone; a *today*; the base revision; the network."""

NEEDS: Mapping[str, frozenset[str]] = {
    "static": frozenset(),
    "dated": frozenset({"today"}),
    "history": frozenset({"base"}),
    "online": frozenset({"tracker"}),
}
"""What a kind needs of the context."""

CAPABILITIES = ("files", "today", "base", "tracker")
"""What a rule may say that it needs."""


class OptionError(ValueError):
    """An option that a rule does not have, or a value that it does not take. The message is one line."""

    option: str

    def __init__(self, message: str, option: str) -> None:
        super().__init__(message)
        self.option = option


class Option(Record):
    """A declared option: its default, whose type is its type; what it is for; the values it takes (all, if none)."""

    default: Any
    doc: str
    choices: tuple[str, ...] = ()

    def accept(self, name: str, value: object) -> Any:
        """The value as the rule sees it; lists become tuples. Raises `OptionError`."""
        expected, accepted = _KINDS[type(self.default)]
        if not accepted(value):
            raise OptionError(f"option '{name}' takes {expected}, not {shown_value(value)}", name)
        if self.choices and value not in self.choices:
            raise OptionError(f"option '{name}' takes {one_of(self.choices, value)}", name)
        return tuple(value) if isinstance(value, list) else value


def shown_value(value: object) -> str:
    """A value of a config as an error message shows it: short, whatever it is."""
    try:
        text = repr(value)
    except ValueError:  # Python refuses to print a number of thousands of digits
        return "this number"
    return text if len(text) <= 80 else f"{text[:79]}…"


def one_of(choices: Iterable[str], value: object) -> str:
    """The end of an error message: `one of github, hugo, not 'githb'; did you mean 'github'?`."""
    known = list(choices)
    meant = only_one_edit_away(value, known) if isinstance(value, str) else None
    return f"one of {', '.join(known)}, not {shown_value(value)}" + (f"; did you mean '{meant}'?" if meant else "")


def _all_text(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


_KINDS: dict[type, tuple[str, Callable[[Any], bool]]] = {
    bool: ("true or false", lambda value: isinstance(value, bool)),
    int: ("a whole number above 0", lambda value: type(value) is int and 0 < value < 1_000_000),
    str: ("a text", lambda value: isinstance(value, str)),
    tuple: ("a list of texts", lambda value: isinstance(value, list | tuple) and _all_text(value)),
    dict: ("a table of texts", lambda value: isinstance(value, dict) and _all_text([*value, *value.values()])),
}


# The types of defaults by the ways to write them in an annotation.
_ANNOTATIONS: dict[str, type] = {
    "bool": bool,
    "int": int,
    "str": str,
    "tuple[str, ...]": tuple,
    "dict[str, str]": dict,
}


def option(default: T, doc: str, *, choices: tuple[str, ...] = ()) -> T:
    """Declare an option of a rule: `minors: int = option(3, "how many minors are supported")`.

    The default is a bool, an int (above 0), a str, a tuple of str or a dict of str to str; configs give the same, as
    TOML writes it. Raises `TypeError` for any other default.
    """
    kind = type(default)
    if kind not in _KINDS or not _KINDS[kind][1](default):
        types = "a bool, an int (above 0), a str, a tuple of str, or a dict of str to str"
        raise TypeError(f"the default of an option is {types}, not {default!r}")
    return cast(T, Option(default, doc, choices))


class FileProbe(Protocol):
    """What rules may ask of the file tree below a root. Nothing is ever read.

    Paths are separated by `/` and relative to the document's directory; with a `/` in front, to the root.
    """

    def exists(self, path: str) -> bool | None:
        """Whether there is a file or directory; `None` where that cannot or must not be told."""

    def is_directory(self, path: str) -> bool | None:
        """Whether it is a directory; `None` as above."""


class TrackerItem(Record):
    """An issue or pull request as its host tells it. `state` is open, closed, merged or not planned."""

    state: str
    title: str


class Tracker(Protocol):
    """What rules may ask of issue trackers and of the web; only online rules are given one."""

    def item(self, url: str) -> TrackerItem | None:
        """The issue or pull request at the address; `None` where it cannot be verified."""

    def status(self, url: str) -> tuple[int, str] | None:
        """HTTP status and final address; `None` where the host cannot be reached."""


class Project(Record):
    """What the config tells of the project: its name in statements, and versions released outside the document."""

    product: str | None = None
    released: tuple[str, ...] = ()


class Context:
    """What a rule knows besides the document. An absent capability is `None`, and rules that need it do not run."""

    __slots__ = ("_changes", "_facts", "base", "base_files", "files", "project", "today", "tracker")

    project: Project

    def __init__(
        self,
        *,
        today: date | None = None,
        base: Document | None = None,
        base_files: FileProbe | None = None,
        facts: _facts.Facts | None = None,
        files: FileProbe | None = None,
        tracker: Tracker | None = None,
        project: Project | None = None,
    ) -> None:
        self.today = today
        self.base = base
        self.base_files = base_files  # the file tree as the base has it: a file that went since broke no old link
        self.files = files
        self.tracker = tracker
        self.project = project or Project()
        self._facts = facts
        self._changes: tuple[Document, tuple[Change, ...]] | None = None  # every history rule asks for them

    def changes(self, document: Document) -> tuple[Change, ...]:
        """What changed since the base revision, as `roadmap_lint.history` tells it; nothing where there is no base."""
        if self.base is None:
            return ()
        known = self._changes
        if known is None or known[0] is not document:
            from roadmap_lint.history import changes

            known = self._changes = (document, changes(self.base, document))
        return known[1]

    @property
    def facts(self) -> _facts.Facts:
        """Known platforms and their releases: the shipped ones unless others were given."""
        return self._facts if self._facts is not None else _facts.shipped()

    def provides(self, rule: Rule | type[Rule]) -> bool:
        """Whether a rule has what it needs: by its kind, and by what it says itself."""
        needed = NEEDS[rule.kind] | rule.needs
        return not needed or all(getattr(self, name) is not None for name in needed)

    def told(self, project: Project, facts: _facts.Facts | None) -> Context:
        """The same, with what a config tells: its project and facts count where this has none of its own."""
        return Context(
            today=self.today,
            base=self.base,
            base_files=self.base_files,
            facts=self._facts or facts,
            files=self.files,
            tracker=self.tracker,
            project=self.project if any(self.project) else project,
        )

    def of_base(self) -> Context:
        """What is known where the base itself is checked."""
        return Context(
            today=self.today,
            facts=self._facts,
            files=self.base_files,
            tracker=self.tracker,
            project=self.project,
        )


@dataclass_transform(kw_only_default=True, field_specifiers=(option,))
class Rule:
    """The base of every rule.

    A subclass sets `code`, `name`, `severity` and, where they differ, `kind` and `default`; it declares options with
    `option()` and implements `check`. Its docstring is its page. Instances keep no state: one serves many documents
    and threads.

    Raises `OptionError` when made with an option that it does not declare, or with a wrong value.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.WARNING
    kind: ClassVar[Kind] = "static"
    needs: ClassVar[frozenset[str]] = frozenset()
    """What of the context it cannot do without, besides what its kind says: `frozenset({"files"})`."""
    default: ClassVar[bool] = True
    """Whether it runs without being selected."""

    options: ClassVar[Mapping[str, Option]] = {}

    configured: frozenset[str]
    """The names of the options that were given, rather than left at their defaults."""

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Option)}
        annotations = vars(cls).get("__annotations__", {})
        for name, declared in own.items():
            annotation = annotations.get(name, "")
            written = annotation.__name__ if isinstance(annotation, type) else str(annotation)
            if _ANNOTATIONS.get(written, type(declared.default)) is not type(declared.default):
                raise TypeError(
                    f"{cls.__name__}.{name} is annotated {written}, and its default is {declared.default!r}"
                )
        cls.options = {**cls.options, **own}

    def __init__(self, /, **values: Any) -> None:
        for name in values:
            if name not in self.options:
                hint = did_you_mean(name, self.options) or _known(self.options)
                raise OptionError(f"rule {self.name} has no option '{name}'{hint}", name)
        for name, declared in self.options.items():
            value = declared.accept(name, values[name]) if name in values else declared.default
            object.__setattr__(self, name, value)
        object.__setattr__(self, "configured", frozenset(values))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"rules keep no state: {type(self).__name__}.{name} cannot be set")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        """The findings in a document, in any order. Must not change anything; may raise (that is one RM000)."""
        raise NotImplementedError

    @classmethod
    def page(cls) -> str:
        """The rule's page as Markdown, without its first line (the summary)."""
        import inspect

        return inspect.cleandoc(cls.__doc__ or "").partition("\n")[2].strip()

    @classmethod
    def summary(cls) -> str:
        """The first line of the page."""
        return (cls.__doc__ or "").strip().partition("\n")[0]

    def finding(
        self,
        span: Span,
        message: str,
        *,
        related: Iterable[Related] = (),
        fix: Fix | None = None,
    ) -> Diagnostic:
        """A finding of this rule. The message is one line: what it quotes of the document is made safe to show."""
        kept = tuple([Related(place.span, visible(place.message)) for place in related]) if related else ()
        message = visible(message)
        return Diagnostic._make((self.code, self.name, span, message, self.severity, self.kind, kept, fix))


def replacement(span: Span, text: str, *, safe: bool = True) -> Fix:
    """The commonest fix: other text in the place of a span."""
    return Fix(f"replace with '{text}'" if text else "remove it", (Edit(span, text),), safe)


def _known(options: Iterable[str]) -> str:
    names = ", ".join(sorted(options))
    return f"; it has {names}" if names else "; it has none"
