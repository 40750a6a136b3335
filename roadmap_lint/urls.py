"""The grammar of addresses: what is wrong with one, and what it would be if it were right.

No library answers "is this well formed": some mend silently what no browser mends, some accept blanks and broken
escapes, some refuse internationalised hosts. So this is RFC 3986, with the letters of RFC 3987 allowed, on the text
as written, for `http` and `https`; addresses of other schemes are not judged.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.spelling import distance

LONGEST_SHOWN = 80
# https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
LONGEST_HOST = 253


class Fault(Record):
    """What is wrong with the characters `start:end` of an address; `correction` goes in their place, if certain."""

    start: int
    end: int
    message: str
    correction: str | None = None


class WebAddress(Record):
    """The parts of a http or https address; `path` begins at `path_start` in it. `host` is in lower case."""

    scheme: str
    host: str
    port: str
    path: str
    path_start: int
    query: str
    fragment: str


def shown(text: str, limit: int = LONGEST_SHOWN) -> str:
    """A piece of the document as messages quote it: cut where it is long."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def web_address(url: str) -> WebAddress | None:
    """The parts of a http or https address; `None` for other addresses. Faulty ones are split as they stand."""
    match = _WEB.match(url)
    if match is None:
        return None
    scheme, authority, path, query, fragment = match.groups("")
    host, _, port = authority.rpartition("@")[2].partition(":")
    return WebAddress._make((scheme.lower(), host.lower(), port, path, match.start("path"), query, fragment))


_WEB = pattern(
    r"(?P<scheme>https?)://(?P<host>[^/?#\\]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.IGNORECASE | re.DOTALL,
)


# https://www.rfc-editor.org/rfc/rfc2606 and rfc6761
_EXAMPLE_HOST = pattern(r"(?:.*\.)?(?:example(?:\.(?:com|org|net|edu))?|test|invalid)")
_LOCAL_HOST = pattern(r"(?:.*\.)?(?:localhost|localdomain|local|lan|home|internal|intranet|corp)|[^.]*|\[.*|[\d.]+")


def is_example_host(host: str) -> bool:
    """Whether a host, in lower case, stands in examples only (`example.com`, `acme.test`)."""
    return _EXAMPLE_HOST.fullmatch(host) is not None


def is_local_host(host: str) -> bool:
    """Whether a host, in lower case, is a machine near by: without a dot, an IP address, or of a private domain."""
    return _LOCAL_HOST.fullmatch(host) is not None


# What most addresses are, and nothing is wrong with: a host with a domain, and signs that mean what they are; or an
# anchor, or a path without any sign besides.
_SIGN = r"[\w.~/+:@=,;!$&'()*-]"
_SOUND = pattern(
    rf"https?://(?:[A-Za-z0-9-]{{1,40}}\.){{1,5}}[A-Za-z]{{1,40}}(?:/{_SIGN}*)?(?:\?{_SIGN}*)?(?:\#{_SIGN}*)?"
    r"|#?[\w-]+(?:[./][\w-]+)*",
    re.ASCII,
)


_NO_PATH = pattern(r"[A-Za-z][\w+.-]*:|\\\\|//", re.ASCII)


def fault(url: str) -> Fault | None:
    """The first thing that makes an address malformed; `None` where nothing provably does."""
    if _SOUND.fullmatch(url):
        return None
    if found := _edge_fault(url) or _double_scheme(url) or _scheme_fault(url):
        return found
    address = web_address(url)
    if address is None:
        is_path = _NO_PATH.match(url) is None
        return (_backslash(url, 0, _path_end(url)) or _second_hash(url, forge=False)) if is_path else None
    authority = url[: address.path_start].partition("://")[2]
    return (
        _blank(url, address)
        or _backslash(url, 0, _path_end(url))
        or _forbidden(url, address.path_start, _path_end(url))
        or _authority_fault(authority, address.path_start - len(authority), ends=not url[address.path_start :])
        or _percent(url, address.path_start)
        or _second_hash(url, forge=address.host in ("github.com", "gitlab.com", "codeberg.org"))
    )


# ------------------------------------------------------------------------------------------------------------- edges


_PAIRS = {"(": ")", '"': '"', "'": "'", "[": "]", "“": "”", "‘": "’", "`": "`"}


def _edge_fault(url: str) -> Fault | None:
    """Blanks at an end, or marks around an address that are no part of it."""
    inner = url.strip()
    if inner and inner != url:
        return Fault(0, len(url), "a blank stands at an end of the address", inner)
    mark = url[:1]
    if mark in _PAIRS and url.endswith(_PAIRS[mark]) and web_address(url[1:-1]):
        return Fault(0, len(url), f"the address stands within {mark}{_PAIRS[mark]}, which become part of it", url[1:-1])
    return None


