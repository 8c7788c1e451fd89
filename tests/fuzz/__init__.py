"""Random and crafted YAML against the loader (`tests.fuzz.__main__`), identity numbers against the mask (`numbers`)."""
