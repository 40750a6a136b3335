"""`roadmap-lint server`."""

from __future__ import annotations

import argparse

from roadmap_lint.cli.process import UsageError


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--stdio", action="store_true", help="speak over standard input and output (always so)")


def run(options: argparse.Namespace) -> int:
    try:
        from roadmap_lint.integrations.lsp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("the server needs pygls: pip install 'roadmap-lint[lsp]'") from None
    return serve()
