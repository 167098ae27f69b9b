from cordata.people.models.circle import CircleMember, CircleMemberQuerySet
from cordata.people.models.consent import Consent, ConsentQuerySet, ConsentText, Purpose, Withdrawal
from cordata.people.models.health import Allergy, Condition, SafetyNote
from cordata.people.models.homes import GeneralPractitioner, Household
from cordata.people.models.network import Carer
from cordata.people.models.openings import BreakGlass, BreakGlassReview
from cordata.people.models.register import (
    DoubleCandidate,
    Erasure,
    ErasureRequest,
    Merge,
    Restriction,
    Revision,
    SearchWord,
)
from cordata.people.models.resident import (
    ContactPoint,
    Death,
    Departure,
    Identifier,
    OtherName,
    Residence,
    Resident,
)
from cordata.people.models.seeing import ResidentQuerySet

__all__ = [
    "Allergy",
    "BreakGlass",
    "BreakGlassReview",
    "Carer",
    "CircleMember",
    "CircleMemberQuerySet",
    "Condition",
    "Consent",
    "ConsentQuerySet",
    "ConsentText",
    "ContactPoint",
    "Death",
    "Departure",
    "DoubleCandidate",
    "Erasure",
    "ErasureRequest",
    "GeneralPractitioner",
    "Household",
    "Identifier",
    "Merge",
    "OtherName",
    "Purpose",
    "Residence",
    "Resident",
    "ResidentQuerySet",
    "Restriction",
    "Revision",
    "SafetyNote",
    "SearchWord",
    "Withdrawal",
]
