"""Numbers that come as text in an address or a form."""

LONGEST = 18  # digits: every row's number has fewer, and no database refuses it


def whole_number(text: str) -> int | None:
    """Return the whole number that a text is; None for any other text, or a number that no row could have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
