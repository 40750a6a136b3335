"""The anchors that renderers make of headings, and which one a broken link means."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice, takewhile

from roadmap_lint.lazy import pattern
from roadmap_lint.spelling import closest, distance, nearest

DIALECTS = ("github", "hugo", "gitlab", "kramdown", "vuepress", "mkdocs", "docusaurus", "myst")


def anchors(headings: Iterable[str], dialect: str = "github") -> list[str]:
    """The anchor of each heading, given its rendered text, in order; repeated ones are numbered."""
    slug, numbered = _DIALECTS[dialect]
    made: list[str] = []
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for heading in headings:
        anchor = numbered(slug(heading), taken, counts)
        taken.add(anchor)
        made.append(anchor)
    return made


def _kept(text: str, categories: tuple[str, ...], marks: str) -> str:
    if text.isascii():
        return text.translate(_left_out(categories, marks))
    return "".join(
        character for character in text if character in marks or unicodedata.category(character).startswith(categories)
    )


@cache
def _left_out(categories: tuple[str, ...], marks: str) -> dict[int, None]:
    """The ASCII characters that are not kept, for `str.translate`."""
    signs = map(chr, range(128))
    return {
        ord(sign): None for sign in signs if not (sign in marks or unicodedata.category(sign).startswith(categories))
    }


def github_slug(text: str) -> str:
    """GitHub and its ports (github-slugger, which Docusaurus uses).

    Lower case; letters, marks, numbers, connecting punctuation, hyphens and spaces stay, and each space becomes a
    hyphen: nothing is trimmed or collapsed. https://github.com/Flet/github-slugger
    """
    return _kept(text.lower(), ("L", "M", "N", "Pc"), "- ").replace(" ", "-")


def hugo_slug(text: str) -> str:
    """Hugo's default `autoHeadingIDType = "github"`: letters, decimal digits and `_` stay; an empty one is `heading`.

    https://github.com/gohugoio/hugo, markup/goldmark/autoid.go
    """
    kept = _kept(text.lower(), ("L", "Nd"), "_- \t")
    return re.sub(r"[ \t]", "-", kept) or "heading"


def gitlab_slug(text: str) -> str:
    """GitLab: as GitHub, but trimmed, with runs of hyphens as one; a number alone gets the prefix `anchor-`.

    https://docs.gitlab.com/user/markdown/#heading-ids-and-links and lib/gitlab/utils/markdown.rb
    """
    slug = re.sub(r"-+", "-", github_slug(text.strip()))
    return f"anchor-{slug}" if slug.isdecimal() else slug


def mkdocs_slug(text: str) -> str:
    """Python-Markdown's toc extension, which MkDocs uses: ASCII only, trimmed, runs of blanks and hyphens as one.

    https://github.com/Python-Markdown/markdown, markdown/extensions/toc.py
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", folded).strip().lower())


def myst_slug(text: str) -> str:
    """MyST's default, that of mdit-py-plugins: word characters, hyphens and spaces stay.

    https://github.com/executablebooks/mdit-py-plugins, mdit_py_plugins/anchors/index.py
    """
    return re.sub(r"[^\w一-鿿\- ]", "", text.strip().lower().replace(" ", "-"))


def kramdown_slug(text: str) -> str:
    """kramdown, which Jekyll uses: from the first letter on, ASCII letters, digits, blanks and hyphens stay.

    https://github.com/gettalong/kramdown, lib/kramdown/converter/base.rb
    """
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", text))
    return kept.replace(" ", "-").lower() or "section"


