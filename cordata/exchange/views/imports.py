from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cordata.accounts.limits import limited
from cordata.accounts.models import AuditPerson
from cordata.accounts.requests import SignedInRequest
from cordata.exchange import actions
from cordata.exchange.forms.imports import MappingForm, UploadForm
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.exchange.queries.imports import file_columns, past_imports, preview, remarks
from cordata.exchange.tables.faults import Faulty
from cordata.exchange.views.access import bringing_organisations, own_import
from cordata.people.looks import shown
from cordata.people.models import Resident
from cordata.ui.errors import refusal
from cordata.ui.flash import tell, warn

State, Choice = PeopleImport.State, ImportRow.Choice
RESULT = "exchange/people/result.html"
PAGES = {State.PREVIEW: "exchange/people/preview.html", State.TAKEN: RESULT, State.UNDONE: RESULT}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("costly", methods=("POST",))
def people_imports(request: SignedInRequest) -> HttpResponse:
    """List the tables one has brought; bring another."""
    organisations = bringing_organisations(request)
    form = UploadForm(organisations, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = cast("UploadedFile[bytes]", form.cleaned_data["file"])
        try:
            found = actions.begin_import(
                content=file.read(),
                file_name=file.name or "",
                organisation=form.cleaned_data["organisation"],
                by=request.user,
                at=timezone.now(),
            )
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_error("file", str(fault))
        else:
            return redirect("people_import_columns", found.pk)
    context = {"form": form, "imports": past_imports(request.user)}
    return render(request, "exchange/people/imports.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people_import_columns(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Ask what each column holds; then compare with the register."""
    found = own_import(request, import_id)
    if found.state not in (State.MAPPING, State.PREVIEW):
        return redirect("people_import", import_id)
    form = MappingForm(file_columns(found), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.name_columns(people_import=found, mapping=form.mapping, at=timezone.now())
        except actions.NotNow as late:
            warn(request, str(late))
        return redirect("people_import", import_id)
    context = {"import": found, "form": form}
    return render(request, "exchange/people/mapping.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def people_import(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Show how an import stands: what it would do, how far it is, or what it did."""
    found = own_import(request, import_id)
    at = timezone.now()
    if found.state == State.MAPPING:
        if found.failure:
            warn(request, found.failure)
        return redirect("people_import_columns", import_id)
    if found.is_under_way:
        return render(request, "exchange/people/progress.html", {"import": found, "is_lost": found.is_lost(at)})
    told = preview(found, request.user, outcome=request.GET.get("rows", ""), page=request.GET.get("page", ""), at=at)
    shown(request, told.residents, otherwise=AuditPerson.Ground.MATCH)
    context = {"import": found, "preview": told, **remarks(found)}
    return render(request, PAGES[State(found.state)], context)


@require_POST
@login_required
def people_import_choice(request: SignedInRequest, import_id: int, row: int) -> HttpResponse:
    """Say of a row that resembles somebody who it is."""
    found = own_import(request, import_id)
    line = get_object_or_404(found.rows.filter(outcome=ImportRow.Outcome.DOUBLE), number=row)
    choice, _colon, person = request.POST.get("choice", "").partition(":")
    back = f"{request.POST.get('back', '')}"[:20]
    chosen = None
    if choice == Choice.SAME:
        alike = [pk for pk, _score in line.alike if str(pk) == person]
        theirs = Resident.objects.edited_by(request.user, at=timezone.now())
        chosen = get_object_or_404(theirs.filter(pk__in=alike))
        shown(request, [chosen])
    if choice not in Choice.values or found.state != State.PREVIEW:
        return refusal(request, _("Choose one of the answers offered."), back=request.path)
    actions.choose(row=line, choice=Choice(choice), chosen=chosen)
    return redirect(f"{redirect('people_import', import_id).url}?rows=double&page={back}#row-{row}")


@require_POST
@login_required
def people_import_intake(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Take a table in as its preview says."""
    found = own_import(request, import_id)
    leaves = "leaves_faults" in request.POST
    try:
        after = actions.take_in_import(people_import=found, leaves_faults=leaves, at=timezone.now())
    except (actions.NotNow, actions.RowsWithFaults) as late:
        warn(request, str(late))
    else:
        if after.state == State.TAKEN:
            tell(request, _("The table is taken in."))
        elif after.failure:
            warn(request, after.failure)
    return redirect("people_import", import_id)


@require_POST
@login_required
def people_import_undoing(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Take back what an import did."""
    found = own_import(request, import_id)
    try:
        actions.undo_import(people_import=found, by=request.user, at=timezone.now())
    except actions.NotNow as late:
        warn(request, str(late))
    return redirect("people_import", import_id)


@require_POST
@login_required
def people_import_removal(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Give up a table that was not taken in."""
    found = own_import(request, import_id)
    try:
        actions.give_up(people_import=found)
    except actions.NotNow as late:
        warn(request, str(late))
        return redirect("people_import", import_id)
    tell(request, _("The table was removed. The register is as it was."))
    return redirect("people_imports")
