"""What people type to get an alert or the link to theirs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.models import labels
from listings.submitting import addresses
from listings.submitting.login_forms import AddressField
from listings.vocabulary import AlertFrequency

FREQUENCIES = list(labels.ALERT_FREQUENCIES.items())


class LinkForm(forms.Form):
    email = AddressField(label=_("Deine E-Mail-Adresse"), max_length=addresses.MAX_LENGTH)


class AlertForm(LinkForm):
    frequency = forms.ChoiceField(
        label=_("Wie oft"), choices=FREQUENCIES, initial=AlertFrequency.DAILY,
        widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip
