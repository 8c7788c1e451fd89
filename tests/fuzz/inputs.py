"""The files that are tried: crafted to hurt, the shipped ones mutated, and random bytes and signs. All by number."""

from __future__ import annotations

import random
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted([*(ROOT / "tests" / "data" / "small").glob("*.yaml"), ROOT / "schedules" / "fylker.yaml"])
SIGNS = ["- ", ": ", "? ", "{", "}", "[", "]", "&a ", "*a", "!x ", "<<: ", "| ", "> ", "'", '"', "#", "%", "---", "..."]
SIGNS += ["\n", "\n  ", "\n    ", "\t", "\r\n", ", ", "NO", "08", "12:30", "~", "null", "true", "0x1F", "1e9", "…", "å"]
SIGNS += [
    "\ufeff",
    "\u202e",
    "\u200b",
    "\x00",
    "\x85",
    "\u0301",
    "\\u0000",
    "\\N",
    "regler:",
    "ord:",
    "id: ",
    "former: ",
]
SIGNS += ["kanaler:", "rader:", "skolear: ", "program:", "deler:", "fylker:", "2026-02-30", "9" * 30]
MANY = 60_000


def crafted(count: int = MANY) -> list[bytes]:
    """Return the files that are made to hurt, about *count* parts each."""
    bomb = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
    merge = "".join(f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9)}]}}\n" for i in range(1, 12))
    texts = [
        "a0: &a0 x\n" + bomb,
        "a0: &a0 {x: y}\n" + merge,
        *(sign * 5 * count for sign in ("[", "{", "- ", "? ", "{a: ", "[[", "!x ", "&a ")),
        "\n".join(f"{' ' * i}a:" for i in range(1_000)),
        "a: " + "x" * 10_000_000,
        "a: " + "\u0323\u0301" * 10 * count,
        "a: 1\n" * count,
        "regler: [" + "1," * count + "]",
        "ord: [" + "{x: 1}," * count + "]",
        "regler:\n- " + "\n  ".join(f"k{i}: 1" for i in range(count)),
        "\n".join(f"k{i}: 1" for i in range(count)),
        "program: {" + ", ".join(f"K{i}: [a]" for i in range(count // 2)) + "}",
        "ord: [{betyr: a, former: ['" + "a…" * 249 + "']}]",
        "kanaler: [" + "{id: x}," * count + "]",
        "fylker: [" + "{nr: 03}," * count + "]",
        "rader: [" + "{id: a}," * count + "]",
        "regler: ['" + "1 " * 10 * count + "']",
        "regler: [{id: " + "a-" * 10 * count + "}]",
        '"' + "\\n" * 10 * count,
        "".join(f"%TAG !a{i}! a\n" for i in range(count)),
        "---\n" * count,
        "a: NO\nb: 08\nc: 12:30\n\td: e\n",
    ]
    raws = [text.encode() for text in texts]
    return [
        *raws,
        *(f"a: b{sign}".encode() for sign in "\x00\u202e\u200b\ufeff"),
        "a: b".encode("utf-16"),
        b"\xff" * 99,
    ]


def by_number(number: int) -> bytes:
    """Return file *number*: the same one every time."""
    chance = random.Random(number)  # noqa: S311 - nothing is kept secret by it
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.randrange(400))
    if kind == 1:
        return "".join(chance.choices(SIGNS, k=chance.randrange(1, 120))).encode()
    raw = chance.choice(SHIPPED).read_bytes()
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(raw))
        new = chance.choice(SIGNS).encode() if kind == 2 else chance.randbytes(1)
        raw = raw[:at] + new + raw[at + chance.randrange(4) :]
    return raw
