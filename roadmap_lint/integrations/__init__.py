"""Thin adapters to what is around the linter, each imported only by the command that asks for it."""
