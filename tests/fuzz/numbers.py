"""Hide 10,000 made-up identity numbers in eight spellings each: none may be left. Ends with 1 when one is."""

from __future__ import annotations

import argparse
import random
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain.privacy import HIDDEN, mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COUNT = 10_000
FIRST, DAYS = date(1940, 1, 1), 29_000  # to 2019
# What is added to the day and the month: ordinary, D, H, and the synthetic ones.
ADDED = ((0, 0), (40, 0), (0, 40), (0, 65), (0, 80), (40, 80))
WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "six and five": lambda number: f"{number[:6]} {number[6:]}",
    "no-break space": lambda number: f"{number[:6]}\xa0{number[6:]}",
    "hyphen": lambda number: f"{number[:6]}-{number[6:]}",
    "dot": lambda number: f"{number[:6]}.{number[6:]}",
    "single digits": " ".join,
    "dots between all": ".".join,
    "full-width": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in number),
}
AROUND = (
    "*",
    "Elev * skal ha TPTIP1A---, frist 24.10.2026",
    "en elev (*) på skole 971032081",
    'x*y {"fnr":"*"}',
    "<@U1A|*> https://vigo.no/?fnr=*&ar=2026",
    "*\nog *",
)


def numbers(count: int, seed: int = 1) -> Iterator[str]:
    """Yield *count* numbers of all kinds with a date and check digits that fit."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    made = 0
    while made < count:
        day, month = ADDED[made % len(ADDED)]
        born = FIRST + timedelta(chance.randrange(DAYS))
        number = f"{born.day + day:02}{born.month + month:02}{born.year % 100:02}"
        number += str(chance.randrange(500) + 500 * (born.year >= 2000)).zfill(3)
        for weights in WEIGHTS:
            number += str(-sum(w * int(n) for w, n in zip(weights, number, strict=False)) % 11)
        if len(number) == 11:  # a check digit of ten is none
            made += 1
            yield number


def left(count: int, seed: int = 1) -> list[str]:
    """Return the texts in which something is left of a number, or something else is gone."""
    found = []
    for n, number in enumerate(numbers(count, seed)):
        around = AROUND[n % len(AROUND)]
        texts = [around.replace("*", spell(number)) for spell in SPELLINGS.values()]
        found += [text for text in texts if mask(text).text != around.replace("*", HIDDEN)]
    return found


def main() -> None:
    """Run what is asked for and print what it came to."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.numbers", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    count = parser.parse_args().count
    found = left(count)
    for text in found[:20]:
        sys.stdout.write(f"{text}\n")
    sys.stdout.write(f"{count * len(SPELLINGS):,} numbers hidden; {len(found)} left\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
