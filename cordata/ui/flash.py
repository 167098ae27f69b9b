from django.contrib import messages
from django.http import HttpRequest


def tell(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Tell the person what was done, on the next page; `undo` is the address that takes it back by POST."""
    messages.success(request, text, extra_tags=undo)


def warn(request: HttpRequest, text: str) -> None:
    """Tell the person, on the next page, of something that needs attention."""
    messages.warning(request, text)
