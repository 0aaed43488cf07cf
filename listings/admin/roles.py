"""Who may do what. Every page of the desk asks for rights, never for roles.

Each role has the rights that its work needs and no more. `python manage.py set_up_roles` makes them groups, to which
staff accounts are added in the admin.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

ACTIONS = {"v": "view", "a": "add", "c": "change", "d": "delete"}
RIGHTS: dict[str, dict[str, str]] = {
    "redaktion": {"article": "vac", "articleimage": "vac", "author": "v"},
    "chefredaktion": {"article": "vacd", "articleimage": "vacd", "author": "vacd"},
    "moderation": {
        "listing": "vc", "fieldofworkdecision": "vacd", "double": "vc", "employer": "vac", "rejecteditem": "vc",
        "searchsynonym": "vacd", "pendingedit": "vc", "employerclaim": "vc", "employerchange": "vc",
        "feedproposal": "vc", "reasontemplate": "vacd", "reportcase": "vc",
    },
    "betrieb": {
        "source": "vacd", "sourcewithlosses": "vc", "importrun": "v", "rejecteditem": "vc", "rawdocument": "v", "alarm": "vc",
        "announcement": "v", "scheduledjob": "v", "place": "vac", "placealias": "vacd",
    },
}  # fmt: skip
"""Role to model to the first letters of actions. What was public is never deleted here, since its address answers 410."""
MORE = {"chefredaktion": ("publish_article",)}
ROLES: dict[str, tuple[str, ...]] = {role: tuple(models) for role, models in RIGHTS.items()}


def rights_of(role: str) -> Q:
    """Of permissions; none for an unknown role."""
    found = Q(codename__in=MORE.get(role, ()))
    for model, letters in RIGHTS.get(role, {}).items():
        found |= Q(content_type__model=model, codename__in=[f"{ACTIONS[letter]}_{model}" for letter in letters])
    return found


@transaction.atomic
def set_up() -> dict[str, Group]:
    """The groups with exactly these rights; who belongs to them stays."""
    groups = {}
    for role in RIGHTS:
        groups[role], _ = Group.objects.get_or_create(name=role)
        groups[role].permissions.set(Permission.objects.filter(rights_of(role)))
    return groups
