"""Invented feeds for the demo: the same bytes for the same moment, so that a second import changes nothing."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from xml.sax.saxutils import escape

TOWNS = (
    "Hagen", "Dortmund", "Iserlohn", "Hagen", "Witten", "Schwerte", "Herdecke", "Hagen", "Wetter (Ruhr)", "Gevelsberg",
    "Ennepetal", "Schwelm", "Hagen", "Lüdenscheid", "Bochum", "Wuppertal", "Menden (Sauerland)", "Hagen", "Hemer", "Unna",
    "Sprockhövel", "Hamburg", "München", "Leipzig",
)  # fmt: skip
EMPLOYERS = ("Lennebogen Energie GmbH", "Volmekontor Versand GmbH", "Ruhrecke Versicherungsdienst AG",
             "Sauerblick Telefonie GmbH")  # fmt: skip


@dataclass(frozen=True)
class Feed:
    slug: str
    employer: str
    format: str
    content_type: str
    body: bytes


@dataclass(frozen=True)
class Job:
    title: str
    tasks: str
    shift: str
    pay: str
    schedule: str
    extra: str


JOBS = (
    Job("Kundenberater:in Strom und Gas (m/w/d)", "Du nimmst Anrufe von Haushalten an, die umziehen oder ihren Abschlag "
        "ändern wollen. Du prüfst Rechnungen und erklärst sie so, dass man sie versteht.", "Frühschicht von 7 bis 15 Uhr.",
        "Du bekommst ein Gehalt von 2.650 bis 2.950 € brutto im Monat.", "full-time", "Quereinsteiger sind willkommen."),
    Job("Customer Service Agent Niederländisch (m/w/d)", "Du beantwortest Fragen zu Bestellung und Rücksendung, halb auf "
        "Niederländisch, halb auf Deutsch. Niederländisch und Englisch bringst du mit.",
        "Frühschicht und Spätschicht im Wechsel.", "Das Gehalt liegt bei 3.250 bis 3.550 € brutto im Monat.", "full-time",
        "Ein Tag Homeoffice pro Woche ist nach der Einarbeitung möglich. Der Vertrag ist unbefristet."),
    Job("Call Center Agent Inbound (m/w/d)", "Du hilfst am Telefon bei gesperrten Karten und vergessenen Kennwörtern.",
        "Spätschicht bis 22 Uhr, dazu Samstagsarbeit.", "Wir zahlen 15,50 € brutto pro Stunde.", "part-time",
        "20 Stunden pro Woche. Ohne Vorkenntnisse möglich."),
    Job("Kundentelefon Störungsannahme im Nachtdienst (m/w/d)", "Nachts rufen Kunden an, bei denen Wasser, Strom oder Aufzug "
        "ausfallen. Du nimmst die Störung auf und schickst den Bereitschaftsdienst los.", "Nachtschicht.",
        "Das Gehalt beträgt 3.700 bis 4.000 € brutto im Monat.", "full-time", "39 Stunden pro Woche, unbefristet."),
    Job("Sachbearbeiter:in Beschwerdemanagement (m/w/d)", "Du liest Beschwerden, rufst zurück und entscheidst über "
        "Kulanz.", "Tagschicht, Gleitzeit.", "Gehalt: 3.200 bis 3.600 € brutto im Monat.", "full-or-part-time",
        "Zwei Tage Homeoffice pro Woche. Englisch ist von Vorteil."),
    Job("Service Desk First Level (m/w/d)", "Du nimmst Störungen an Rechnern auf und löst, was sich am Telefon lösen "
        "lässt.", "Schichtdienst im 2-Schicht-System.", "Wir zahlen 42.000 bis 46.000 € brutto im Jahr.", "full-time",
        "Der Vertrag ist auf zwei Jahre befristet."),
    Job("Kundenbetreuung im Chat (m/w/d)", "Du schreibst mit Kundinnen und Kunden, drei Gespräche zugleich, mehr nicht.",
        "Flexible Arbeitszeiten zwischen 7 und 21 Uhr.", "", "part-time", "Du arbeitest 100 % im Homeoffice. Türkisch "
        "oder Polnisch ist von Vorteil."),
    Job("Aushilfe Kundenservice am Wochenende (m/w/d)", "Du gibst am Wochenende Auskunft, wann der nächste Bus fährt.",
        "Wochenendarbeit, Samstag und Sonntag.", "Der Stundenlohn beträgt 14,20 € brutto.", "part-time",
        "Die Stelle ist ein Minijob."),
    Job("Ausbildung Kaufleute für Dialogmarketing (m/w/d)", "Du lernst in drei Jahren, wie ein Servicecenter arbeitet.",
        "Tagschicht.", "Die Ausbildungsvergütung liegt bei 1.050 € brutto im Monat.", "full-time",
        "Start ist im August."),
    Job("Teamleitung Kundendialog (m/w/d)", "Du führst zwölf Leute, planst Dienste und hörst bei Gesprächen mit.",
        "Tagschicht von 8 bis 17 Uhr.", "Gehalt: 3.700 bis 4.250 € brutto im Monat.", "full-time", "Unbefristet."),
    Job("Werkstudent Kundenservice (m/w/d)", "Du beantwortest E-Mails und pflegst die Antworten für das Team.",
        "Freie Zeiteinteilung.", "Du bekommst 15,00 € pro Stunde.", "part-time", "15 Stunden pro Woche."),
    Job("Telefonist Terminvergabe (m/w/d)", "Du vergibst Termine für drei Praxen und führst die Warteliste.",
        "Frühdienst.", "Das Gehalt liegt bei 2.300 bis 2.390 € brutto im Monat.", "full-time", "38 Stunden pro Woche. "
        "Die Stelle läuft über Zeitarbeit mit Übernahmeoption."),
)  # fmt: skip
BENEFITS = (
    "Der Dienstplan steht vier Wochen vorher.", "Nach wütenden Anrufen hast du fünf Minuten Pause.",
    "Die Einarbeitung dauert drei Wochen.", "Du hast 30 Tage Urlaub.", "Die S-Bahn hält vor der Tür.",
    "Tauschen ist erlaubt, wenn beide es wollen.", "Das Team hat vierzehn Leute.",
)  # fmt: skip


def render(now: datetime) -> dict[str, Feed]:
    """Four boards and a page of postings with end dates; all days count from now."""
    towns, benefits = cycle(TOWNS), cycle(BENEFITS)
    feeds = {}
    for board, employer in enumerate(EMPLOYERS):
        positions = [
            _position(board * 1000 + n, JOBS[(n + board) % len(JOBS)], next(towns), next(benefits), next(benefits),
                      now - timedelta(days=(n * 5 + board) % 28, hours=n % 9))
            for n in range(30)
        ]  # fmt: skip
        if board == 0:
            positions += _dirt(now)
        slug = f"demo-{board + 1}"
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<workzag-jobs>{"".join(positions)}</workzag-jobs>'
        feeds[slug] = Feed(slug, employer, "personio", "application/xml", body.encode())
    feeds["demo-5"] = Feed("demo-5", "Märkische Reisehilfe eG", "jsonld", "text/html", _page(now))
    return feeds


def _position(number: int, job: Job, town: str, first: str, second: str, posted: datetime) -> str:
    text = "".join(f"<p>{part}</p>" for part in (job.tasks, job.shift, job.pay, job.extra, f"{first} {second}") if part)
    return (
        f"<position><id>{number}</id><office>{escape(town)}</office><name>{escape(job.title)}</name>"
        f"<url>https://stellen.example/job/{number}</url>"
        f"<employmentType>permanent</employmentType><schedule>{job.schedule}</schedule>"
        f"<createdAt>{posted.isoformat(timespec='seconds')}</createdAt><jobDescriptions><jobDescription>"
        f"<name>Die Stelle</name><value><![CDATA[{text}]]></value></jobDescription></jobDescriptions></position>"
    )


def _dirt(now: datetime) -> list[str]:
    """What feeds really hold: wrong trades, gaps, repeats, hostile markup."""
    job = JOBS[0]
    wrong = [("Kundendiensttechniker im Außendienst (m/w/d)", "Hagen"), ("Softwareentwickler (m/w/d)", "Hagen"),
             ("", "Hagen"), ("Kundenberater (m/w/d)", "Unbekanntstadt"), ("Initiativbewerbung Kundenservice", "Hagen"),
             ("KUNDENBERATER IM SERVICE (M/W/D)", "Hagen")]  # fmt: skip
    rows = [
        _position(9000 + n, Job(title, job.tasks, job.shift, job.pay, job.schedule, ""), town, "", "", now)
        for n, (title, town) in enumerate(wrong)
    ]
    hostile = Job("Service Agent (m/w/d)", "<script>alert(1)</script><img src=x onerror=alert(2)>Du hilfst am Telefon.",
                  "Frühschicht.", "", "full-time", "")  # fmt: skip
    return [*rows, rows[-1], _position(9100, hostile, "Hagen", "", "", now)]


def _page(now: datetime) -> bytes:
    ends = [
        timedelta(minutes=1),
        timedelta(days=-1),
        timedelta(days=-3),
        *(timedelta(days=d) for d in (5, 12, 20, 30, 45)),
    ]
    graph = [
        {
            "@type": "JobPosting", "title": f"Serviceberater:in Fahrgastinfo {n + 1} (m/w/d)",
            "url": f"https://reisehilfe.example/stellen/{n + 1}", "identifier": {"@type": "PropertyValue", "value": f"r{n}"},
            "description": "<p>Du sagst Fahrgästen, wie sie heute noch ankommen. Früh- und Spätschicht im Wechsel, auch "
            f"am Samstag. {BENEFITS[n % 7]}</p>",
            "hiringOrganization": {"@type": "Organization", "name": "Märkische Reisehilfe eG"},
            "jobLocation": {"@type": "Place", "address": {"postalCode": "58095", "addressLocality": "Hagen",
                                                          "addressCountry": "DE"}},
            "employmentType": ["FULL_TIME"], "datePosted": (now - timedelta(days=6)).date().isoformat(),
            "validThrough": (now + end).isoformat(timespec="seconds"),
            "baseSalary": {"currency": "EUR", "value": {"minValue": 2600 + n * 50, "maxValue": 2800 + n * 50,
                                                        "unitText": "MONTH"}},
        }
        for n, end in enumerate(ends)
    ]  # fmt: skip
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    head = f'<title>Stellen</title><script type="application/ld+json">{data}</script>'
    return f"<!doctype html><html><head>{head}</head><body></body></html>".encode()
