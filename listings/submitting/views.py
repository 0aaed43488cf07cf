"""What employers get, the form, the page behind the link in the mail, and thanks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from listings.normalise.wording import FOR_MODERATORS
from listings.rate_limits import is_exceeded
from listings.submitting import extension, submission, trust
from listings.submitting.forms import ListingForm

RATE = "10/hour"
CHECK_RATE = "60/hour"
"""Presses of the button, with those that only show mistakes and hints."""
EXTENSION_STATUS = {extension.Answer.UNKNOWN: 404, extension.Answer.TOO_LATE: 410, extension.Answer.ENDED: 410}


def submit(request: HttpRequest) -> HttpResponse:
    """Hints are shown once and block nothing: the second button sends the advertisement with those it has seen."""
    form = ListingForm(request.POST or None)
    status = 200
    if request.method == "POST":
        too_often = is_exceeded(request, "submit-check", CHECK_RATE)
        if not too_often and form.is_valid():
            hints = [found for found in form.check_wording() if found.rule not in FOR_MODERATORS]
            if not {found.rule for found in hints} <= set(request.POST.get("anyway", "").split()):
                form.show(hints)
            elif not (too_often := is_exceeded(request, "submit", RATE)):
                submission.submit(form=form)
                return redirect("submit-thanks")
        if too_often:
            form.add_error(None, "Das waren zu viele Anzeigen in einer Stunde. Versuch es später noch einmal.")
            status = 429
    return render(request, "listings/submit.html", {"form": form, "area": "employers"}, status=status)


def employers(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/employers.html", {"area": "employers"})


def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/submit_thanks.html", {"area": "employers"})


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    listing = submission.confirmed(token) if request.method == "POST" else submission.preview(token)
    if listing and request.method == "POST":
        listing = trust.publish_if_trusted(listing=listing)
    context = {"listing": listing, "is_confirmed": request.method == "POST", "area": "employers"}
    return render(request, "listings/submit_confirm.html", context, status=200 if listing else 404)


def extend(request: HttpRequest, token: str) -> HttpResponse:
    outcome = extension.extended(token) if request.method == "POST" else extension.preview(token)
    context = {"outcome": outcome, "listing": outcome.listing, "area": "employers"}
    status = EXTENSION_STATUS.get(outcome.answer, 200)
    return render(request, "listings/extend.html", context, status=status)
