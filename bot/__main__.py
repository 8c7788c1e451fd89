"""Starts the command line: ``python -m bot`` is ``kodevakt``."""

import gc

gc.set_threshold(100_000)  # loading makes many objects that all stay: looking for garbage in between finds none

from bot.cli.main import main  # noqa: E402 - what it imports is loaded under that rule

if __name__ == "__main__":
    main()
