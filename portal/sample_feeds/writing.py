"""Puts the sentences of one employer together to advertisements that all differ."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.sample_feeds.employers import Employer
from portal.sample_feeds.jobs import BENEFITS, CLOSINGS, GREETINGS, ROLES

TOWNS = (
    ("58095", "Hagen"), ("44135", "Dortmund"), ("58636", "Iserlohn"), ("58135", "Hagen"), ("58452", "Witten"),
    ("58239", "Schwerte"), ("58097", "Hagen"), ("58313", "Herdecke"), ("58300", "Wetter (Ruhr)"), ("58285", "Gevelsberg"),
    ("58119", "Hagen"), ("58256", "Ennepetal"), ("58332", "Schwelm"), ("58089", "Hagen"), ("58507", "Lüdenscheid"),
    ("44787", "Bochum"), ("42103", "Wuppertal"), ("58099", "Hagen"), ("58706", "Menden (Sauerland)"), ("58675", "Hemer"),
    ("59423", "Unna"), ("45549", "Sprockhövel"), ("58762", "Altena"), ("44263", "Dortmund"), ("20095", "Hamburg"),
    ("80331", "München"), ("04109", "Leipzig"), ("10115", "Berlin"), ("18055", "Rostock"), ("58093", "Hagen"),
    ("58091", "Hagen"),
)  # fmt: skip
SHIFTS = (
    "Frühschicht von 6 bis 14 Uhr.", "Gearbeitet wird Montag bis Freitag von 8 bis 17 Uhr.",
    "Spätschicht von 14 bis 22 Uhr.", "Frühschicht und Spätschicht im wöchentlichen Wechsel.",
    "Nachtschicht von 22 bis 6 Uhr, sieben Nächte am Stück, danach sieben frei.",
    "Flexible Arbeitszeiten mit Gleitzeitkonto.", "Frühschicht von 7 bis 15 Uhr, alle vier Wochen am Samstag.",
    "Schichtdienst im 3-Schicht-System.", "Wochenendarbeit am Samstag und Sonntag, unter der Woche frei.",
    "Tagschicht von 9 bis 17:30 Uhr.", "Spätdienst von 13 bis 21 Uhr, auch am Wochenende.",
)  # fmt: skip
SURCHARGES = {
    4: "Für die Nacht gibt es 25 % Zuschlag, für Sonntage 50 %.", 7: "Zuschläge: Nacht 25 %, Sonntag 50 %, Feiertag 100 %.",
    8: "Dazu kommen 15 % Samstagszuschlag und 50 % Sonntagszuschlag.",
}  # fmt: skip
"""With some of SHIFTS, by their number."""
LANGUAGES = (
    "", "Englisch auf gutem Niveau.", "", "Niederländisch in Wort und Schrift.", "", "Türkisch ist von Vorteil.",
    "Sehr gute Deutschkenntnisse (C1).", "Polnisch ist ein Plus.", "", "Französisch und Englisch fließend.",
    "Russisch oder Ukrainisch ist von Vorteil.", "Deutsch mindestens B2.", "Arabisch ist von Vorteil.",
    "Spanisch ist ein Plus.", "", "Italienisch in Wort und Schrift.", "",
)  # fmt: skip
MODES = (
    "", "Kein Homeoffice, du arbeitest im Team vor Ort.", "Zwei Tage Homeoffice pro Woche sind nach der Einarbeitung möglich.", "",
    "Die Stelle ist zu 100 % im Homeoffice.", "Homeoffice ist nicht möglich.", "",
    "Nach drei Monaten ein Tag mobiles Arbeiten pro Woche.",
)  # fmt: skip
CAREER_CHANGERS = ("Quereinsteiger sind willkommen.", "", "Auch ohne Vorkenntnisse möglich.", "")


@dataclass(frozen=True)
class Item:
    number: int
    title: str
    paragraphs: tuple[str, ...]
    tasks: tuple[str, ...]
    profile: tuple[str, ...]
    benefits: tuple[str, ...]
    postal_code: str
    city: str
    schedule: str
    """Of Personio: full-time, part-time, full-or-part-time."""
    employment: str
    """Of Personio: permanent, intern, trainee, working_student, freelance, temporary."""
    pay: tuple[float, float, str] | None
    """Structured pay: lower end, upper end, hour, month or year. None when only the text speaks of it, or nobody does."""
    posted: datetime
    ends: datetime | None


def write_items(employer: Employer, first: int, count: int, now: datetime) -> list[Item]:
    return [_write(employer, first + step, now) for step in range(count)]


def _write(employer: Employer, number: int, now: datetime) -> Item:
    dice = random.Random(number)  # noqa: S311 - no secret, the same text each time
    role = ROLES[employer.role]
    title = role.titles[number % len(role.titles)]
    code, city = TOWNS[number % len(TOWNS)]
    employment, schedule, hours, kind = _employment(title, number)
    pay_text, pay = _pay(employer, title, number, kind)
    contract = {"temporary": "Der Vertrag ist auf zwei Jahre befristet.", "permanent": "Der Vertrag ist unbefristet."}
    mode = MODES[number % len(MODES)]
    if employer.is_polite:
        mode = mode.replace("du arbeitest", "Sie arbeiten")
    paragraphs = (
        f"{employer.about[number % 2]} {GREETINGS[employer.is_polite][dice.randrange(4)]}",
        SHIFTS[number % len(SHIFTS)],
        " ".join(filter(None, (pay_text, SURCHARGES.get(number % len(SHIFTS), "") if number % 3 else ""))),
        " ".join(filter(None, (hours, contract.get(employment, ""), kind, mode))),
        CLOSINGS[employer.is_polite][dice.randrange(3)],
    )
    knows = [*dice.sample(role.knows, 2), LANGUAGES[number % len(LANGUAGES)], CAREER_CHANGERS[number % 4]]
    posted = now - timedelta(days=(number * 7) % 27, hours=number % 11, minutes=number % 50)
    return Item(
        number, title, tuple(filter(None, paragraphs)), tuple(dice.sample(role.tasks, 3 + number % 2)),
        tuple(filter(None, knows)), tuple(dice.sample(BENEFITS, 3)), code, city, schedule, employment, pay, posted,
        _end(employer, number, now),
    )  # fmt: skip


def _employment(title: str, number: int) -> tuple[str, str, str, str]:
    """Personio's employment type and schedule, a sentence about hours, a sentence about the kind of job."""
    if title.startswith("Ausbildung"):
        return "trainee", "full-time", "", "Die Ausbildung dauert drei Jahre und beginnt im August."
    if title.startswith("Werkstudent"):
        return "working_student", "part-time", "15 Stunden pro Woche.", "Die Stelle ist für Studierende."
    if title.startswith("Praktikum"):
        return "intern", "full-time", "", "Das Praktikum dauert sechs Monate."
    if "Honorarbasis" in title:
        return "freelance", "part-time", "", "Die Zusammenarbeit ist freiberuflich."
    if title.startswith("Aushilfe"):
        return "permanent", "part-time", "10 Stunden pro Woche.", "Die Stelle ist ein Minijob."
    kind = number % 5
    if kind == 1:
        return "permanent", "part-time", f"{(20, 25, 30)[number % 3]} Stunden pro Woche in Teilzeit.", ""
    if kind == 3:
        return "temporary", "full-time", "Vollzeit mit 39 Stunden pro Woche.", ""
    return "permanent", "full-time", f"Vollzeit mit {('38,5', '40', '37,5')[number % 3]} Stunden pro Woche.", ""


