"""What the audit says, in the words of the person it is about and of those who look after the register."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cordata.accounts.models import AuditEntry, AuditPerson, Role

What, Ground = AuditEntry.What, AuditPerson.Ground

DEEDS: dict[str, str | Promise] = {
    What.WRITE: gettext_lazy("changed something in it"),
    What.READ: gettext_lazy("looked at it"),
    What.PRINT: gettext_lazy("made a page of it to print"),
    What.SEND: gettext_lazy("had it on their phone"),
    What.EXPORT: gettext_lazy("took a copy of it"),
    What.SEARCH: gettext_lazy("met the name in a search"),
    What.REFUSE: gettext_lazy("tried to open it and was not let in"),
}
OWN_DEEDS: dict[str, str | Promise] = {
    What.WRITE: gettext_lazy("changed something in my record"),
    What.READ: gettext_lazy("looked at my record"),
    What.PRINT: gettext_lazy("made a page of my record to print"),
    What.SEND: gettext_lazy("had my record on their phone"),
    What.EXPORT: gettext_lazy("took a copy of my record"),
    What.SEARCH: gettext_lazy("met my name in a search"),
    What.REFUSE: gettext_lazy("tried to open my record and was not let in"),
}
WHY: dict[str, str | Promise] = {
    Ground.AREA: gettext_lazy("because they coordinate care where the person lives"),
    Ground.CIRCLE: gettext_lazy("because they are in the circle of care"),
    Ground.SELF: gettext_lazy("because it is their own record"),
    Ground.CARER: gettext_lazy("because the person lets this relative read it"),
    Ground.BREAK_GLASS: gettext_lazy("because they said it was an emergency"),
    Ground.OFFICER: gettext_lazy("because they watch over how records are used"),
    Ground.MATCH: gettext_lazy("because somebody with a similar name was being entered"),
    Ground.JOB: gettext_lazy("because a programme of the centre worked on it"),
    Ground.NONE: "",
}
OWN_WHY: dict[str, str | Promise] = {
    **WHY,
    Ground.AREA: gettext_lazy("because they coordinate care where you live"),
    Ground.CIRCLE: gettext_lazy("because they are in your circle of care"),
    Ground.SELF: gettext_lazy("because it is your own record"),
    Ground.CARER: gettext_lazy("because you let this relative read it"),
}

WHY_REFUSED = gettext_lazy("because nothing lets them read this record")


def roles_said(roles: str) -> str:
    """Return kinds of role as an entry keeps them ("coordinator@valle-d-aosta") in words."""
    kinds = dict.fromkeys(one.partition("@")[0] for one in roles.split())
    return ", ".join(str(Role.Kind(kind).label) for kind in kinds if kind in Role.Kind.values)


WATCHED_DEEDS: dict[str, str | Promise] = {
    What.READ: gettext_lazy("looked"),
    What.WRITE: gettext_lazy("changed"),
    What.PRINT: gettext_lazy("printed"),
    What.EXPORT: gettext_lazy("took a copy"),
    What.SEARCH: gettext_lazy("searched by name"),
    What.SEND: gettext_lazy("had it on the phone"),
    What.REFUSE: gettext_lazy("was refused"),
    What.SIGN_IN: gettext_lazy("signed in"),
}
PAGES: dict[str, str | Promise] = {
    "account": gettext_lazy("the account"),
    "audit": gettext_lazy("the audit"),
    "circle": gettext_lazy("the circle of care"),
    "consent": gettext_lazy("the decisions of the person"),
    "copy": gettext_lazy("the copy of the record"),
    "day": gettext_lazy("the plan of the day"),
    "doubles": gettext_lazy("similar persons"),
    "emergency": gettext_lazy("the emergency card"),
    "erasure": gettext_lazy("erasure"),
    "history": gettext_lazy("the corrections"),
    "import": gettext_lazy("an import"),
    "looks": gettext_lazy("who has looked"),
    "merge": gettext_lazy("joining two records"),
    "morning": gettext_lazy("the morning"),
    "moves": gettext_lazy("the plan of the day"),
    "my": gettext_lazy("the round on the phone"),
    "network": gettext_lazy("household and network"),
    "new": gettext_lazy("a new record"),
    "opening": gettext_lazy("an opening in an emergency"),
    "people": gettext_lazy("the list of people"),
    "person": gettext_lazy("the person's page"),
    "pins": gettext_lazy("the plan of the day"),
    "planning": gettext_lazy("planning the day"),
    "publication": gettext_lazy("handing the rounds out"),
    "record": gettext_lazy("the record"),
    "restriction": gettext_lazy("restriction"),
    "round": gettext_lazy("a round"),
    "sheet": gettext_lazy("a round sheet"),
    "sign": gettext_lazy("signing in"),
    "undo": gettext_lazy("the plan of the day"),
    "urgent": gettext_lazy("an urgent visit"),
}


def page_said(where: str) -> str:
    """Return a page by the first word of its URL's name that says what it is about; else the name as it is."""
    words = where.replace(".", "_").split("_")
    plain = [*words, *(word.removesuffix("s") for word in words)]
    return next((str(PAGES[word]) for word in plain if word in PAGES), where.replace("_", " "))
