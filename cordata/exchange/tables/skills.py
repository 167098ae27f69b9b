"""The skills a table can name, in the words of four languages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import process

from cordata.workforce.rules import SKILLS

from .cells import BadCell
from .columns import plain

NAMES = {
    "nursing": gettext_lazy("Nursing care"),
    "injection": gettext_lazy("Injection"),
    "dressing": gettext_lazy("Dressing"),
    "blood_sample": gettext_lazy("Blood sample"),
    "blood_pressure": gettext_lazy("Blood pressure"),
    "catheter": gettext_lazy("Catheter care"),
    "palliative": gettext_lazy("Palliative care"),
    "transfer": gettext_lazy("Transfer with two people"),
    "personal_care": gettext_lazy("Personal care"),
    "physiotherapy": gettext_lazy("Physiotherapy"),
    "social": gettext_lazy("Social visit"),
}
WORDS = {plain(word): code for code, skill in SKILLS.items() for word in skill.said_as}


def read_skill(word: str) -> str:
    """
    Return the code of the skill that a word stands for.

    :raises BadCell: with the nearest known word, or all skills in the reader's language
    """
    if code := WORDS.get(plain(word)):
        return code
    near = process.extractOne(plain(word), list(WORDS), score_cutoff=70)
    if near:
        hint = _("did you mean “%(word)s”?") % {"word": near[0]}
    else:
        hint = _("one of %(all)s") % {"all": ", ".join(str(NAMES[code]) for code in SKILLS)}
    raise BadCell(_("a skill we know: %(hint)s") % {"hint": hint})
