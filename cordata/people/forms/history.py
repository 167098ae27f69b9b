from django import forms
from django.utils.translation import gettext_lazy as _


class RestoringForm(forms.Form):
    """Why a change is taken back."""

    reason = forms.CharField(label=_("Why"), max_length=200)
