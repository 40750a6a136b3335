"""Thin adapters to other people's tools; each is imported by the tool that it serves, and by nothing else."""