def vuepress_slug(text: str) -> str:
    """VuePress and VitePress: each run of blanks and ASCII punctuation is a hyphen, and `_` stands before a digit.

    https://github.com/mdit-vue/mdit-vue, packages/shared/src/slugify.ts
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not "\u0300" <= sign <= "\u036f")
    hyphened = re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+", "-", plain).strip("-")
    return re.sub(r"^(\d)", r"_\1", hyphened).lower()


def _numbered_by_hyphen(slug: str, taken: set[str], counts: dict[str, int]) -> str:
    """`goals`, `goals-1`, `goals-2`."""
    anchor = slug
    while anchor in taken:
        counts[slug] = counts.get(slug, 0) + 1
        anchor = f"{slug}-{counts[slug]}"
    return anchor


def _numbered_by_underscore(slug: str, taken: set[str], counts: dict[str, int]) -> str:
    """`goals`, `goals_1`, `goals_2`; an empty slug is `_1`."""
    anchor = slug
    while anchor in taken or not anchor:
        counts[slug] = counts.get(slug, 0) + 1
        anchor = f"{slug}_{counts[slug]}"
    return anchor


_Numbered = Callable[[str, set[str], dict[str, int]], str]
_DIALECTS: dict[str, tuple[Callable[[str], str], _Numbered]] = {
    "github": (github_slug, _numbered_by_hyphen),
    "hugo": (hugo_slug, _numbered_by_hyphen),
    "gitlab": (gitlab_slug, _numbered_by_hyphen),
    "mkdocs": (mkdocs_slug, _numbered_by_underscore),
    "docusaurus": (github_slug, _numbered_by_hyphen),
    "myst": (myst_slug, _numbered_by_hyphen),
    "kramdown": (kramdown_slug, _numbered_by_hyphen),
    "vuepress": (vuepress_slug, _numbered_by_hyphen),
}


class Anchors:
    """The anchors of a document, and which of them a fragment may mean that is none of them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._folded = sorted((anchor.casefold(), anchor) for anchor in self._known)
        self._by_letters: dict[str, list[str]] = {}
        self._by_base: dict[str, list[str]] = {}
        for anchor in self._known:
            self._by_letters.setdefault(_squashed(anchor), []).append(anchor)
            self._by_base.setdefault(_PERIOD.sub("", anchor.casefold()), []).append(anchor)
        self._dated = [
            (anchor, base) for anchor in self._known if (base := _PERIOD.sub("", anchor)) not in ("", anchor)
        ]

    def meant(self, fragment: str) -> list[str]:
        """The anchors that it may mean; one where it is certain, else the nearest first.

        In this order: the same letters and digits (`ui-cli`, `uicli`); the same but for a period at the end
        (`v28-q1-2026`, `v28-q2-2026`), or without one; the beginning of one (`plugin-api` of a heading that grew to
        `plugin-api-and-sdk`); one with a slip in its period (`v28-q1-206`); a typing error away, unless only numbers
        differ, which name another thing.
        """
        folded = fragment.casefold()
        letters, base = _squashed(fragment), _PERIOD.sub("", folded)
        return (
            (self._by_letters.get(letters, []) if letters else [])
            or (self._by_base.get(base, []) if base else [])
            or (self._grown_from(folded) if len(fragment) > 3 else [])
            or [
                anchor
                for anchor, base in self._dated
                if fragment.startswith(base) and distance(fragment, anchor, 1) == 1
            ]
            or closest(fragment, [anchor for anchor in nearest(fragment, self._known) if _is_near(fragment, anchor)])
        )

    def _grown_from(self, folded: str) -> list[str]:
        """The anchors that begin with another one, in their order."""
        beginning = f"{folded}-"
        first = bisect_left(self._folded, (beginning,))
        longer = takewhile(lambda found: found[0].startswith(beginning), islice(self._folded, first, None))
        return sorted(anchor for _, anchor in longer)


_PERIOD = pattern(r"(?:-(?:early|mid|late))?(?:-(?:q[1-4]|h[12]))?-20\d\d$|-20\d\d-(?:q[1-4]|h[12])$|-tb[ad]$")
_NUMBERED = pattern(r"(?:^|(?<=[-_]))[vqh]?\d+(?=[-_]|$)")


_NO_LETTER = pattern(r"[\W_]")


def _squashed(name: str) -> str:
    return _NO_LETTER.sub("", name).casefold()


def _is_near(fragment: str, anchor: str) -> bool:
    if len(fragment) < 4:
        return False
    words, others = (_NUMBERED.sub("", name.casefold()) for name in (fragment, anchor))
    numbers, other_numbers = (_NUMBERED.findall(name.casefold()) for name in (fragment, anchor))
    return words != others and numbers == other_numbers
