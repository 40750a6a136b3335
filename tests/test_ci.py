"""The blocks of docs/ci.md are the files of examples/ci, and these fit the schemas of their hosts."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml
from actions import INPUTS
from environments import ROOT, succeed

EXAMPLES = ROOT / "examples" / "ci"
GUIDE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
FILES = sorted(path.name for path in EXAMPLES.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_a_block_is_the_file_that_is_checked(name: str) -> None:
    blocks = dict(re.findall(r"^<!-- ci: (\S+) -->\n```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
    assert blocks[name] == (EXAMPLES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_file_fits_the_schema_of_its_host(name: str) -> None:
    schema = "vendor.gitlab-ci" if name.startswith("gitlab") else "vendor.github-workflows"
    succeed([Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", schema, name], cwd=EXAMPLES)


def test_every_input_of_the_action_is_described() -> None:
    section = GUIDE.partition("| input |")[2].partition("\n\n")[0]
    assert set(INPUTS) == {
        name for row in section.splitlines() for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])
    }


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("github")])
def test_workflows_ask_for_no_more_than_they_need(name: str) -> None:
    workflow = yaml.safe_load((EXAMPLES / name).read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
