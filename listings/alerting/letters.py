"""The mails of alerts. Those with listings come as text and as simple HTML, without pictures and counters."""

from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from listings.alerting.links import Purpose, link_to
from listings.models import AlertedListing, JobAlert, JobAlertMail, Subscriber
from listings.models.listing import address_of
from listings.searching.hits import Card
from listings.vocabulary import AlertMailKind, VisitSource

Letter = tuple[JobAlertMail, list[tuple[AlertedListing, Card]]]
MIN_SHOWN_KM = 0.5
FROM_ALERT = f"?von={VisitSource.MAIL}"
"""What the listing's page counts visitors by."""


def compose(mail: JobAlertMail, rows: list[tuple[AlertedListing, Card]]) -> EmailMessage:
    alert = mail.alert
    stop = link_to(Purpose.STOP, alert)
    headers = {
        "Message-ID": mail.message_id,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    to = [alert.subscriber.email]
    context = {
        "alert": alert, "stop": stop, "manage": link_to(Purpose.MANAGE, alert.subscriber), "more": mail.more,
        "search": f"{settings.BASE_URL}{reverse('search')}?{alert.query}", "imprint": settings.BASE_URL + reverse("imprint"),
        "base_url": settings.BASE_URL, "operator": settings.OPERATOR,
    }  # fmt: skip
    if mail.kind == AlertMailKind.QUESTION:
        context["keep"] = link_to(Purpose.KEEP, alert)
        text = render_to_string("emails/alert_question.txt", context)
        return EmailMessage("Willst du deinen Jobalarm behalten?", text, None, to, headers=headers)
    context["rows"] = [_row(told, card) for told, card in rows]
    count = len(rows) + mail.more
    context["heading"] = f"{'1 neue Stelle' if count == 1 else f'{count} neue Stellen'}: {alert.title}"
    message = EmailMultiAlternatives(_line(str(context["heading"])), render_to_string("emails/alert.txt", context), None, to,
                                     headers=headers)  # fmt: skip
    message.attach_alternative(render_to_string("emails/alert.html", context), "text/html")
    return message


def ask_to_confirm(alert: JobAlert) -> EmailMessage:
    """Without a word of advertising: nobody has agreed to any yet."""
    context = {"alert": alert, "link": link_to(Purpose.CONFIRM, alert)}
    text = render_to_string("emails/alert_confirm.txt", context)
    return EmailMessage("Bitte bestätige deinen Jobalarm", text, None, [alert.subscriber.email])


def say_what_is_there(subscriber: Subscriber, *, is_full: bool) -> EmailMessage:
    """To an address that asked for an alert it has, for too many, or for the link to its alerts."""
    context = {"link": link_to(Purpose.MANAGE, subscriber), "is_full": is_full}
    return EmailMessage(
        "Deine Jobalarme", render_to_string("emails/alert_manage.txt", context), None, [subscriber.email]
    )


def _row(told: AlertedListing, card: Card) -> dict[str, object]:
    text, html = _drawn(card, settings.BASE_URL)
    km = f"{int(told.km + 0.5)} km" if told.km is not None and told.km >= MIN_SHOWN_KM else ""
    return {"text": text, "html": html, "km": km, "useful": link_to(Purpose.USEFUL, told)}


@lru_cache(maxsize=4_096)
def _drawn(card: Card, base_url: str) -> tuple[str, str]:
    """Words of a listing are the same in all mails that name it."""
    context = {"card": card, "link": base_url + address_of(card.pk, card.title, card.city) + FROM_ALERT}
    return render_to_string("emails/_alert_row.txt", context).strip(), render_to_string(
        "emails/_alert_row.html", context
    )


def _line(subject: str) -> str:
    return " ".join(subject.split())[:150]