# ------------------------------------------------------------------------------------------------------------ scheme


_HEAD = pattern(r"(?P<scheme>[A-Za-z]{3,9})(?P<colon>[:;.,]{0,3})(?P<slashes>/{0,5})")


_TWO_HEADS = pattern(r"(?P<outer>https?)(?:[:;]{0,2}/{0,3})(?P<inner>https?)(?::/{1,3}|//)", re.IGNORECASE)


def _double_scheme(url: str) -> Fault | None:
    match = _TWO_HEADS.match(url)
    if match is None:
        return None
    outer, inner = match["outer"].lower(), match["inner"].lower()
    head, certain = f"{inner}://", inner == "https" or inner == outer
    message = f"the address begins twice ('{match[0]}'); once would do: '{head}'"
    return Fault(0, match.end(), message, head if certain and _begins_host(url[match.end() :]) else None)


def _scheme_fault(url: str) -> Fault | None:
    match = _HEAD.match(url)
    if match is None:
        return None
    written, colon, slashes = match["scheme"].lower(), match["colon"], match["slashes"]
    right = written in ("http", "https")
    if right and colon == ":" and slashes == "//":
        return None
    meant = written if right else _meant_scheme(written)
    if meant is None or not _is_meant_as_scheme(colon, slashes, right=right):
        return None
    rest = url[match.end() :]
    certain = bool(meant) and (_begins_host(rest) if slashes == "//" else _begins_dotted_host(rest))
    would = f"'{meant}://'" if meant else "'http://' or 'https://'"
    return Fault(
        0, match.end(), f"no address begins with '{match[0]}'; {would} would", f"{meant}://" if certain else None
    )


def _is_meant_as_scheme(colon: str, slashes: str, *, right: bool) -> bool:
    """Whether a word is a scheme for sure: `http.md`, `http/` and `httpd:x` are files and other things."""
    if right:
        return ":" in colon or len(slashes) > 1
    return len(slashes) > 1 and (":" in colon or ";" in colon)


def _meant_scheme(word: str) -> str | None:
    """`http` or `https` that a typing error made this word; empty where it may be either, `None` where neither."""
    if word == "shttp":
        return None
    near = [scheme for scheme in ("https", "http") if distance(word, scheme, 1) == 1]
    if "https" in near and "s" in word:
        return "https"
    if near:
        return near[0] if len(near) == 1 else ""
    scrambled = "s" in word and set(word) <= set("https") and distance(word, "https") <= 2
    return "https" if scrambled else None


def _begins_host(rest: str) -> bool:
    return bool(rest) and (rest[0].isalnum() or rest[0] == "[")


def _begins_dotted_host(rest: str) -> bool:
    return re.match(r"localhost\b|[^\W_][\w-]*(?:\.[\w-]+)+(?=[/?#:]|$)", rest) is not None


# -------------------------------------------------------------------------------------------------------- characters


_BLANKS = pattern(r"\s+")


def _path_end(url: str) -> int:
    """Where the path ends: in queries and fragments a stray mark is encoded, and does no harm."""
    return min(len(url.partition("?")[0]), len(url.partition("#")[0]))


def _blank(url: str, address: WebAddress) -> Fault | None:
    match = _BLANKS.search(url)
    if match is None:
        return None
    certain = match.start() > address.path_start and match[0].strip(" ") == ""
    message = "a blank stands in the address" + ("; '%20' is how to write it" if certain else "")
    return Fault(*match.span(), message, "%20" * len(match[0]) if certain else None)


def _backslash(url: str, start: int, end: int) -> Fault | None:
    at = url.find("\\", start, end)
    if at < 0:
        return None
    certain = url[at + 1 : at + 2].isalnum() and at > 0
    return Fault(at, at + 1, "a backslash stands in the address; addresses have '/'", "/" if certain else None)


_FORBIDDEN = pattern(r"[\x00-\x1f\x7f\"`]")


def _forbidden(url: str, start: int, end: int) -> Fault | None:
    """A mark that no path has. Braces and angle brackets are placeholders, and browsers leave `|` and `^` alone."""
    match = _FORBIDDEN.search(url, start, end)
    if match is None:
        return None
    mark = match[0]
    named = f"'{mark}'" if mark.isprintable() else "a control character"
    title = ", and a blank stands before a title" if mark == '"' else ""
    return Fault(*match.span(), f"{named} stands in the address; '%{ord(mark):02X}' is how to write it{title}")


# '%s' and '%NAME%' are placeholders
_BROKEN_ESCAPE = pattern(r"%(?![0-9A-Fa-f]{2})(?![sdvq](?![0-9A-Za-z])|[A-Z_]{2,40}%)(?<![A-Z_]%)[^/?#&\s]{0,2}")


