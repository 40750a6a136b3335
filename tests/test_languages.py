"""The language of a document, as its links are judged by it."""

from __future__ import annotations

import pytest

from roadmap_lint import lint
from roadmap_lint.config import Config

ONLY = Config.default().with_selection(["link-locale"])
ENGLISH = "# Plans\n\nThe [plans](https://acme.dev/de/plans) are what this release will have, and that is all of it.\n"
SHORT = "# Plans\n\n[API](https://acme.dev/de/api)\n"


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("content/en/ROADMAP.md", "English"),
        ("content/zh/ROADMAP.md", "Chinese"),
        ("site/content/pt-br/docs/ROADMAP.md", "Portuguese"),
        ("i18n/fr/docusaurus-plugin-content-docs/current/ROADMAP.md", "French"),
        ("docs/ROADMAP.ja.md", "Japanese"),
        ("ROADMAP_zh-CN.md", "Chinese"),
    ],
)
def test_a_path_tells_the_language(path: str, language: str) -> None:
    (finding,) = lint(SHORT, path=path, config=ONLY)
    assert f"the document in {language}" in finding.message


@pytest.mark.parametrize(
    "path", ["content/de/ROADMAP.md", "ROADMAP.md", "docs/it/ROADMAP.md", "ja/ROADMAP.md", "ROADMAP-2026.md"]
)
def test_a_path_that_tells_no_other_language(path: str) -> None:
    assert lint(SHORT, path=path, config=ONLY) == ()


def test_the_words_of_a_document_tell_that_it_is_english() -> None:
    (finding,) = lint(ENGLISH, config=ONLY)
    assert "the document in English" in finding.message


@pytest.mark.parametrize(
    "words",
    [
        "Les projets de la version",
        "今年の計画はこれから決まります また こちら です",
        "Der Plan und das ist von und mit der Version für das Jahr und die Plattform auf der Seite",
    ],
)
def test_a_document_in_two_languages_is_not_judged(words: str) -> None:
    assert lint(f"{ENGLISH}\n{(words + '. ') * 4}\n", config=ONLY) == ()
