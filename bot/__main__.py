"""Starts the command line: ``python -m bot`` is ``kodevakt``."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
