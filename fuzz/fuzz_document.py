"""Fuzz roadmap-lint with atheris (pip install atheris): what tests/invariants.py says must hold of any input.

    python fuzz/fuzz_document.py -max_total_time=600 /tmp/corpus fuzz/corpus
    python fuzz/fuzz_document.py --parse -max_total_time=600 /tmp/corpus fuzz/corpus
    python fuzz/fuzz_document.py FILE         # one input that failed, again

With `--parse` only that is proven of a document which is known once it is read: its spans. That is some thirty times
as fast, and finds what is wrong with Markdown.

The first folder takes what is found on the way; the second is where it starts. The options are libFuzzer's. Inputs are
documents; one that begins with `#config` is a config. Everything else, front matter and suppressions too, is a part of
a document.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import roadmap_lint  # noqa: E402

if not (ROOT / "roadmap_lint" / "rules").exists():
    roadmap_lint.__path__.append(str(ROOT))  # in a checkout the rules stand beside the package

with atheris.instrument_imports(include=["roadmap_lint"]):
    from invariants import prove, prove_config
    from spans import parse_proven

    from roadmap_lint.files import FileError, decode

CONFIG = "#config\n"


PARSE = "--parse" in sys.argv


def one_input(data: bytes) -> None:
    try:
        text = decode(data)
    except FileError:
        return
    if text.startswith(CONFIG):
        if not any("\ud800" <= character <= "\udfff" for character in text):  # refused by who reads the file
            prove_config(text)
    else:
        (parse_proven if PARSE else prove)(text, "a.mdx" if text.startswith("{/*") else "ROADMAP.md")


def main() -> None:
    dictionary = Path(__file__).with_name("roadmap.dict")
    options = [argument for argument in sys.argv if argument != "--parse"]
    atheris.Setup([*options, f"-dict={dictionary}", "-timeout=60", "-max_len=4096"], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
