from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cordata.accounts.models import Role, User
from cordata.accounts.queries.holders import Post


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonForm(forms.Form):
    """Somebody by their e-mail address, and where; somebody new by their names too."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("They sign in with it. Known ones keep their name."),
    )
    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=150, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=150, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    post = forms.ChoiceField(label=gettext_lazy("For and in"))
    starts_on = forms.DateField(label=pgettext_lazy("day", "From"), widget=DayInput())

    def __init__(self, posts: Sequence[Post], today: date, *args: Any) -> None:
        super().__init__(*args)
        self.posts = {post.key: post for post in posts}
        self.today = today
        self.fields["post"].choices = [(post.key, str(post)) for post in posts]  # type: ignore[attr-defined]
        self.initial = {"starts_on": today, "language": settings.LANGUAGE_CODE}
        if len(posts) == 1:
            self.fields["post"].widget = forms.HiddenInput()
            self.initial["post"] = posts[0].key

    def clean_post(self) -> Post:
        """Return the organisation and area meant."""
        return self.posts[self.cleaned_data["post"]]

    def clean_starts_on(self) -> date:
        """Refuse a day gone by: nobody gives a right to look at what was looked at already."""
        starts_on: date = self.cleaned_data["starts_on"]
        if starts_on < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        return starts_on

    def clean(self) -> dict[str, Any]:
        """Ask the names of whoever is new."""
        given = self.cleaned_data
        is_known = User.objects.filter(email__iexact=given.get("email", "")).exists()
        if not is_known and "email" in given:
            for name in ("given_name", "family_name"):
                if not given.get(name):
                    self.add_error(name, _("This person is new: say their name."))
        return given


class RoleForm(PersonForm):
    """A role to be given."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[("", gettext_lazy("Choose a role")), *Role.Kind.choices]
    )
    ends_on = forms.DateField(
        label=pgettext_lazy("day", "Until"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("The last day; leave it empty for no end."),
    )
    field_order = ("email", "given_name", "family_name", "language", "kind", "post", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        given = super().clean()
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day cannot lie before the first."))
        return given


class TermForm(forms.Form):
    """The last day of a role."""

    ends_on = forms.DateField(
        label=pgettext_lazy("day", "Until"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("The last day; leave it empty for no end."),
    )

    def __init__(self, role: Role, today: date, *args: Any) -> None:
        super().__init__(*args)
        self.least = max(role.starts_on, today)
        self.initial = {"ends_on": role.ends_on}

    def clean_ends_on(self) -> date | None:
        """Refuse a day gone by, or before the role begins."""
        ends_on: date | None = self.cleaned_data["ends_on"]
        if ends_on and ends_on < self.least:
            raise forms.ValidationError(_("Choose today or a later day, and none before the role begins."))
        return ends_on
