"""Kodevakt: programområdekoder, rules and deadlines for the people who register pupils in VIGO."""
