"""The columns of the two tables, and the headings people give them in four languages."""

import re
import unicodedata

VISIT_HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "codice", "code", "identifiant", "kennung", "nr"),
    "name": ("name", "nome", "nom", "assistito", "usager", "cognome e nome"),
    "lat": ("lat", "latitude", "latitudine", "breite"),
    "lon": ("lon", "lng", "long", "longitude", "longitudine", "laenge", "länge"),
    "address": ("address", "indirizzo", "adresse", "anschrift"),
    "date": ("date", "data", "giorno", "jour", "datum"),
    "opens": ("opens", "from", "dalle", "apre", "inizio", "ouvre", "de", "début", "von"),
    "closes": ("closes", "to", "alle", "chiude", "fine", "ferme", "à", "fin", "bis"),
    "minutes": ("minutes", "duration", "minuti", "durata", "durée", "dauer", "minuten"),
    "skills": ("skills", "competenze", "competenza", "compétences", "compétence", "kompetenzen"),
    "people": ("people", "persone", "operatori", "personnes", "intervenants", "personen"),
    "after": ("after", "dopo", "après", "nach"),
    "gap_min": ("gap_min", "intervallo_min", "attesa_min", "intervalle_min", "écart_min", "abstand_min"),
    "gap_max": ("gap_max", "intervallo_max", "attesa_max", "intervalle_max", "écart_max", "abstand_max"),
    "preferred": ("preferred", "preferiti", "preferito", "préférés", "préféré", "bevorzugt"),
    "forbidden": ("forbidden", "esclusi", "escluso", "vietati", "exclus", "interdits", "ausgeschlossen"),
    "priority": ("priority", "priorità", "priorité", "priorität"),
    "language": ("language", "lingua", "langue", "sprache"),
}
PROFESSIONAL_HEADINGS: dict[str, tuple[str, ...]] = {
    **{column: VISIT_HEADINGS[column] for column in ("id", "lat", "lon", "address", "date")},
    "name": ("name", "nome", "nom", "cognome e nome", "professionista", "professionnel"),
    "starts": ("starts", "from", "inizio", "dalle", "début", "de", "beginn", "von"),
    "ends": ("ends", "to", "fine", "alle", "fin", "à", "ende", "bis"),
    "break": ("break", "pausa", "pause"),
    "skills": VISIT_HEADINGS["skills"],
    "languages": ("languages", "lingue", "langues", "sprachen", "lingua", "langue"),
}
VISITS_NEED = ("id", "name", "date", "opens", "closes", "minutes")
PROFESSIONALS_NEED = ("id", "name", "starts", "ends")


def plain(text: str) -> str:
    """Return a word without accents, case, punctuation or spare blanks: "Priorità " and "PRIORITA" are one."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


def named(heading: str, headings: dict[str, tuple[str, ...]]) -> str | None:
    """Return the column that a heading stands for, or None when it is none of ours."""
    wanted = plain(heading)
    return next((column for column, words in headings.items() if wanted in map(plain, words)), None)
