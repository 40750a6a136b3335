"""markdown-it-py, trying at each place only the rules that can begin there: the same tokens in half of the time.

At every line and at every mark markdown-it-py asks each of its rules. All but a few of them look at one character
first, and give up unless it is theirs; the tables here say which characters a rule begins with, and the others are not
asked. That changes neither their order nor an answer. A rule that the tables do not know leaves the stock parser as it
is. tests/test_dispatch.py holds the tokens against those of the stock parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from roadmap_lint.lazy import pattern

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]
# Makes the tokens of a paragraph from a line to another.
MakeParagraph = Callable[[StateBlock, int, int], None]

# The characters behind the indent that each rule for blocks begins with; what is in `_ANY_BLOCK` looks at more.
_BLOCKS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "container": "!?=[:",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
_ANY_BLOCK = ("table", "code", "lheading", "paragraph")
# The line below the head of a table begins with one of these.
_BELOW_TABLE_HEAD = frozenset("|-:")
_BLANKS = (" ", "\t")
_UNDERLINES = frozenset("-=")
_MARKS_OF_BLOCKS = frozenset("".join(_BLOCKS.values())).union(_BELOW_TABLE_HEAD, _UNDERLINES)

# The same for the rules of inline text; "text" is what no other rule begins with, "linkify" is off.
_INLINES = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
_PAIRS = ("balance_pairs", "strikethrough", "emphasis", "fragments_join")
_MARK = pattern(r"[\n\\`~*_<&\[\]]|!\[")
_MARK_BUT_BRACKETS = pattern(r"[\n\\`~*_<&]")


def dispatch(markdown: MarkdownIt, make_paragraph: MakeParagraph) -> None:
    """Let a parser, whose rules are all there, ask only those that can begin at a place."""
    if not {*markdown.block.ruler.get_active_rules()} - {*_BLOCKS, *_ANY_BLOCK}:
        markdown.block = _Block(_BlockRuler(markdown.block.ruler, make_paragraph))
    inline = markdown.inline
    if not {*inline.ruler.get_active_rules()} - {*_INLINES, "text", "linkify"} and not markdown.options.linkify:
        markdown.inline = _Inline(inline)
    markdown.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_link_label, parseLinkDestination=link_destination, parseLinkTitle=parseLinkTitle
    )
    markdown.core.ruler.at("normalize", _normalise)
    markdown.normalizeLink = _Normalised(markdown.normalizeLink)  # type: ignore[method-assign]


def _normalise(state: StateCore) -> None:
    """What the stock rule replaces is rare; it copies every text, line by line."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _by_first(rules: Iterable[tuple[str, Any]], firsts: dict[str, str]) -> dict[str, tuple[Any, ...]]:
    """The rules that begin with a character, in their order."""
    by_first: dict[str, tuple[Any, ...]] = {}
    for name, rule in rules:
        for character in firsts.get(name, ""):
            by_first[character] = (*by_first.get(character, ()), rule)
    return by_first


# ---------------------------------------------------------------------------------------------------------- blocks


class _Block(ParserBlock):
    """Finds the lines of a text by its line feeds, not character by character."""

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        super().__init__()
        self.ruler = ruler

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        state = StateBlock("", md, env, outTokens)
        if not src:
            return None
        state.src = src
        begins, ends, shifts, indents, begin = [], [], [], [], 0
        for line in src.split("\n"):
            begins.append(begin)
            shift = len(line) - len(line.lstrip(" \t")) if line[:1] in _BLANKS else 0
            shifts.append(shift)
            indents.append(len(line[:shift].expandtabs(4)) if "\t" in line[:shift] else shift)
            begin += len(line)
            ends.append(begin)
            begin += 1
        # the last one is as long as the text: a line that bounds the others, as what no line feed ends is if blank
        if ends[-1] > begins[-1] + shifts[-1]:
            begins, ends, shifts, indents = [*begins, 0], [*ends, 0], [*shifts, 0], [*indents, 0]
        begins[-1] = ends[-1] = len(src)
        shifts[-1] = indents[-1] = 0
        state.bMarks, state.eMarks, state.tShift, state.sCount = begins, ends, shifts, indents
        state.bsCount = [0] * len(begins)
        state.lineMax = len(begins) - 1
        self.tokenize(state, 0, state.lineMax)
        return state.tokens


