"""What people agree to when they ask for an alert, word by word. Texts are only added: rows of AlertConsent name one."""

from django.utils.crypto import salted_hmac

TEXTS = {
    "2026-11-29": (
        "Ich möchte neue Stellen zu dieser Suche per E-Mail bekommen. Frühdienst speichert dafür meine E-Mail-Adresse "
        "und die Suche. Ich kann das jederzeit beenden, zum Beispiel mit dem Link in jeder Mail."
    ),
}
CURRENT = max(TEXTS)


def digest_of(address: str) -> str:
    return salted_hmac("job-alert-consent", address, algorithm="sha256").hexdigest()
