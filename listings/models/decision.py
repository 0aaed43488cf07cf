"""What waits for an operator's word, as lists of their own in the admin: doubles and listings that went missing."""

from listings.models.listing import Listing
from listings.models.source import Source


class Double(Listing):
    """A listing behind another one, or one that an editor took out of its group."""

    class Meta:
        proxy = True
        verbose_name = "Dublette"
        verbose_name_plural = "Dubletten"


class SourceWithLosses(Source):
    """A source whose last documents lacked listings that are still shown."""

    class Meta:
        proxy = True
        verbose_name = "wartende Löschung"
        verbose_name_plural = "wartende Löschungen"
