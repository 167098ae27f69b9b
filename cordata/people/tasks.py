"""What is done in the background about people's records."""

from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from cordata.accounts.models import Role, User
from cordata.people.models import BreakGlass


@task()
def tell_of_opening(opening_id: int) -> None:
    """Write to the coordinators of the area that a record was opened in an emergency; the mail names nobody."""
    opening = BreakGlass.objects.select_related("resident__household__commune__area").get(pk=opening_id)
    area = opening.resident.household.commune.area
    coordinating = Role.objects.on(timezone.localdate()).filter(area=area, kind=Role.Kind.COORDINATOR)
    told = User.objects.filter(roles__in=coordinating, is_active=True).exclude(pk=opening.user_id)
    for user in told.distinct().order_by("pk"):
        with override(user.language):
            send_mail(_("A record was opened in an emergency"), words(opening), None, [user.email])


def words(opening: BreakGlass) -> str:
    """Return the text of the mail, in the language that is active."""
    return _(
        "At %(time)s somebody outside the circle of care opened a record of your area for three hours.\n\n"
        "Please look at it today: sign in to Cordata and open “Openings to review” on your morning page.\n\n"
        "This message names nobody, because mail can be read on its way."
    ) % {"time": f"{timezone.localtime(opening.opened_at):%H:%M}"}
