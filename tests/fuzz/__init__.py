"""Random and crafted YAML against the loader, in processes of their own: see `tests.fuzz.__main__`."""
