"""Mail addresses as identities: one spelling for each mailbox, and which employer an address speaks for.

`Chefin@Volmetal.EXAMPLE` and `chefin@volmetal.example` are one; `K` (the Kelvin sign) is no `k`, so that nobody gets a
link for somebody else's address by a spelling that a database folds.
"""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from listings.models import Employer
from listings.normalise.contact_ways import host_of, is_free_mail

MAX_LENGTH = 254
_valid = EmailValidator("Das ist keine E-Mail-Adresse. Sie sieht so aus: name@firma.de")


def one_spelling(typed: str) -> str:
    """Lower case, the domain in ASCII. Raises ValidationError."""
    local, _, domain = typed.strip().rpartition("@")
    address = f"{local}@{_in_ascii(domain)}".lower()
    if not local.isascii() or '"' in local or len(address) > MAX_LENGTH:
        raise ValidationError(_valid.message)
    _valid(address)
    return address


def _in_ascii(domain: str) -> str:
    """Empty for what would become another domain on the way: "ß" does not become "ss"."""
    try:
        ascii_domain = domain.encode("idna")
        return ascii_domain.decode("ascii") if ascii_domain.decode("idna").lower() == domain.lower() else ""
    except UnicodeError:
        return ""


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def one_domain(typed: str) -> str:
    """`https://www.Volmetal.example/karriere` and `chefin@volmetal.example` are volmetal.example. Raises ValidationError."""
    domain = _in_ascii(_bare(typed))
    if not domain or not _is_domain(f"https://{domain}"):
        raise ValidationError("Das ist keine Domain. Sie sieht so aus: firma.de")
    if is_free_mail(domain):
        raise ValidationError(f"Bei {domain} kann jeder ein Postfach haben: Das beweist nichts über einen Arbeitgeber.")
    return domain


def _is_domain(address: str) -> bool:
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError:
        return False
    return not address.rpartition(".")[2].isdigit()


def _bare(typed: str) -> str:
    return host_of(typed.strip().lower().rpartition("@")[2]).removesuffix(".")


def mailbox(address: str) -> str:
    """The address without what many providers ignore: rate limits count mailboxes, not spellings."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def speaks_for(address: str, employer: Employer, *, is_new: bool) -> bool:
    """The domain must be the employer's, letter for letter: no subdomain, nothing that merely begins or ends alike.

    The website proves something only while an editor wrote it: of employers that never had a member (`is_new`).
    """
    own = employer.domain or (host_of(employer.website) if is_new and employer.website else "")
    own = _in_ascii(own.strip().lower().removeprefix("www."))
    return bool(own) and domain_of(address) == own and not is_free_mail(own)
