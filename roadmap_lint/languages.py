"""Which language a document is in, and which one an address is for."""

from __future__ import annotations

import re
from itertools import pairwise

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document
from roadmap_lint.record import Record
from roadmap_lint.urls import WebAddress

# Languages that documentation is translated to, by their BCP 47 subtag, with the names that texts give them.
_NAMES: dict[str, str] = {
    "ar": "arabic العربية",
    "bg": "bulgarian български",
    "bn": "bengali বাংলা",
    "ca": "catalan català",
    "cs": "czech čeština",
    "da": "danish dansk",
    "de": "german deutsch",
    "el": "greek ελληνικά",
    "en": "english",
    "es": "spanish español castellano",
    "et": "estonian eesti",
    "fa": "persian farsi فارسی",
    "fi": "finnish suomi",
    "fr": "french français",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "hr": "croatian hrvatski",
    "hu": "hungarian magyar",
    "id": "indonesian bahasa",
    "is": "icelandic íslenska",
    "it": "italian italiano",
    "ja": "japanese 日本語",
    "ko": "korean 한국어",
    "lt": "lithuanian lietuvių",
    "lv": "latvian latviešu",
    "nb": "norwegian norsk",
    "nl": "dutch nederlands",
    "no": "norwegian norsk",
    "pl": "polish polski",
    "pt": "portuguese português brazilian",
    "ro": "romanian română",
    "ru": "russian русский",
    "sk": "slovak slovenčina",
    "sl": "slovenian slovenščina",
    "sr": "serbian српски",
    "sv": "swedish svenska",
    "th": "thai ไทย",
    "tr": "turkish türkçe",
    "uk": "ukrainian українська",
    "vi": "vietnamese tiếng",
    "zh": "chinese mandarin simplified traditional 中文 简体 繁體",
}

# As the first name of a path they stand for nothing else, as far as anyone knows; others (`is`, `go`, `uk`) may.
_TELLING = frozenset(["de", "fr", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "zh"])
_LOCALE = pattern(
    r"(?P<language>[a-z]{2})(?:[-_](?P<script>hans|hant|latn|cyrl))?(?:[-_](?P<region>[a-z]{2}|419))?", re.IGNORECASE
)
# Sites whose paths begin with a locale, or may.
_LOCALISED = frozenset(
    [
        "aws.amazon.com",
        "cloud.google.com",
        "developer.mozilla.org",
        "docs.docker.com",
        "docs.github.com",
        "docs.microsoft.com",
        "helm.sh",
        "istio.io",
        "kubernetes.io",
        "learn.microsoft.com",
        "nodejs.org",
        "support.microsoft.com",
        "vuejs.org",
        "www.microsoft.com",
        "www.mozilla.org",
    ]
)
# Sites with a host for each language: `fr.react.dev`.
_BY_HOST = (".react.dev", ".vuejs.org", ".wikipedia.org")
# Their first name is that of a person, a project or a package.
_NAMED = frozenset(
    """
    bitbucket.org codeberg.org dev.to gitea.com github.com gitlab.com hub.docker.com instagram.com medium.com quay.io
    t.me twitter.com www.github.com www.instagram.com www.npmjs.com x.com
    """.split()  # noqa: SIM905  (a list of them fills half a page)
)
_FORGE_HOST = pattern(r"(?:git|gitlab|gitea|forgejo|code|codeberg)\..+")
# Sites of a country have its language first.
_HOME_DOMAINS = {
    "ja": "jp",
    "ko": "kr",
    "pt": "br pt",
    "sv": "se",
    "zh": "cn tw hk",
    "cs": "cz",
    "da": "dk",
    "uk": "ua",
}


class Locale(Record):
    """A locale in an address, as written (`zh-cn`), its language (`zh`), and where the name stands in the address.

    `in_path` is false where it is a part of the host.
    """

    text: str
    language: str
    start: int
    end: int
    in_path: bool


def locale_of(address: WebAddress, *, localised: bool = False) -> Locale | None:
    """The locale that an address is in; `None` where it has none, or what looks like one may be another thing.

    `localised` tells that the site is known to have its pages in several languages.
    """
    for site in _BY_HOST:
        if address.host.endswith(site):
            return _host_locale(address.host.removesuffix(site), address)
    names = address.path.split("/")
    if address.host in _NAMED or _FORGE_HOST.fullmatch(address.host) or len(names) < 3 or not names[2]:
        return None
    match = _LOCALE.fullmatch(names[1])
    if match is None or match["language"].lower() not in _NAMES:
        return None
    language = match["language"].lower()
    if address.host.rpartition(".")[2] in _HOME_DOMAINS.get(language, language).split():
        return None
    known = localised or address.host in _LOCALISED or address.host.endswith((".readthedocs.io", ".rtfd.io"))
    if not (known or language in _TELLING or match["script"] or _is_own_region(language, match["region"])):
        return None
    start = address.path_start + 1
    return Locale(names[1], language, start, start + len(names[1]), True)