class _BlockRuler(Ruler[BlockRule]):
    """Gives one rule for each chain: the one that asks the others."""

    def __init__(self, stock: Ruler[BlockRule], make_paragraph: MakeParagraph) -> None:
        super().__init__()
        self.__rules__ = stock.__rules__
        enabled = [rule for rule in stock.__rules__ if rule.enabled]
        self._chains: dict[str, list[BlockRule]] = {
            chain: [_ends([(rule.name, rule.fn) for rule in enabled if chain in rule.alt])]
            for chain in _chains(enabled)
        }
        (ends_paragraph,) = self._chains["paragraph"]
        self._chains[""] = [_begins([(rule.name, rule.fn) for rule in enabled], ends_paragraph, make_paragraph)]

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803  (as in markdown-it-py)
        return self._chains.get(chainName, [])


def _chains(rules: Iterable[Any]) -> set[str]:
    return {chain for rule in rules for chain in rule.alt}


def _may_be_table(state: StateBlock, line: int, end: int) -> bool:
    """What the rule for tables looks at first: the line below."""
    below = line + 1
    if below >= end:
        return False
    place = state.bMarks[below] + state.tShift[below]
    return state.src[place : place + 1] in _BELOW_TABLE_HEAD


def _ends(rules: Sequence[tuple[str, BlockRule]]) -> BlockRule:
    """Whether a line begins one of these blocks, which end another one."""
    find = _by_first(rules, _BLOCKS).get
    table = dict(rules).get("table")

    def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        place = state.bMarks[line] + state.tShift[line]
        for rule in find(state.src[place : place + 1], ()):
            if rule(state, line, end, silent):
                return True
        return table is not None and _may_be_table(state, line, end) and table(state, line, end, silent)

    return ends


