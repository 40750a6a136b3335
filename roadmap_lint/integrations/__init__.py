"""Thin adapters between the library and other tools. Each has its extra, and is imported only where it is asked for."""
