"""Pages of an employer's people: what one may act for, the team, invitations, claims and the settings.

Whoever is no member gets 404, as for an employer that does not exist.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from listings.models import Employer, EmployerClaim, Membership
from listings.rate_limits import is_exceeded, network_of
from listings.submitting import access, login, members
from listings.submitting.addresses import mailbox
from listings.submitting.login_forms import ClaimForm, InviteForm, SettingsForm
from listings.vocabulary import ClaimState, LinkPurpose, MemberRole

INVITE_RATE = "20/hour"
INVITE_MAILBOX_RATE = "3/day"
CLAIM_RATE = "10/day"
LOGO_RATE = "30/hour"
TOO_OFTEN = "Das war zu oft hintereinander. Versuch es später noch einmal."
LAST_OWNER = "Eine Person muss den Arbeitgeber verantworten. Gib die Verantwortung vorher jemand anderem."


@access.logged_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    person = access.person_of(request)
    rows = Membership.objects.filter(person=person, removed_at=None).select_related("employer", "invited_by")
    rows = rows.defer("employer__logo").order_by("employer__name")
    claims = EmployerClaim.objects.filter(person=person, state=ClaimState.WAITING).select_related("employer")
    context = {
        "person": person, "memberships": [row for row in rows if row.accepted_at], "area": "employers",
        "invitations": [row for row in rows if not row.accepted_at], "claims": claims.defer("employer__logo"),
        "unclaimed": members.unclaimed_by(person) if person else [],
    }  # fmt: skip
    return render(request, "listings/employers/account.html", context)


@access.logged_in
@require_POST
def accept_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The log-in has proved the address already."""
    invited = Membership.objects.invited().filter(person=access.person_of(request))
    joined = members.accept(membership=get_object_or_404(invited.select_related("employer"), pk=pk))
    if joined is None:
        raise Http404
    messages.success(request, f"Du bist jetzt im Team von {joined.employer.name}.")
    return redirect("account")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the invitation makes a member and logs nobody in: it lives too long for that."""
    link = login.found(secret, LinkPurpose.INVITE)
    invited, is_accepted = members.invitation_of(link), False
    if request.method == "POST" and invited and login.used(secret, LinkPurpose.INVITE):
        invited = members.accept(membership=invited)
        is_accepted = invited is not None
        person = access.person_of(request)
        if invited and person and person.pk == invited.person_id:
            return redirect("account")
    context = {"membership": invited, "is_accepted": is_accepted, "area": "employers"}
    response = render(request, "listings/employers/invitation.html", context, status=200 if invited else 410)
    response["Referrer-Policy"] = "same-origin"
    return response


@access.logged_in
@require_safe
def team(request: HttpRequest, slug: str) -> HttpResponse:
    person, employer = access.employer_or_404(request, slug)
    return _team(request, employer, InviteForm())


@access.logged_in
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """The same answer whether or not the address is known here."""
    person, employer = access.employer_or_404(request, slug, is_owner=True)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _team(request, employer, form)
    address, limited = form.cleaned_data["email"], is_exceeded(request, "invite", INVITE_RATE, of=str(employer.pk))
    limited = limited or is_exceeded(request, "invite-network", INVITE_RATE, of=network_of(request))
    if limited or is_exceeded(request, "invite-mailbox", INVITE_MAILBOX_RATE, of=f"{employer.pk} {mailbox(address)}"):
        form.add_error(None, TOO_OFTEN)
        return _team(request, employer, form, status=429)
    members.invite(employer=employer, address=address, role=MemberRole(form.cleaned_data["role"]), by=person)
    messages.success(request, f"Die Einladung an {address} ist unterwegs.")
    return redirect("team", slug)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Owners remove anybody, members only themselves; asks first."""
    person, employer = access.employer_or_404(request, slug)
    membership = _member_or_404(employer, pk)
    is_self = membership.person_id == person.pk
    if not is_self:
        access.employer_or_404(request, slug, is_owner=True)
    if request.method == "POST":
        try:
            members.remove(membership=membership)
        except members.LastOwner:
            messages.error(request, LAST_OWNER)
            return redirect("team", slug)
        messages.success(request, f"{membership.person.email} hat keinen Zugang mehr.")
        return redirect("account") if is_self else redirect("team", slug)
    context = {"employer": employer, "membership": membership, "is_self": is_self, "area": "employers"}
    return render(request, "listings/employers/remove.html", context)


@access.logged_in
@require_POST
def give_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _person, employer = access.employer_or_404(request, slug, is_owner=True)
    membership, role = _member_or_404(employer, pk), request.POST.get("role", "")
    if role not in set(MemberRole):
        raise Http404
    try:
        members.give_role(membership=membership, role=MemberRole(role))
    except members.LastOwner:
        messages.error(request, LAST_OWNER)
    return redirect("team", slug)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    person, employer = access.employer_or_404(request, slug)
    form, status = SettingsForm(instance=employer), 200
    if request.method == "POST":
        if request.FILES and is_exceeded(request, "logo", LOGO_RATE):
            form, status = SettingsForm(request.POST, instance=employer), 429
            form.add_error(None, TOO_OFTEN)
        else:
            form = SettingsForm(request.POST, request.FILES, instance=employer)
            if form.is_valid():
                form.store(person)
                messages.success(request, "Gespeichert. So steht es jetzt auf eurer Seite.")
                return redirect("employer-settings", slug)
    context = {"employer": employer, "form": form, "area": "employers"}
    return render(request, "listings/employers/settings.html", context, status=status)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    person = access.person_of(request)
    employer = get_object_or_404(Employer, slug=slug)
    if person is None:
        raise Http404
    form, status = ClaimForm(request.POST if request.method == "POST" else None), 200
    member = Membership.objects.active().filter(person=person, employer=employer).first()
    waiting = EmployerClaim.objects.filter(person=person, employer=employer, state=ClaimState.WAITING).first()
    outcome: Membership | EmployerClaim | None = member or waiting
    if request.method == "POST" and form.is_valid():
        if is_exceeded(request, "claim", CLAIM_RATE, of=f"person {person.pk}"):
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            outcome = members.join_or_claim(person, employer, statement=form.cleaned_data["statement"])
    context = {
        "employer": employer, "form": form, "person": person, "is_member": isinstance(outcome, Membership),
        "is_waiting": isinstance(outcome, EmployerClaim), "area": "employers",
    }  # fmt: skip
    return render(request, "listings/employers/claim.html", context, status=status)


def _member_or_404(employer: Employer, pk: int) -> Membership:
    """Only of this employer: numbers of others lead nowhere."""
    rows = Membership.objects.filter(employer=employer, removed_at=None)
    return get_object_or_404(rows.select_related("person", "employer").defer("employer__logo"), pk=pk)


def _team(request: HttpRequest, employer: Employer, form: InviteForm, status: int = 200) -> HttpResponse:
    person = access.person_of(request)
    rows = list(Membership.objects.filter(employer=employer, removed_at=None).select_related("person").order_by("pk"))
    owners = [row for row in rows if row.accepted_at and row.role == MemberRole.OWNER]
    own = next((row for row in rows if person and row.person_id == person.pk), None)
    context = {
        "employer": employer, "form": form, "person": person, "area": "employers",
        "members": [row for row in rows if row.accepted_at], "invited": [row for row in rows if not row.accepted_at],
        "is_owner": own in owners, "has_one_owner": len(owners) == 1,
    }  # fmt: skip
    return render(request, "listings/employers/team.html", context, status=status)