def _never(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return False


def _begins(
    rules: Sequence[tuple[str, BlockRule]], ends_paragraph: BlockRule, make_paragraph: MakeParagraph
) -> BlockRule:
    """The block that begins with a line."""
    find = _by_first(rules, _BLOCKS).get
    named = dict(rules)
    table, code, lheading, paragraph = (named.get(name, _never) for name in _ANY_BLOCK)

    def begins(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if _may_be_table(state, line, end) and table(state, line, end, silent):
            return True
        if state.sCount[line] - state.blkIndent >= 4 and code(state, line, end, silent):
            return True
        place = state.bMarks[line] + state.tShift[line]
        for rule in find(state.src[place : place + 1], ()):
            if rule(state, line, end, silent):
                return True
        after = _paragraph_end(state, line, end, ends_paragraph)
        if after:
            make_paragraph(state, line, after)
            return True
        return lheading(state, line, end, silent) or paragraph(state, line, end, silent)

    return begins


def _paragraph_end(state: StateBlock, start: int, end: int, ends_paragraph: BlockRule) -> int:
    """The line behind a paragraph, or 0 where it may be a heading: its lines are walked once, not for each of the two.

    Lines that begin with no mark go on with it, whatever their indent.
    """
    source, begins, shifts, ends, indents = state.src, state.bMarks, state.tShift, state.eMarks, state.sCount
    last, parent = state.lineMax, state.parentType
    for line in range(start + 1, last):
        place = begins[line] + shifts[line]
        if place >= ends[line]:
            return line
        first = source[place]
        if first not in _MARKS_OF_BLOCKS:
            continue
        if first in _BELOW_TABLE_HEAD and line > start + 1 and source.find("|", begins[line - 1], place) >= 0:
            return 0  # the line above may be the head of a table
        indent = indents[line]
        if indent - state.blkIndent > 3:
            continue
        if end != last or (first in _UNDERLINES and not source[place : ends[line]].rstrip(" \t").strip(first)):
            return 0
        if indent < 0:
            continue
        state.parentType = "paragraph"
        ended = ends_paragraph(state, line, last, True)
        state.parentType = parent
        if ended:
            return line
    return last


# ---------------------------------------------------------------------------------------------------------- inline


def _append(state: StateInline, text: str) -> None:
    state.pending += text


# Later versions gather the parts of a long text, and join them once.
_add_text: Callable[[StateInline, str], None] = getattr(StateInline, "append_pending", _append)


class _Inline(ParserInline):
    """Goes from mark to mark. Text without marks is one token, and text without delimiters has no pairs to find."""

    def __init__(self, stock: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = stock.ruler, stock.ruler2
        enabled = [(rule.name, rule.fn) for rule in stock.ruler.__rules__ if rule.enabled]
        self._find = _by_first(enabled, _INLINES).get

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        mark = _mark(src, env).search(src)
        if mark is None:
            if src:
                token = Token("text", "", 0)
                token.content = src
                tokens.append(token)
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        if "*" in src or "_" in src or "~" in src:
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        source, position, end = state.src, state.pos, state.posMax
        search, find = _mark(source, state.env).search, self._find
        if state.level >= state.md.options.maxNesting:
            _add_text(state, source[position:end])
            state.pos = position = end
        while position < end:
            mark = search(source, position)
            stop = mark.start() if mark else end
            if stop > position:
                _add_text(state, source[position:stop])
                state.pos = position = stop
                if stop >= end:
                    break
            for rule in find(source[position], ()):
                if rule(state, False):
                    position = state.pos
                    break
            else:
                _add_text(state, source[position])
                state.pos = position = position + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802  (as in markdown-it-py)
        position = state.pos
        known = state.cache.get(position)
        if known is not None:
            state.pos = known
            return
        mark = _MARK.search(state.src, position)
        stop = mark.start() if mark else state.posMax
        if state.level >= state.md.options.maxNesting:
            state.pos = state.posMax
        elif stop > position:
            state.pos = stop
        else:
            state.level += 1
            done = any(rule(state, True) for rule in self._find(state.src[position], ()))
            state.level -= 1
            if not done:
                state.pos += 1
        state.cache[position] = state.pos


def _mark(content: str, env: Any) -> re.Pattern[str]:
    """What ends plain text. Brackets are text where no address follows and no definition could answer them.

    Before code they are not: some versions remember the backticks that they saw on the way to the end of a label.
    """
    return _MARK if "](" in content or "`" in content or "references" in env else _MARK_BUT_BRACKETS


# ----------------------------------------------------------------------------------------------------------- links

# A label in which nothing can hide its end, and a destination in which nothing is escaped.
_PLAIN_LABEL = pattern(r"[^\[\]\\`<]*\]")
_PLAIN_DESTINATION = pattern(r"[^\x00-\x20\x7f()<\\&]+")
_AFTER_DESTINATION = frozenset(" )")
_UNSAFE = pattern(r"script:|file:|data:", re.IGNORECASE)
_SAFE_FIRST = frozenset("hH/#.")  # the first character stays, and no address that is refused begins so


def _link_label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
    # what was once nested too deeply stays so: its skipping is cached
    if start + 1 not in state.cache and state.level < state.md.options.maxNesting:
        label = _PLAIN_LABEL.match(state.src, start + 1, state.posMax)
        if label:
            return label.end() - 1
    return parseLinkLabel(state, start, disableNested)


def link_destination(string: str, position: int, maximum: int) -> Any:
    """`ok`, `pos` behind it and `str` without escapes, as the helper of markdown-it-py that it stands for."""
    plain = _PLAIN_DESTINATION.match(string, position, maximum)
    if plain and (plain.end() == maximum or string[plain.end()] in _AFTER_DESTINATION):
        return SimpleNamespace(ok=True, pos=plain.end(), str=plain[0])
    return parseLinkDestination(string, position, maximum)


class _Normalised:
    """Addresses as they are written: only one that may be refused is made what a browser would ask for."""

    def __init__(self, normalise: Callable[[str], str]) -> None:
        self._normalise = normalise

    def __call__(self, url: str) -> str:
        return url if url[:1] in _SAFE_FIRST or not _UNSAFE.search(url) else self._normalise(url)
