"""Why a text cannot be a programområdekode, said to a person in bokmål and nynorsk."""

from __future__ import annotations

from bot.errors import InvalidCode


def empty() -> InvalidCode:
    """Nothing was typed."""
    return InvalidCode(
        "tom",
        "Skriv en programområdekode, for eksempel TPTIP1H---.",
        "Skriv ein programområdekode, til dømes TPTIP1H---.",
    )


def several() -> InvalidCode:
    """More than one code was typed where one was wanted."""
    return InvalidCode(
        "flere_koder",
        "Her står det flere koder. Skriv dem hver for seg.",
        "Her står det fleire kodar. Skriv dei kvar for seg.",
    )


def unknown_trinn(char: str) -> InvalidCode:
    """A digit in position 6 that is no trinn."""
    return InvalidCode(
        "ukjent_niva",
        f"Tegn 6 er trinnet, og det kan være 0, 1, 2, 3 eller 4. Her står det {char}.",
        f"Teikn 6 er trinnet, og det kan vere 0, 1, 2, 3 eller 4. Her står det {char}.",
        position=6,
    )


def too_short(length: int) -> InvalidCode:
    """Fewer than the six characters that cannot be guessed."""
    return InvalidCode(
        "feil_lengde",
        f"En programområdekode har 10 tegn, og de seks første må være med. Her står det bare {length}.",
        f"Ein programområdekode har 10 teikn, og dei seks første må vere med. Her står det berre {length}.",
    )


def too_long(length: int, suggestion: str | None) -> InvalidCode:
    """More than ten characters; *suggestion* is the code when only dashes are too many."""
    return InvalidCode(
        "feil_lengde",
        f"En programområdekode har 10 tegn. Her står det {length}.",
        f"Ein programområdekode har 10 teikn. Her står det {length}.",
        position=11,
        suggestion=suggestion,
    )


_WANTED = (
    ("en bokstav A-Z", "ein bokstav A-Z"),
    ("et siffer", "eit siffer"),
    ("en bokstav, et siffer eller en strek", "ein bokstav, eit siffer eller ein strek"),
)


def bad_character(clean: str, index: int, suggestion: str | None) -> InvalidCode:
    """A character that cannot stand at *index* (from 0) of *clean*."""
    nb, nn = _WANTED[0 if index < 5 else 1 if index == 5 else 2]
    named = _named(clean[index])
    return InvalidCode(
        "ugyldig_tegn",
        f"Tegn {index + 1} er {named[0]}, men der skal det stå {nb}.",
        f"Teikn {index + 1} er {named[1]}, men der skal det stå {nn}.",
        position=index + 1,
        suggestion=suggestion,
    )


def _named(char: str) -> tuple[str, str]:
    """Return how to speak of a character, in bokmål and nynorsk."""
    if not char.isprintable():
        return "et usynlig tegn", "eit usynleg teikn"
    if char.isalpha():
        foreign = not char.isascii() and char not in "ÆØÅ"
        return (
            f"bokstaven «{char}»" + (" fra et annet alfabet" if foreign else ""),
            f"bokstaven «{char}»" + (" frå eit anna alfabet" if foreign else ""),
        )
    if char == "-":
        return "en strek", "ein strek"
    return (f"sifferet «{char}»",) * 2 if char.isdigit() else (f"«{char}»",) * 2
