"""Kodevakt: programområdekoder, rules and deadlines for the people who register pupils in VIGO."""

__version__ = "0.1.0"
