"""Who acts for an employer: by an address on its domain, by a moderator's word, or invited by an owner."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings.models import Employer, EmployerClaim, LoginLink, Membership, Person
from listings.submitting import access, login
from listings.submitting.addresses import domain_of, speaks_for
from listings.vocabulary import ClaimState, LinkPurpose, MemberRole


class LastOwner(Exception):
    """Somebody must stay answerable for the employer."""


class NotWaiting(Exception):
    """The claim was decided already."""


@transaction.atomic
def join_or_claim(person: Person, employer: Employer, *, statement: str = "") -> Membership | EmployerClaim:
    """Lets the person act for the employer when the address proves it; else a claim waits for a moderator.

    The first is answerable for the employer, others join and its owners are told. Whoever was removed does not come back
    this way. Asked again, it answers the same and writes nothing.
    """
    locked = _locked(employer)
    known = Membership.objects.filter(person=person, employer=locked).first()
    if known and known.accepted_at and not known.removed_at:
        return known
    is_new = not Membership.objects.filter(employer=locked).exists()
    is_proved = not (known and known.removed_at) and speaks_for(person.email, locked, is_new=is_new)
    if is_proved and _has_domain(locked, domain_of(person.email)):
        joined = _let_in(person, locked, timezone.now())
        EmployerClaim.objects.filter(person=person, employer=locked, state=ClaimState.WAITING).update(
            state=ClaimState.ACCEPTED, decided_at=joined.accepted_at
        )
        _tell_owners(joined)
        return joined
    claim, _ = EmployerClaim.objects.get_or_create(
        person=person, employer=locked, state=ClaimState.WAITING, defaults={"statement": statement}
    )
    if statement and claim.statement != statement:
        claim.statement = statement
        claim.save(update_fields=["statement"])
    return claim


@transaction.atomic
def accept_claim(*, claim: EmployerClaim, by: User | None, reason: str = "") -> Membership:
    """A moderator believes the person. Raises NotWaiting."""
    locked = _waiting(claim)
    employer = _locked(locked.employer)
    _decide(locked, ClaimState.ACCEPTED, by, reason)
    joined = _let_in(locked.person, employer, timezone.now())
    _mail(locked.person.email, "claim_accepted", f"Du bist für {employer.name} freigeschaltet",
          {"employer": employer, "link": link_to("log-in")})  # fmt: skip
    _tell_owners(joined)
    return joined


@transaction.atomic
def refuse_claim(*, claim: EmployerClaim, by: User | None, reason: str) -> EmployerClaim:
    """Raises NotWaiting."""
    locked = _waiting(claim)
    _decide(locked, ClaimState.REFUSED, by, reason)
    context = {"employer": locked.employer, "reason": reason}
    _mail(locked.person.email, "claim_refused", f"Deine Anfrage zu {locked.employer.name}", context)
    return locked


def unclaimed_by(person: Person) -> list[Employer]:
    """Those for which the person has typed listings without acting for them yet, and that have a page to claim."""
    sent = access.listings_of(person).values("hiring_organization")
    asked = EmployerClaim.objects.filter(person=person, state=ClaimState.WAITING).values("employer")
    rows = Employer.objects.filter(pk__in=sent, slug__isnull=False).exclude(pk__in=asked)
    return list(rows.exclude(pk__in=access.employers_of(person).values("pk")))


@transaction.atomic
def invite(*, employer: Employer, address: str, role: MemberRole, by: Person) -> Membership:
    """Mails a link with which the person accepts; who is in already keeps the part and gets no mail."""
    locked = _locked(employer)
    person = login.person_at(address)
    invited, _ = Membership.objects.get_or_create(person=person, employer=locked)
    if invited.accepted_at and not invited.removed_at:
        return invited
    invited.role, invited.invited_by = role, by
    invited.accepted_at = invited.removed_at = None
    invited.created_at = timezone.now()
    invited.save(update_fields=["role", "invited_by", "accepted_at", "removed_at", "created_at"])
    link = link_to("invitation", login.new_link(LinkPurpose.INVITE, address, str(invited.pk)))
    _mail(address, "invitation", f"Einladung zu {locked.name}", {"employer": locked, "by": by, "link": link})
    return invited


def invitation_of(link: LoginLink | None) -> Membership | None:
    """What the link invites to, while the invitation stands."""
    if link is None or not link.target.isdecimal():
        return None
    rows = Membership.objects.invited().select_related("employer", "person").defer("employer__logo")
    return rows.filter(pk=int(link.target), person__email__iexact=link.email).first()


@transaction.atomic
def accept(*, membership: Membership) -> Membership | None:
    """The invited person agrees; None when the invitation was taken back meanwhile."""
    employer = _locked(membership.employer)
    standing = Membership.objects.invited().filter(pk=membership.pk)
    if standing.update(accepted_at=timezone.now()) == 0:
        return None
    employer.give_address()
    joined = Membership.objects.select_related("person", "employer").get(pk=membership.pk)
    LoginLink.objects.filter(purpose=LinkPurpose.INVITE, target=str(joined.pk), used_at=None).update(
        used_at=joined.accepted_at
    )
    EmployerClaim.objects.filter(person=joined.person, employer=employer, state=ClaimState.WAITING).update(
        state=ClaimState.ACCEPTED, decided_at=joined.accepted_at
    )
    return joined


@transaction.atomic
def remove(*, membership: Membership) -> None:
    """Shuts a person out at once, or takes an invitation back. Raises LastOwner."""
    employer = _locked(membership.employer)
    standing = Membership.objects.get(pk=membership.pk)
    if _only_owner(employer) == standing:
        raise LastOwner
    standing.removed_at = timezone.now()
    standing.save(update_fields=["removed_at"])
    LoginLink.objects.filter(purpose=LinkPurpose.INVITE, target=str(standing.pk), used_at=None).update(
        used_at=standing.removed_at
    )


@transaction.atomic
def give_role(*, membership: Membership, role: MemberRole) -> None:
    """Raises LastOwner."""
    employer = _locked(membership.employer)
    if role != MemberRole.OWNER and _only_owner(employer) == membership:
        raise LastOwner
    Membership.objects.filter(pk=membership.pk, removed_at=None).update(role=role)


def _owners(employer: Employer) -> QuerySet[Membership]:
    return Membership.objects.active().filter(employer=employer, role=MemberRole.OWNER)


def _has_owner(employer: Employer) -> bool:
    return _owners(employer).exists()


def _only_owner(employer: Employer) -> Membership | None:
    owners = list(_owners(employer)[:2])
    return owners[0] if len(owners) == 1 else None


def _locked(employer: Employer) -> Employer:
    """One change of an employer's people at a time: there is never none answerable, and never two first ones."""
    return Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)


