from django import forms
from django.utils.translation import gettext_lazy as _


class RestrictionForm(forms.Form):
    """Why a record is set aside."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The person contests what is written, the record is unlawful or no longer needed but they want it kept, "
            "or they have objected and the answer is not given yet."
        ),
    )


class LiftingForm(forms.Form):
    """Why a record is opened to its circle again."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    is_told = forms.BooleanField(
        label=_("The person has been told that it will be lifted"),
        error_messages={"required": _("Tell the person first: the law asks for it (GDPR, art. 18(3)).")},
    )
