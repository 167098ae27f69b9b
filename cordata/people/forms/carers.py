"""What is asked about relatives, neighbours and friends who look after somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Role, User
from cordata.people.forms.fields import Ticked
from cordata.people.forms.rows import RowForm
from cordata.people.models import Carer, Resident
from cordata.people.queries import find_people
from cordata.people.rules.merging import Row

SEVERAL = 4  # namesakes told apart in the refusal


class CarerForm(RowForm):
    """One carer: who they are, what they do and where their limits are, what they need themself."""

    ADD = _("Add a carer")
    SAYS = ("name",)
    LISTS = ("helps",)
    NAMES = ("name",)
    SHOWN_AS = {"user": "account"}
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("not known")), *settings.LANGUAGES], required=False
    )
    helps = forms.MultipleChoiceField(label=_("Helps with"), choices=Carer.Help.choices, required=False, widget=Ticked)
    person = forms.CharField(
        label=_("Their own record"),
        required=False,
        max_length=120,
        help_text=_("If they are in the register: their name, and their village where there are namesakes."),
    )
    account = forms.EmailField(
        label=_("Signs in as"), required=False, help_text=_("Their e-mail address here, if they have an account.")
    )

    class Meta:
        model = Carer
        fields = (
            *("name", "relation", "phone", "email", "language", "is_contact", "has_key", "lives_there", "strength"),
            *("helps", "limits", "own_needs"),
        )

    def __init__(self, *args: Any, user: User | None = None, **words: Any) -> None:
        super().__init__(*args, **words)
        self.reader = user
        stood = self.initial.get("person_id")
        self.people_told = {int(stood)} if stood else set()

    @classmethod
    def initial_of(cls, row: Row) -> dict[str, Any]:
        """Return their name in the register, not where they live, and by which address they sign in."""
        told = super().initial_of(row)
        person = Resident.objects.filter(pk=int(row["person"] or 0)).order_by("pk").first()
        account = User.objects.filter(pk=int(row["user"] or 0)).order_by("pk").first()
        return told | {"person": str(person) if person else "", "account": account.email if account else ""}

    def clean_person(self) -> Resident | None:
        """Return whom the words mean, of those whom the user may see."""
        words = self.cleaned_data["person"]
        if not words:
            return None
        stood = self.initial.get("person_id")
        if words == self.initial.get("person") and stood:
            return Resident.objects.get(pk=stood)
        found = find_people(self.reader, words.replace(",", " "), timezone.localdate())  # type: ignore[arg-type]
        others = [one for one in found.rows if not self.resident or one.resident_id != self.resident.pk]
        if len(others) == 1:
            return Resident.objects.get(pk=others[0].resident_id)
        if not others:
            raise ValidationError(_("Nobody you may see is called “%(words)s”."), params={"words": words})
        self.people_told |= {one.resident_id for one in others[:SEVERAL]}
        named = "; ".join(f"{one.name}, {one.place}" for one in others[:SEVERAL])
        raise ValidationError(_("Several people are meant: %(named)s. Add the village."), params={"named": named})

    def clean_account(self) -> User | None:
        """Return who signs in with the address, among residents and family carers."""
        email = self.cleaned_data["account"].lower()
        if not email:
            return None
        held = Role.objects.on(timezone.localdate()).filter(user__email=email, kind=Role.Kind.RESIDENT)
        role = held.select_related("user").order_by("pk").first()
        if role is None:
            raise ValidationError(_("No family carer signs in with this address."))
        return role.user

    def texts(self) -> Row:
        """Return the row with the ids of the record and of the account."""
        row = super().texts()
        return row | {"user": row.pop("account")}
