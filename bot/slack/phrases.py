"""The fixed words around an answer, in bokmål and nynorsk."""

from __future__ import annotations

from typing import NamedTuple


class Phrases(NamedTuple):
    """One målform's words. Those with braces are filled in."""

    pattern: str
    why: str
    note: str
    source: str
    sources: str
    valid: str
    valid_from: str
    valid_to: str
    checked: str
    unchecked: str
    long_ago: str
    source_changed: str
    choose: str
    nearest: str
    look: str
    share: str
    shared: str
    shared_by: str
    asked: str
    useful: str
    yes: str
    yes_reader: str
    no: str
    no_reader: str
    thanks: str
    meant: str
    related: str
    read_as: str
    position: str
    status: str
    more: str
    cut: str
    user_floods: str
    channel_floods: str


NB = Phrases(
    pattern="mønster",
    why="Hvorfor",
    note="Merk",
    source="Kilde",
    sources="Kilder",
    valid="Gjelder",
    valid_from="fra",
    valid_to="til",
    checked="Sist kontrollert av en administrator {dato}.",
    unchecked="Ikke kontrollert av en administrator ennå.",
    long_ago="Sist kontrollert av en administrator {dato}, for over ett år siden. Svaret bør kontrolleres på nytt.",
    source_changed="Kilden er endret siden {dato}, så svaret bør kontrolleres mot den.",
    choose="Velg ett:",
    nearest="Det nærmeste jeg kan svare på:",
    look="Slå opp i Registreringshåndboken hos Udir eller i VIGO Kodeverksbase, "
    "eller spør den som har VIGO-ansvar i fylket.",
    share="Del i kanalen",
    shared="Delt i kanalen.",
    shared_by="Delt fra Kodevakt av",
    asked="Spørsmål",
    useful="Var dette nyttig?",
    yes="Ja",
    yes_reader="Ja, svaret var nyttig",
    no="Nei",
    no_reader="Nei, svaret var ikke nyttig",
    thanks="Takk for tilbakemeldingen!",
    meant="Mente du",
    related="Se også",
    read_as="Du skrev «{skrevet}».",
    position="tegn",
    status="Status i Grep",
    more="og {antall} til",
    cut="… (forkortet, les resten i kilden)",
    user_floods="Du har stilt mer enn {antall} spørsmål på ett minutt. Jeg svarer deg igjen når minuttet er over.",
    channel_floods="Her er det stilt mer enn {antall} spørsmål på ett minutt. Jeg svarer igjen når minuttet er over.",
)

NN = NB._replace(
    why="Kvifor",
    source="Kjelde",
    sources="Kjelder",
    valid="Gjeld",
    valid_from="frå",
    checked="Sist kontrollert av ein administrator {dato}.",
    unchecked="Ikkje kontrollert av ein administrator enno.",
    long_ago="Sist kontrollert av ein administrator {dato}, for over eitt år sidan. Svaret bør kontrollerast på nytt.",
    source_changed="Kjelda er endra sidan {dato}, så svaret bør kontrollerast mot henne.",
    choose="Vel eitt:",
    nearest="Det næraste eg kan svare på:",
    look="Slå opp i Registreringshandboka hos Udir eller i VIGO Kodeverksbase, "
    "eller spør den som har VIGO-ansvar i fylket.",
    shared_by="Delt frå Kodevakt av",
    yes_reader="Ja, svaret var nyttig",
    no_reader="Nei, svaret var ikkje nyttig",
    thanks="Takk for tilbakemeldinga!",
    meant="Meinte du",
    related="Sjå òg",
    read_as="Du skreiv «{skrevet}».",
    position="teikn",
    cut="… (forkorta, les resten i kjelda)",
    user_floods="Du har stilt meir enn {antall} spørsmål på eitt minutt. Eg svarar deg igjen når minuttet er over.",
    channel_floods="Her er det stilt meir enn {antall} spørsmål på eitt minutt. Eg svarar igjen når minuttet er over.",
)

PHRASES = {"nb": NB, "nn": NN}

USAGE = (
    "Skriv en programområdekode etter /kode, så forklarer jeg den: /kode TPTIP1A---\n"
    "Eller spør hvilken kode som skal brukes: /kode elev på TIP som tar vg1 over to år, første året\n"
    "Spør om frister: /frist, /frist oktober eller /frist ssbElev\n"
    "Du kan også skrive til meg i en direktemelding, eller nevne meg i en kanal."
)
TOO_MANY = "Jeg tar 20 koder om gangen. Send resten i en ny melding."
TOO_LONG = "Meldingen var lang: jeg leste bare de første {antall} tegnene."
FAILED = (
    "Beklager, noe gikk galt hos oss, så du fikk ikke svar. Det er ikke noe feil med det du skrev. "
    "Prøv igjen om litt, og si fra til den som drifter Kodevakt hvis det fortsetter."
)
FAILED_FORM = (
    "Beklager, noe gikk galt hos oss. Det er ikke noe feil med det du skrev, og det står der fortsatt: gå tilbake, og "
    "prøv igjen om litt. Si fra til den som drifter Kodevakt hvis det fortsetter."
)