def _percent(url: str, start: int) -> Fault | None:
    match = _BROKEN_ESCAPE.search(url, start)
    if match is None:
        return None
    return Fault(
        *match.span(), f"'{match[0]}' is no escape: two hexadecimal digits follow '%', and '%' itself is '%25'"
    )


def _second_hash(url: str, *, forge: bool) -> Fault | None:
    """A second `#` between two names. `#/#room:host` and `##channel` are how chat addresses look."""
    first = url.find("#")
    second = url.find("#", first + 1)
    if first < 0 or second < 0:
        return None
    names = url[first + 1 :].split("#")
    if forge and names[0] == "" and len(names) == 2:
        return Fault(first, second + 1, "the address has two '#', it can have one", "#")
    if not all(re.fullmatch(r"[\w.-]+", name) for name in names):
        return None
    repeated = len(set(names)) == 1
    return Fault(second, len(url), "the address has a second '#'; it can have one", "" if repeated else None)


# --------------------------------------------------------------------------------------------------------- authority


def _authority_fault(authority: str, start: int, *, ends: bool) -> Fault | None:
    """What is wrong with `user@host:port`; `ends` tells that the address has no more."""
    if re.search(r"[{}<>$*%]|\.\.\.|…", authority):
        return None  # a placeholder
    before, at, host_port = authority.rpartition("@")
    if "@" in before:
        place = start + before.index("@")
        return Fault(place, place + 1, "two '@' stand before the path; in a name it is written '%40'")
    start += len(before) + len(at)
    if host_port.startswith("["):
        return _literal_fault(host_port, start)
    host, colon, port = host_port.partition(":")
    if not host:
        return Fault(0, start + len(host_port), "the address names no host")
    return _host_fault(host, start, last=not colon) or _port_fault(port, start + len(host) + 1)


def _literal_fault(host_port: str, start: int) -> Fault | None:
    """`[::1]:8080`; other words in brackets are placeholders."""
    import ipaddress

    match = re.fullmatch(r"\[(?=[0-9A-Fa-f.]*+:)(?P<address>[0-9A-Fa-f:.]*+)(?P<closed>\]?)(?P<port>.*)", host_port)
    if match is None:
        return None
    if not match["closed"]:
        return Fault(start, start + len(host_port), f"the host '{shown(host_port)}' lacks its ']'")
    try:
        ipaddress.IPv6Address(match["address"])
    except ValueError:
        return Fault(start, start + len(host_port), f"'{shown(host_port)}' is no IPv6 address")
    place = start + match.start("port")
    if match["port"] and not match["port"].startswith(":"):
        return Fault(
            place, start + len(host_port), f"'{shown(match['port'])}' follows the host; a port begins with ':'"
        )
    return _port_fault(match["port"].removeprefix(":"), place + 1)


# letters of every script, and the marks of other scripts, which browsers map
_LABEL = pattern(r"[^\x00-,./:-@\[-^`{-}\x7f]+")


def _host_fault(host: str, start: int, *, last: bool) -> Fault | None:
    labels = host.removesuffix(".").split(".")
    span = (start, start + len(host))
    if all(label.isascii() and label.isdigit() for label in labels) and len(labels) == 4:
        wrong = next((label for label in labels if len(label) > 3 or int(label) > 255), None)
        return Fault(*span, f"'{host}' is no IPv4 address: {wrong} is above 255") if wrong else None
    if "" in labels:
        mended = re.sub(r"\.{2,}", ".", host)
        certain = mended != host and not mended.startswith(".")
        message = f"the host '{shown(host)}' has an empty part between two dots"
        return Fault(
            *span, message if certain else f"the host '{shown(host)}' begins with a dot", mended if certain else None
        )
    wrong = next((label for label in labels if not _LABEL.fullmatch(label)), None)
    if wrong is not None:
        mark = next(character for character in wrong if not _LABEL.fullmatch(character))
        mended = host.replace(",", ".")
        certain = last and re.fullmatch(r"[a-z0-9.-]*[a-z0-9],(?:com|org|net|io|dev)", host) is not None
        return Fault(*span, f"a host cannot have '{mark}', as '{shown(host)}' has", mended if certain else None)
    if any(len(label) > 63 for label in labels):
        return Fault(*span, f"the host '{shown(host)}' has a part of more than 63 characters")
    if len(host.removesuffix(".")) > LONGEST_HOST:
        return Fault(*span, f"the host '{shown(host)}' has more than {LONGEST_HOST} characters")
    return None


def _port_fault(port: str, start: int) -> Fault | None:
    if not port or re.fullmatch(r"[A-Z_]+", port):
        return None  # an empty port is allowed, and PORT a placeholder
    if re.fullmatch(r"[0-9]{1,5}", port) and int(port) <= 65535:
        return None
    return Fault(start, start + len(port), f"'{shown(port)}' is no port; a port is a number up to 65535")
