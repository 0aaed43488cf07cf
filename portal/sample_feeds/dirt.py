"""What feeds really hold: wrong trades, gaps, repeats, hostile markup, pay that is none."""

from datetime import datetime, timedelta
from xml.sax.saxutils import escape

TEXT = "<p>Du nimmst Anrufe an und hilfst bei Fragen zu Vertrag und Rechnung.</p><p>Frühschicht.</p>"


def dirty_items(now: datetime) -> list[str]:
    """Personio positions; the last one repeats another."""
    rows = (
        ("9000", "Kundendiensttechniker im Außendienst (m/w/d)", "Hagen", TEXT),
        ("9001", "Softwareentwickler (m/w/d)", "Hagen", TEXT),
        ("9002", "", "Hagen", TEXT),
        ("9003", "Kundenberater (m/w/d)", "Unbekanntstadt", TEXT),
        ("9004", "Initiativbewerbung Kundenservice", "Hagen", TEXT),
        ("9005", "KUNDENBERATER IM SERVICE (M/W/D)", "Hagen-Haspe", TEXT),
        ("9006", "Kundenservice Wien (m/w/d)", "Wien, Österreich", TEXT),
        ("9007", "Kundenbetreuung ohne Text (m/w/d)", "Hagen", ""),
        ("9008", "Service Agent (m/w/d)", "Hagen",
         "<script>alert(1)</script><img src=x onerror=alert(2)>Du hilfst am Telefon. Spätschicht. "
         "<a href='javascript:alert(3)'>Hier klicken</a>"),
        ("9009", "Kundenberatung fÃ¼r Strom (m/w/d)", "Hagen", TEXT.replace("ü", "Ã¼")),
        ("9010", "Kundenservice mit Zulage (m/w/d)", "Dortmund-Hörde",
         TEXT + "<p>Dazu 150 € Zulage im Monat und 500 € Prämie. Wir machen 12 Mio. € Umsatz im Jahr.</p>"),
        ("9011", "Telefonist Terminvergabe (m/w/d)", "Hagen",
         TEXT + "<p>Das Gehalt liegt bei 2.200 bis 2.300 € brutto im Monat.</p><p>38 Stunden pro Woche.</p>"),
        ("9005", "KUNDENBERATER IM SERVICE (M/W/D)", "Hagen-Haspe", TEXT),
    )  # fmt: skip
    posted = (now - timedelta(days=9)).isoformat(timespec="seconds")
    return [
        f"<position><id>{number}</id><office>{escape(town)}</office><name>{escape(title)}</name>"
        f"<url>https://stellen.example/job/{number}</url><schedule>full-time</schedule>"
        f"<createdAt>{posted}</createdAt><jobDescriptions><jobDescription><name>Die Stelle"
        f"</name><value><![CDATA[{text}]]></value></jobDescription></jobDescriptions></position>"
        for number, title, town, text in rows
    ]