def _pay(employer: Employer, title: str, number: int, kind: str) -> tuple[str, tuple[float, float, str] | None]:
    """A sentence about pay, or structured figures, or nothing at all."""
    if title.startswith("Ausbildung"):
        return "Die Ausbildungsvergütung liegt im ersten Jahr bei 1.150 € brutto im Monat.", None
    if title.startswith(("Aushilfe", "Werkstudent")):
        return f"Der Stundenlohn beträgt {('14,50', '15,00', '15,80')[number % 3]} € brutto.", None
    if title.startswith("Praktikum") or "Honorarbasis" in title or number % 9 == 8:
        return "", None
    if employer.role == "staffing":
        return f"Wir zahlen {('15,33', '15,90', '16,40')[number % 3]} € brutto pro Stunde.", None
    if title.startswith("Teamleitung"):
        return f"Das Gehalt liegt bei {('3.700 bis 4.200', '3.800 bis 4.250')[number % 2]} € brutto im Monat.", None
    part_time = number % 5 == 1
    low = (2650, 2900, 3250, 2750, 3450, 2700)[number % 6] + (number % 4) * 50
    if part_time or number % 4 == 0:
        return f"Der Stundenlohn liegt bei {low * 3 / 13 / 40:.2f} € brutto.".replace(".", ",", 1), None
    if employer.format == "jsonld" and number % 2:
        return "", (low, low + 300, "month")
    if number % 7 == 3:
        return f"Das Jahresgehalt beträgt {low * 12 // 1000}.000 bis {low * 12 // 1000 + 4}.000 € brutto.", None
    amounts = f"{low:,} bis {low + 300:,}".replace(",", ".")
    return f"Du bekommst ein Gehalt von {amounts} € brutto im Monat.".replace(
        "Du bekommst", "Sie bekommen" if employer.is_polite else "Du bekommst"
    ), None


def _end(employer: Employer, number: int, now: datetime) -> datetime | None:
    """Only pages with structured data name an end: one in a minute, some already over."""
    if employer.format != "jsonld":
        return None
    step = number % 10
    if employer.slug == "maerkische-reisehilfe" and step == 0:
        return now + timedelta(minutes=1)
    return now + timedelta(days=-2) if step == 9 else now + timedelta(days=9 + step * 5)
