"""Addresses on GitHub, GitLab and Gitea: what they name, and whether an issue's address has its proper shape."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.urls import Fault, WebAddress, web_address

FORGES = ("github", "gitlab", "gitea")

HOSTS: Mapping[str, str] = {
    "github.com": "github",
    "www.github.com": "github",
    "gitlab.com": "gitlab",
    "codeberg.org": "gitea",
    "gitea.com": "gitea",
}
"""The public hosts, and which forge each of them runs."""

# What stands in the place of a section, and the section that it is or was meant to be.
_TRACKERS: Mapping[str, Mapping[str, str]] = {
    "github": {
        "issues": "issues",
        "issue": "issues",
        "pull": "pull",
        "pulls": "pull",
        "merge_requests": "pull",
        "discussions": "discussions",
        "discussion": "discussions",
    },
    "gitlab": {
        "issues": "issues",
        "issue": "issues",
        "merge_requests": "merge_requests",
        "merge_request": "merge_requests",
        "work_items": "work_items",
        "work_item": "work_items",
    },
    "gitea": {"issues": "issues", "issue": "issues", "pulls": "pulls", "pull": "pulls"},
}
_KINDS = {
    "issues": "issue",
    "work_items": "issue",
    "pull": "pull request",
    "pulls": "pull request",
    "merge_requests": "pull request",
    "discussions": "discussion",
}
_NOUNS = {**_KINDS, "merge_requests": "merge request", "work_items": "work item"}
# Sections that are lists by themselves: 'pull' and the misspelt ones need a number.
_LISTS = {"issues", "pulls", "discussions", "merge_requests", "work_items"}
_LIST_WORDS = frozenset(
    ["new", "assigned", "created_by", "mentioned", "search", "labels", "milestones", "views", "recent", "templates"]
)


REFERENCE = pattern(
    r"(?<![\w/#&.-])(?:(?P<owner>[\w.-]{1,100})/(?P<repository>[\w.-]{1,100}))?(?:#|GH-)(?P<number>\d{1,9})"
    r"(?![\w#-]|\.\d)"
)
"""How texts name an issue or pull request: `#12`, `GH-12`, `acme/acme#12`."""


class ForgeAddress(Record):
    """What an address on a forge names.

    `kind` is `issue`, `pull request` or `discussion` (these have a `number`), `milestone`, `tag`, `tree`, `blob`
    (these have a `ref`: what stands behind, which may hold a path), `repository` or `other`. `owner` of a GitLab
    project may be several groups.
    """

    forge: str
    host: str
    owner: str
    repository: str
    kind: str
    number: int | None = None
    ref: str | None = None

    def is_of(self, owner: str, repository: str) -> bool:
        """Whether the address is in a repository; forges do not tell upper from lower case in names."""
        return (self.owner.casefold(), self.repository.casefold()) == (owner.casefold(), repository.casefold())


class _Segment(Record):
    text: str
    start: int
    end: int


def forge_address(url: str, hosts: Mapping[str, str] = HOSTS) -> ForgeAddress | None:
    """What an address on one of the hosts names; `None` on other hosts, and outside of repositories."""
    return named_by(web_address(url), hosts)


def named_by(address: WebAddress | None, hosts: Mapping[str, str] = HOSTS) -> ForgeAddress | None:
    """The same of an address whose parts are known."""
    forge = _forge(address, hosts)
    if address is None or forge is None:
        return None
    names = _names(address)
    section = _section(names, forge)
    if section < 2 or len(names) < 2:
        return None
    before = names[: section - 1] if section <= len(names) and names[section - 1] == "-" else names[:section]
    owner, repository = "/".join(before[:-1]), before[-1].removesuffix(".git")
    kind, number, ref = _named(names[section:], forge)
    return ForgeAddress(forge, address.host, owner, repository, kind, number, ref)


def _named(names: Sequence[str], forge: str) -> tuple[str, int | None, str | None]:
    """Kind, number and ref of what stands behind the repository."""
    if not names:
        return "repository", None, None
    section = _TRACKERS[forge].get(names[0])
    if section and len(names) > 1 and re.fullmatch(r"[0-9]{1,18}", names[1]):
        return _KINDS[section], int(names[1]), None
    if names[0] in ("milestone", "milestones") and len(names) > 1:
        return "milestone", None, names[1]
    if names[:2] == ["releases", "tag"] and len(names) > 2:
        return "tag", None, "/".join(names[2:])
    if names[0] in ("releases", "tags") and forge == "gitlab" and len(names) > 1:
        return "tag", None, "/".join(names[1:])
    if names[0] in ("tree", "blob") and len(names) > 1:
        return names[0], None, "/".join(names[1:])
    return "other", None, None


def section_place(url: str, hosts: Mapping[str, str] = HOSTS) -> tuple[int, int] | None:
    """Where the name behind the repository stands in an address (`issues`, `blob`); `None` where there is none."""
    address = web_address(url)
    forge = _forge(address, hosts)
    if address is None or forge is None:
        return None
    segments = _segments(address)
    at = _section([segment.text for segment in segments], forge)
    return (segments[at].start, segments[at].end) if at < len(segments) else None


def tracker_fault(url: str, hosts: Mapping[str, str] = HOSTS, *, parts: WebAddress | None = None) -> Fault | None:
    """What keeps the address of an issue, pull request or discussion from reaching it; lists have no such fault.

    `parts` are those of the address, where they are known.
    """
    address = parts or web_address(url)
    forge = _forge(address, hosts)
    if address is None or forge is None:
        return None
    names = _names(address)
    at = _section(names, forge)
    lacks_repository = _lacks_repository(names, forge)
    tracked = at < len(names) and names[at] in _TRACKERS[forge]
    if not lacks_repository and (not tracked or _is_in_shape(address, names[at:], forge)):
        return None
    segments = _segments(address)
    if lacks_repository:
        lost = segments[1]
        message = f"the name of the repository is missing before '/{lost.text}/{segments[2].text}'"
        return Fault(lost.start, lost.end, message)
    section = segments[at]
    right = _TRACKERS[forge][section.text]
    if at + 1 == len(segments):
        return _without_number(url, address, section, right)
    number = segments[at + 1]
    if ")" in number.text and "(" in url:
        return None  # the brackets of a link around it are astray
    if not re.fullmatch(r"[0-9]+", number.text):
        return _not_a_number(number, section, right, forge)
    if not number.text.strip("0"):
        return Fault(number.start, number.end, f"there is no {_NOUNS[right]} {number.text}; the first one is 1")
    if section.text != right:
        message = f"{_NOUNS[right]}s are at '/{right}/{number.text}', not at '/{section.text}/{number.text}'"
        return Fault(section.start, section.end, message, right)
    return _slashes(url, address, number)


def _lacks_repository(names: Sequence[str], forge: str) -> bool:
    """`acme/issues/12`: no repository has a number behind its name."""
    if len(names) != 3 or names[0] in ("orgs", "users", "search"):
        return False
    return names[1] in _TRACKERS[forge] and re.fullmatch(r"[0-9]+", names[2]) is not None


def _is_in_shape(address: WebAddress, names: Sequence[str], forge: str) -> bool:
    """Whether nothing is wrong with `issues/12`, behind the repository, at first sight."""
    if len(names) < 2 or _TRACKERS[forge][names[0]] != names[0] or not _POSITIVE.fullmatch(names[1]):
        return False
    return "//" not in address.path and not address.path.endswith("/")


_POSITIVE = pattern(r"0*[1-9][0-9]*")


def _forge(address: WebAddress | None, hosts: Mapping[str, str]) -> str | None:
    if address is None:
        return None
    host = address.host.removeprefix("www.")
    return hosts.get(f"{address.host}:{address.port}") or hosts.get(address.host) or hosts.get(host)


def _names(address: WebAddress) -> list[str]:
    return [name for name in address.path.split("/") if name]


def _segments(address: WebAddress) -> list[_Segment]:
    start = address.path_start
    return [
        _Segment(match[0], start + match.start(), start + match.end()) for match in re.finditer(r"[^/]+", address.path)
    ]


def _section(names: Sequence[str], forge: str) -> int:
    """The index of the name behind the repository; groups of GitLab can be nested."""
    if forge != "gitlab":
        return 2
    if "-" in names:
        return names.index("-") + 1
    old_style = (index for index, name in enumerate(names) if index > 1 and name in _TRACKERS["gitlab"])
    return next(old_style, max(2, len(names)))


def _without_number(url: str, address: WebAddress, section: _Segment, right: str) -> Fault | None:
    if re.fullmatch(r"[0-9]+", address.fragment) and not address.query:
        correction = f"{right}/{address.fragment}"
        message = f"'#{address.fragment}' is a place on a page; the {_NOUNS[right]} is at '/{correction}'"
        return Fault(section.start, len(url), message, correction)
    if section.text in _LISTS:
        return None
    message = f"the number of the {_NOUNS[right]} is missing behind '/{section.text}'"
    return Fault(section.start, section.end, message)


def _not_a_number(number: _Segment, section: _Segment, right: str, forge: str) -> Fault | None:
    digits = re.fullmatch(r"(?:%23)?(?P<number>[0-9]+)(?:[).,;:\]]|%20)*", number.text)
    if digits:
        message = f"'{number.text[:40]}' is no number; the {_NOUNS[right]} is at '/{right}/{digits['number']}'"
        return Fault(number.start, number.end, message, digits["number"])
    if number.text in _LIST_WORDS or re.fullmatch(r"[0-9]+\.(?:diff|patch)|[{<$%].*", number.text):
        return None  # a list, a rendering, or a place for a number ('{id}')
    if section.text == "pulls" and forge == "github":
        return None  # the pull requests of a user
    numbers_only = forge == "github" and right in ("issues", "pull")
    if not numbers_only and not number.text[0].isdigit():
        return None
    return Fault(number.start, number.end, f"'{number.text[:40]}' is no number; {_NOUNS[right]}s have one")


def _slashes(url: str, address: WebAddress, number: _Segment) -> Fault | None:
    path_end = address.path_start + len(address.path)
    doubled = re.compile(r"/{2,}").search(url, address.path_start, number.start)
    if doubled:
        return Fault(*doubled.span(), f"'{doubled[0]}' stands in the path where one '/' belongs", "/")
    if number.end < path_end and url[number.end : path_end].strip("/") == "":
        return Fault(number.end, path_end, f"the address ends with the number, {number.text}: no '/' behind it", "")
    return None