def _is_own_region(language: str, region: str | None) -> bool:
    """`es-es`, `cs-CZ`: a language with a country, which two words of another meaning hardly are."""
    return region is not None and region.lower() in _REGIONS.get(language, language).split()


_REGIONS = {
    "ar": "ae sa eg",
    "cs": "cz",
    "da": "dk",
    "el": "gr",
    "en": "us gb au ca in ie nz",
    "es": "es mx ar co cl 419",
    "fa": "ir",
    "he": "il",
    "hi": "in",
    "nb": "no",
    "sl": "si",
    "uk": "ua",
    "vi": "vn",
}


def _host_locale(label: str, address: WebAddress) -> Locale | None:
    match = _LOCALE.fullmatch(label)
    language = match["language"].lower() if match else ""
    if language not in _NAMES:
        return None
    start = address.path_start - len(address.host) - (len(address.port) + 1 if address.port else 0)
    return Locale(label, language, start, start + len(label), False)


# --------------------------------------------------------------------------------------------------------- documents


def language_of(document: Document) -> str | None:
    """The language of a document by its subtag (`en`), or `None` where that is not sure.

    Its front matter says so, or its path (`content/zh/`, `ROADMAP.fr.md`), or its words, for English alone.
    """
    return _stated(document) or _of_path(document.path) or ("en" if _is_english(document) else None)


def _stated(document: Document) -> str | None:
    if document.front_matter is None:
        return None
    for key in ("lang", "language", "locale"):
        field = document.front_matter.field(key)
        match = _LOCALE.fullmatch(field.value.value.strip()) if field else None
        if match and match["language"].lower() in _NAMES:
            return match["language"].lower()
    return None


def _of_path(path: str) -> str | None:
    """The language that the name of a file or its folders tell: `ROADMAP_zh.md`, `content/pt-br/`, `docs/ja/`."""
    *folders, name = path.replace("\\", "/").split("/")
    words = re.split(r"[._-]", name, maxsplit=1)
    written = [words[1].rpartition(".")[0]] if len(words) > 1 else []
    written += (folder for above, folder in reversed(list(pairwise(folders))) if above.lower() in _FOLDERS_OF_LANGUAGES)
    languages = (_language_of_folder(text) for text in written)
    return next((language for language in languages if language is not None), None)


_FOLDERS_OF_LANGUAGES = frozenset(["content", "i18n", "l10n", "docs", "locales", "translations"])


def _language_of_folder(text: str) -> str | None:
    match = _LOCALE.fullmatch(text)
    if match is None:
        return None
    language = match["language"].lower()
    telling = language in _TELLING or language in ("en", "es") or match["script"]
    return language if telling or _is_own_region(language, match["region"]) else None


_ENGLISH = frozenset(["the", "and", "this", "that", "with", "from", "will", "are", "which", "has", "have", "our", "be"])
_OTHERS = frozenset(
    """
    der das und ist nicht mit für auf eine von zu le la les et des du est une pour dans que el los las del para con una
    por het een en van dat voor não uma da em il lo gli di che sono och att det som är og på af til jest nie na się dla
    ja ei ve bir bu için
    """.split()  # noqa: SIM905  (a list of them fills a page)
)
_WORD = pattern(r"[^\W\d_]+")
# So much of a text is enough to know its language.
_MOST_WORDS = 5_000
_FEWEST_WORDS = 12


def _is_english(document: Document) -> bool:
    """Whether the words of a document are English, and hardly any other ones."""
    words: list[str] = []
    for text in document.texts:
        words += _WORD.findall(text.prose.casefold())
        if len(words) > _MOST_WORDS:
            break
    foreign = sum(word in _OTHERS or not word.isascii() for word in words)
    found = [word for word in words if word in _ENGLISH]
    return len(words) >= _FEWEST_WORDS and len(found) >= 3 and len(set(found)) >= 2 and 4 * foreign < len(found) * 3


def language_name(language: str) -> str:
    """The English name of a language, given its subtag."""
    return _NAMES[language].partition(" ")[0].capitalize()


def names_language(text: str, language: str) -> bool:
    """Whether a text speaks of a language, or of translations: a link to it is meant then."""
    words = set(_WORD.findall(text.casefold()))
    return (
        not words.isdisjoint(_NAMES[language].split())
        or language in re.findall(r"[(\[]([a-z]{2})(?=[)\]-])", text.casefold())
        or re.search(r"translat|locali[sz]|i18n|l10n|\blanguages?\b|\blocales?\b", text, re.IGNORECASE) is not None
        or (not text.isascii() and any(name in text.casefold() for name in _NAMES[language].split()))
    )
