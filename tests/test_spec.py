"""The examples of the specifications of CommonMark and GitHub Flavored Markdown: each is read, and every span stands.

The specifications are no code of ours and no wheel ships them: they come from the source distribution of marko, another
parser, fetched once a run and held to its hash.
"""

from __future__ import annotations

import re
import sys
import tarfile
from pathlib import Path

import pytest
from agreement import agree, is_plain
from environments import succeed
from invariants import prove
from spans import walk

from roadmap_lint.model import Text
from roadmap_lint.parser import parse

pytestmark = pytest.mark.slow

SOURCE = "marko==2.2.4 --hash=sha256:c042c66f835425673123d7536b39b4660de3b68e30078c70fd26245b31170683\n"
_EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(?P<markdown>.*?)^\.\n.*?^`{32}$", re.MULTILINE | re.DOTALL)
AT_LEAST = {"commonmark": 650, "gfm": 670}


@pytest.fixture(scope="session")
def specifications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("specifications")
    (folder / "requirements.txt").write_text(SOURCE, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "--require-hashes"]
    succeed([*pip, "--requirement", "requirements.txt"], cwd=folder)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    (found,) = folder.glob("*/tests/spec")
    return found


@pytest.mark.parametrize("name", AT_LEAST)
def test_every_example_is_read_and_every_span_stands(specifications: Path, name: str) -> None:
    text = (specifications / f"{name}.txt").read_text(encoding="utf-8")
    examples = [match["markdown"].replace("→", "\t") for match in _EXAMPLE.finditer(text)]
    assert len(examples) >= AT_LEAST[name]
    for example in examples:
        prove(example)
        # behind a heading nothing is front matter; what another parser sees is what is read
        behind = f"# Roadmap\n\n{example}"
        if is_plain(behind):
            agree(behind)


def test_code_spans_of_the_examples_stand_where_they_are(specifications: Path) -> None:
    text = (specifications / "commonmark.txt").read_text(encoding="utf-8")
    found = 0
    for match in _EXAMPLE.finditer(text):
        example = match["markdown"].replace("→", "\t")
        for thing in walk(parse(example)):
            for piece in thing.pieces if isinstance(thing, Text) else ():
                if piece.code and piece.exact:
                    assert example[slice(*piece.span)] == thing.text[piece.start : piece.end]  # type: ignore[union-attr]
                    found += 1
    assert found > 30
