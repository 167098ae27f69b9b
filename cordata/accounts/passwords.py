from __future__ import annotations

from unicodedata import combining, normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cordata.accounts.models import User

LEFT = 8
OWN_WORDS = (
    "cordata", "password", "passwort", "segreta", "segreto", "secret", "benvenuto", "bienvenue", "willkommen",
    "welcome", "azienda", "ausl", "usl", "asl", "sanitaria", "sante", "ospedale", "hopital", "infermiere",
    "infermiera", "infirmier", "infirmiere", "coordinatore", "coordinatrice", "coordinateur",
    "medico", "medecin", "valle", "vallee", "aosta", "aoste", "daosta", "tarentaise", "savoia", "savoie", "piemonte",
)  # fmt: skip


class OwnWords:
    """Refuses a password that is little else than words anybody would try here: ours, the trade's, the valley's."""

    def validate(self, password: str, user: User | None = None) -> None:
        """
        Look at what is left when those words and all blanks are taken away; a password without them is not touched.

        :raises ValidationError: when fewer than eight characters are left
        """
        whole = "".join(folded(password).split())
        left = whole
        for word in sorted(OWN_WORDS, key=len, reverse=True):
            left = left.replace(word, "")
        if left != whole and len(left) < LEFT:
            raise ValidationError(
                _("Anybody would try these words first here. Choose words that have nothing to do with your work.")
            )

    def get_help_text(self) -> str:
        return _("Not only words of your work or your valley.")


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
