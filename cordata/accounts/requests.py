from django.http import HttpRequest

from cordata.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request that `login_required` let through: its user is somebody."""

    user: User
