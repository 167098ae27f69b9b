from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cordata.people.models import ErasureRequest
from cordata.people.rules.folding import plain


class ErasureRequestForm(forms.ModelForm[ErasureRequest]):
    """On what ground a person's identity is to be removed, and where the record of care is kept."""

    ground = forms.ChoiceField(
        label=capfirst(_("ground")), choices=[("", _("Choose one")), *ErasureRequest.Ground.choices]
    )

    class Meta:
        model = ErasureRequest
        fields = ("ground", "reason", "archive")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "reason": _("In their words. It is blanked with the rest."),
            "archive": _(
                "The archive and the file's number, where the copy of the record of care was laid down; no name. "
                "Needed as long as that record has to be kept."
            ),
        }


class ConfirmationForm(forms.Form):
    """The person's name, typed to be sure whom it is about; `word` is what has to be typed."""

    typed = forms.CharField(max_length=170)

    def __init__(self, *args: Any, word: str, **words: Any) -> None:
        super().__init__(*args, **words)
        self.word = word
        self.fields["typed"].label = _("To confirm, type: %(word)s") % {"word": word}
        self.fields["typed"].widget.attrs["autocomplete"] = "off"

    def clean_typed(self) -> str:
        """Refuse anything but the word itself, blanks and capitals and accents aside."""
        typed: str = self.cleaned_data["typed"]
        if plain(typed) != plain(self.word):
            raise ValidationError(_("This is not what has to be typed."))
        return typed