def _has_domain(employer: Employer, domain: str) -> bool:
    """Gives the domain to the employer that has none; False when it is another one's: a moderator knows how they belong."""
    if employer.domain:
        return True
    try:
        with transaction.atomic():
            employer.domain = domain
            employer.save(update_fields=["domain"])
    except IntegrityError:
        employer.domain = ""
        return False
    return True


def _waiting(claim: EmployerClaim) -> EmployerClaim:
    rows = EmployerClaim.objects.select_for_update(of=("self",)).select_related("person", "employer")
    locked = rows.defer("employer__logo").get(pk=claim.pk)
    if locked.state != ClaimState.WAITING:
        raise NotWaiting(f"claim {locked.pk} is {locked.state}")
    return locked


def _decide(claim: EmployerClaim, state: ClaimState, by: User | None, reason: str) -> None:
    claim.state, claim.reason, claim.decided_at, claim.decided_by = state, reason[:500], timezone.now(), by
    claim.save(update_fields=["state", "reason", "decided_at", "decided_by"])


def _let_in(person: Person, employer: Employer, now: datetime) -> Membership:
    """The first is answerable; an invitation keeps the part it offered."""
    joined, _ = Membership.objects.get_or_create(person=person, employer=employer)
    if not _has_owner(employer):
        joined.role = MemberRole.OWNER
    elif joined.removed_at:
        joined.role = MemberRole.MEMBER
    employer.give_address()
    joined.accepted_at, joined.removed_at = now, None
    joined.save(update_fields=["role", "accepted_at", "removed_at"])
    return joined


def _tell_owners(joined: Membership) -> None:
    for owner in _owners(joined.employer).exclude(pk=joined.pk).select_related("person"):
        link = link_to("team", joined.employer.give_address())
        context = {"employer": joined.employer, "person": joined.person, "link": link}
        _mail(owner.person.email, "member_joined", f"Neu im Team von {joined.employer.name}", context)


def link_to(name: str, *args: object) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def _mail(to: str, template: str, subject: str, context: dict[str, object]) -> None:
    """After commit. Names come from forms and feeds: a line break in one must not become a header."""
    text, line = render_to_string(f"emails/{template}.txt", context), " ".join(subject.split())
    transaction.on_commit(lambda: send_mail(line, text, None, [to]), robust=True)
