"""The language server: what editors show of a roadmap.

`server` alone knows pygls and the protocol. The other modules tell what there is to show, as plain records with spans.
"""
