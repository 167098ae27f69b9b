from cordata.people.models import GeneralPractitioner
from cordata.places.models import Commune


def add_practitioner(*, name: str, phone: str, commune: Commune) -> GeneralPractitioner:
    """Put a family doctor on the list; one of the same name in the same commune is the same doctor."""
    doctor, _is_new = GeneralPractitioner.objects.get_or_create(name=name, commune=commune, defaults={"phone": phone})
    return doctor
