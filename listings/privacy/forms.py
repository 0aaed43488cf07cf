"""Whose data?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.submitting.login_forms import AddressField


class AddressForm(forms.Form):
    email = AddressField(
        label=_("Deine E-Mail-Adresse"), max_length=254,
        error_messages={"required": _("Trag die Adresse ein, um die es geht.")},
    )  # fmt: skip
