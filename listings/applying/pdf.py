"""Whether a file is a PDF that an employer can open without a worry. It is never shown by us, only passed on."""

import subprocess
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from listings.notices import one_line

MAX_BYTES = 5 * 1024 * 1024
SECONDS = 15
_PROGRAM = Path(__file__).with_name("look_inside.py")
ANEW = "Öffne es und speicher es über „Drucken“ als neues PDF, dann geht es."
SENTENCES = {
    "encrypted": f"Das PDF ist verschlüsselt oder geschützt. {ANEW}",
    "script": f"Das PDF enthält ein Programm. Solche Dateien halten die meisten Postfächer auf. {ANEW}",
    "action": f"Das PDF will beim Öffnen etwas starten oder verschicken. {ANEW}",
    "files": f"Im PDF stecken weitere Dateien. {ANEW}",
    "empty": "Das PDF hat keine Seite.",
}
UNREADABLE = "Das ist kein PDF, das wir lesen können. Speicher dein Dokument als PDF und wähl es noch einmal."


class UnusableFile(ValidationError):
    """With a German sentence for the applicant."""


def checked(upload: UploadedFile) -> bytes:
    """The bytes as they came. Raises UnusableFile."""
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise UnusableFile("Die Datei ist leer.")
    if len(data) > MAX_BYTES:
        raise UnusableFile("Die Datei ist größer als 5 MB. Speicher sie kleiner, oder lass Seiten weg.")
    if not data.startswith(b"%PDF-"):
        raise UnusableFile(UNREADABLE)
    word = _word(data)
    if word != "fine":
        raise UnusableFile(SENTENCES.get(word, UNREADABLE))
    return data


def _word(data: bytes) -> str:
    try:
        found = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)], input=data, capture_output=True, timeout=SECONDS, check=True, env={}
        )
    except (subprocess.SubprocessError, OSError):
        return "unreadable"
    return found.stdout.decode("ascii", "replace").strip()


def shown_name(upload: UploadedFile) -> str:
    """What the applicant calls the file, for the applicant's eyes."""
    return one_line((upload.name or "").replace("\\", "/").rpartition("/")[2])[-120:] or "datei.pdf"
