"""What the register itself holds about a person."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from cordata.people import models
from cordata.people.holdings import Holding, Kind, OnErasure, register


def register_own() -> None:
    """Register what stands in the register: who the person is, who is near them, and how it was kept."""
    register(*identity(), *health(), *network(), *decisions(), *keeping())


def identity() -> tuple[Holding, ...]:
    """Return what says who somebody is and how to reach them."""
    months = ("first_month", "last_month")
    uses = ("for_visits", "for_urgent", "for_news", "note")
    return (
        Holding(
            models.OtherName, _("Other names"), resource="Patient.name", exports=("use", "given_name", "family_name")
        ),
        Holding(models.Identifier, _("Identity numbers"), resource="Patient.identifier", exports=("system", "value")),
        Holding(
            models.Residence,
            _("Homes"),
            resource="Patient.address",
            exports=("use", "household", "since_on", "until_on", *months),
        ),
        Holding(
            models.ContactPoint, _("Ways to reach them"), resource="Patient.telecom", exports=("kind", "value", *uses)
        ),
        Holding(models.Death, _("Death"), resource="Patient.deceasedDateTime", exports=("died_on",)),
        Holding(models.Departure, _("Moved away"), exports=("left_on", "whither")),
    )


def health() -> tuple[Holding, ...]:
    """Return what is known of somebody's health."""
    coded = ("name", "system", "code", "since_on", "ended_on")
    return (
        Holding(models.Condition, _("Conditions"), resource="Condition", exports=coded, kind=Kind.CARE),
        Holding(
            models.Allergy,
            _("Allergies"),
            resource="AllergyIntolerance",
            exports=("substance", "reaction", "severity"),
            kind=Kind.CARE,
        ),
        Holding(models.SafetyNote, _("Safety notes"), resource="Flag", exports=("kind", "text"), kind=Kind.CARE),
    )


def network() -> tuple[Holding, ...]:
    """Return who is near somebody. What a carer needs for themself, and their limits, are the carer's own."""
    known = ("name", "relation", "phone", "email", "language", "has_key", "lives_there", "is_contact")
    member = ("professional", "user", "purpose", "origin", "since_on", "until_on")
    return (
        Holding(
            models.Carer,
            _("Family and neighbours"),
            resource="RelatedPerson",
            also=("person",),
            exports=(*known, "strength", "helps"),
        ),
        Holding(
            models.CircleMember,
            _("Circle of care"),
            resource="CareTeam.participant",
            contact="since_on",
            lasts=("until_on", "ended_at"),
            on_erasure=OnErasure.BLANK,
            blanks=("end_reason",),
            exports=member,
            kind=Kind.PROOF,
        ),
    )


def decisions() -> tuple[Holding, ...]:
    """Return what somebody decided about their record, and what was done in spite of or because of it."""
    recipient = ("person", "organisation", "profession", "carer", "country")
    way = ("basis", "how", "witness", "decided_by", "decider_name", "minor_says", "decided_at", "expires_at")
    blanked = partial(Holding, on_erasure=OnErasure.BLANK, kind=Kind.PROOF)
    return (
        blanked(
            models.Consent,
            _("Consents"),
            resource="Consent",
            contact="decided_at",
            blanks=("witness", "signature", "decider_name", "minor_says"),
            exports=("purpose", "decision", "withdrawal__at", *recipient, *way, "text__text"),
        ),
        blanked(
            models.Withdrawal,
            _("Consents withdrawn"),
            path="consent__resident",
            blanks=("reason",),
            exports=("consent__purpose", *(f"consent__{one}" for one in recipient), "at", "reason"),
        ),
        blanked(
            models.BreakGlass,
            _("Openings in an emergency"),
            resource="AuditEvent",
            contact="opened_at",
            blanks=("reason",),
            exports=("user", "reason", "opened_at", "closed_at"),
        ),
        blanked(
            models.BreakGlassReview,
            _("Openings reviewed"),
            path="opening__resident",
            blanks=("note",),
            exports=("outcome", "note", "at"),
        ),
        blanked(
            models.Restriction,
            _("Restrictions"),
            blanks=("reason", "lift_reason"),
            exports=("reason", "at", "lifted_at", "lift_reason"),
        ),
        blanked(
            models.ErasureRequest,
            _("Erasure asked for"),
            moves=False,
            blanks=("reason",),
            exports=("ground", "reason", "archive", "at", "withdrawn_at"),
        ),
    )


def keeping() -> tuple[Holding, ...]:
    """Return how the record itself was kept. What names a second person is not the first one's to receive."""
    changed = ("version", "field", "before", "after", "at", "reason")
    return (
        Holding(models.Resident, _("Records joined to theirs"), path="merged_into", on_erasure=OnErasure.KEEP),
        Holding(models.Revision, _("Corrections"), resource="Provenance", moves=False, exports=changed),
        Holding(models.SearchWord, _("Words of the search"), moves=False),
        Holding(models.DoubleCandidate, _("Possible doubles"), path="first", also=("second",), moves=False),
        Holding(
            models.Merge,
            _("Records found to be theirs"),
            path="kept",
            also=("gone",),
            moves=False,
            on_erasure=OnErasure.BLANK,
            blanks=("reason", "moved"),
            exports=("at", "reason", "undone_at"),
            kind=Kind.PROOF,
        ),
        Holding(
            models.Erasure,
            _("Erasure"),
            moves=False,
            on_erasure=OnErasure.KEEP,
            exports=("ground", "at"),
            kind=Kind.PROOF,
        ),
    )
