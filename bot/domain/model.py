"""What the YAML files say, as values. The loader builds them; nothing here can change.

The nouns of the trade are Norwegian (CONTRIBUTING.md lists them); everything else is English.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Malform = Literal["nb", "nn"]
Tillit = Literal["primar", "sekundar"]
Sikkerhet = Literal["hoy", "middels", "lav"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in bokmål and, where somebody has written it, nynorsk.

    >>> Text('uke', 'veke').in_('nn'), Text('frist').in_('nn')
    ('veke', 'frist')
    """

    nb: str
    nn: str | None = None

    def in_(self, malform: Malform) -> str:
        """Return the text in *malform*, in bokmål where nynorsk is missing."""
        return (self.nn or self.nb) if malform == "nn" else self.nb


@dataclass(frozen=True, slots=True)
class Kilde:
    """One source in the register: who published what, which edition was read, and how far it is trusted."""

    id: str
    navn: str
    utgiver: str
    adresse: str | None
    utgave: str
    lest: date
    lisens: str
    tillit: Tillit
    merknad: str | None = None


@dataclass(frozen=True, slots=True)
class Henvisning:
    """Where in a source something is written."""

    kilde: Kilde
    punkt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What every entry carries: its sources, the days it holds between, when an admin last checked it."""

    kilder: tuple[Henvisning, ...]
    gyldig_fra: date | None = None
    gyldig_til: date | None = None
    kontrollert: date | None = None

    @property
    def secondary(self) -> bool:
        """True when no source of the entry is primary: the answer must say so."""
        return all(h.kilde.tillit == "sekundar" for h in self.kilder)


@dataclass(frozen=True, slots=True)
class Oppslag:
    """A rule or a concept: what is answered, why, and how people ask for it.

    *naar* lets the decision table choose a rule instead of a code ("no such code exists for vg2").
    """

    id: str
    kind: Literal["regel", "begrep"]
    tittel: Text
    svar: Text
    provenance: Provenance
    hvorfor: Text | None = None
    sporsmal: tuple[str, ...] = ()
    ogsa_kalt: tuple[str, ...] = ()
    koder: tuple[str, ...] = ()
    se_ogsa: tuple[str, ...] = ()
    naar: tuple[frozenset[str], ...] = ()
    uten: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Variant:
    """A code, or a pattern of codes, that a source prints: ``PBPBY3H---``, ``xxxxx1HT-1``.

    In *kode* an ``x`` in positions 1-5 stands for any letter and ``?`` in position 6 for any trinn; with
    *siste_er_ar* the tenth character counts years and any digit 1-9 may stand there. *deler* explains
    positions (``{7: Text(...)}``). *naar* holds the alternative sets of facets under which this is the code
    to use; *forvalg* makes it the answer when a finer code exists but the question does not tell.
    """

    kode: str
    navn: Text
    provenance: Provenance
    deler: Mapping[int, Text] = field(default_factory=dict)
    naar: tuple[frozenset[str], ...] = ()
    uten: frozenset[str] = frozenset()
    forvalg: bool = False
    hvorfor: Text | None = None
    neste: str | None = None
    se_ogsa: tuple[str, ...] = ()
    siste_er_ar: bool = False
    sikkerhet: Sikkerhet = "hoy"


@dataclass(frozen=True, slots=True)
class Programomrade:
    """A programområde of Grep. *status_utledet* is true where the status is inferred, not read."""

    kode: str
    navn: Text
    navn_en: str | None
    utdanningsprogram: str
    trinn: str
    status: Literal["publisert", "utgatt", "ukjent"]
    status_utledet: bool
    opplaringssted: tuple[str, ...] = ()
    bygger_pa: tuple[str, ...] = ()
    arstimer: str | None = None

    @property
    def grunnkode(self) -> str:
        """Return positions 1-6."""
        return self.kode[:6]


@dataclass(frozen=True, slots=True)
class Utdanningsprogram:
    """An utdanningsprogram of Grep (or PB, which Grep does not hold): its two letters and its name."""

    kode: str
    navn: Text
    type: str
    status: Literal["publisert", "utgatt", "ukjent"]


@dataclass(frozen=True, slots=True)
class Ord:
    """What people write (*former*) and the atoms of meaning it stands for (*betyr*)."""

    betyr: tuple[str, ...]
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Valg:
    """One choice of an avklaring: the atom it adds and the words on the button."""

    atom: str
    navn: Text


@dataclass(frozen=True, slots=True)
class Fasett:
    """One thing that tells codes apart, the question that asks for it, and its choices."""

    id: str
    sporsmal: Text
    valg: tuple[Valg, ...]


@dataclass(frozen=True, slots=True)
class Ordliste:
    """The words: with meaning, without meaning (*tomme*), ordinary (*vanlige*), and for programmes.

    *lette* are words that may stand in any question: that an entry does not know them tells nothing.
    """

    ord: tuple[Ord, ...]
    fasetter: tuple[Fasett, ...]
    program: Mapping[str, tuple[str, ...]]
    tomme: frozenset[str]
    vanlige: frozenset[str]
    lette: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kunnskap:
    """Everything Kodevakt knows, loaded whole: one snapshot."""

    kilder: Mapping[str, Kilde]
    varianter: tuple[Variant, ...]
    oppslag: tuple[Oppslag, ...]
    ordliste: Ordliste
    programomrader: Mapping[str, Programomrade]
    utdanningsprogram: Mapping[str, Utdanningsprogram]
    grep_hentet: date
    grep_kreditering: str
