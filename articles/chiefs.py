"""Who may publish: whom mails about guides go to."""

from django.contrib.auth.models import User

PUBLISH = "articles.publish_article"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def addresses() -> set[str]:
    """Superusers are not meant: they may everything and write nothing."""
    chiefs = User.objects.with_perm(PUBLISH, include_superusers=False, backend=BACKEND).filter(is_active=True)
    return set(chiefs.exclude(email="").values_list("email", flat=True))
