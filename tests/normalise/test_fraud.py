"""Signs of fraud hold a listing back; customer service that talks about the same things, and warnings, do not."""

from datetime import date

import pytest

from listings.normalise.wording import check
from listings.vocabulary import FindingLevel, Salary, SalaryUnit, WorkMode

TODAY = date(2026, 11, 23)
WAYS = {"apply_url": "https://lenne.example/bewerben", "contact_email": "jobs@lenne.example"}


def held_by(text: str, title: str = "Kundenservice (m/w/d)", **given) -> list[str]:
    found = check(title, text, today=TODAY, **(WAYS | given))
    return [finding.rule for finding in found if finding.level is FindingLevel.HOLD]


SIGNS = [
    ("identity_documents", "Schick uns vorab eine Kopie deines Personalausweises per Mail."),
    ("identity_documents", "Bitte senden Sie Ihre Ausweiskopie zusammen mit der Bewerbung."),
    ("identity_documents", "Für die Bewerbung brauchen wir ein Selfie mit deinem Ausweis."),
    ("identity_documents", "Lade Vorder- und Rückseite deines Personalausweises hoch."),
    ("identity_documents", "Wir benötigen ein Foto Ihres Ausweises, damit wir den Vertrag vorbereiten."),
    ("identity_documents", "Keine Erfahrung nötig, schick uns einfach einen Scan deines Reisepasses."),
    ("identity_documents", "Bewirb dich mit Lebenslauf und Ausweiskopie."),
    ("identity_documents", "Bitte reichen Sie eine Kopie vom Personalausweis ein."),
    ("bank_or_tax_data", "Schick uns vorab deine IBAN und deine Steuer-ID."),
    ("bank_or_tax_data", "Bitte nennen Sie uns in der Bewerbung Ihre Bankverbindung."),
    ("bank_or_tax_data", "Sende deinen Lebenslauf, deine Kontonummer und deine Adresse."),
    ("bank_or_tax_data", "Vor dem Vertrag benötigen wir deine Sozialversicherungsnummer."),
    ("bank_or_tax_data", "Teile uns deine Steueridentifikationsnummer mit, dann startest du sofort."),
    ("bank_or_tax_data", "Trag im Bewerbungsformular deine Kontodaten ein, damit wir dir den Vorschuss senden."),
    ("video_ident", "Zur Einstellung durchläufst du ein Video-Ident-Verfahren."),
    ("video_ident", "Bitte identifiziere dich vor dem Vertrag per PostIdent."),
    ("video_ident", "Nach der Bewerbung erhältst du einen Link zum VideoIdent."),
    ("video_ident", "Um dich auszuweisen, musst du ein Video-Ident absolvieren."),
    ("video_ident", "Ihre Identität prüfen wir online per Videoident, noch bevor der Vertrag kommt."),
    ("messenger_only", "Kontakt nur über WhatsApp."),
    ("messenger_only", "Bewerbungen nehmen wir ausschließlich per Telegram an."),
    ("messenger_only", "Schreib uns lediglich über Signal, Anrufe sind nicht möglich."),
    ("messenger_only", "Das Vorstellungsgespräch führen wir ausschließlich über WhatsApp."),
    ("messenger_only", "Melde dich bitte über Telegram nur werktags."),
    ("money_mule", "Als Finanzagent nimmst du Überweisungen an."),
    ("money_mule", "Wir suchen Zahlungsagenten für unser Team."),
    ("money_mule", "Die Zahlungen gehen auf dein privates Konto und du leitest sie weiter."),
    ("money_mule", "Über dein Girokonto werden Beträge abgewickelt, zehn Prozent darfst du behalten."),
    ("money_mule", "Du stellst dein Bankkonto zur Verfügung und verdienst an jeder Buchung."),
    ("money_mule", "Geld wird auf Ihr eigenes Konto überwiesen und von Ihnen ins Ausland geschickt."),
    ("parcel_agent", "Als Paketagent arbeitest du, wann du willst."),
    ("parcel_agent", "Du nimmst Pakete zu Hause an und verschickst sie weiter."),
    ("parcel_agent", "Die Pakete kommen zu dir nach Hause, du packst sie um: annehmen, umpacken, weiterschicken."),
    ("parcel_agent", "Von zu Hause aus Pakete entgegennehmen, prüfen und weiterleiten."),
    ("parcel_agent", "Du empfängst ein Paket an deine Privatadresse und gibst es weiter."),
    ("crypto", "Die Bezahlung erfolgt täglich in USDT."),
    ("crypto", "Dein Lohn wird in Bitcoin ausgezahlt."),
    ("crypto", "Du brauchst nur deine eigene Wallet."),
    ("crypto", "Vor der ersten Schicht musst du USDT einzahlen."),
    ("crypto", "Für jede Aufgabenserie werden Bitcoin auf die Plattform überwiesen, Krypto kaufst du selbst."),
    ("paid_tests", "App-Tester gesucht, von zu Hause und ohne Vorkenntnisse."),
    ("paid_tests", "Als Produkttester verdienst du nebenbei gutes Geld."),
    ("paid_tests", "Du eröffnest ein Testkonto bei einer Bank: Testkonto eröffnen, Bericht schreiben, fertig."),
    ("paid_tests", "Kontoeröffnung testen und 80 € kassieren."),
    ("paid_tests", "Bewertungen schreiben und 5 € pro Bewertung bekommen."),
    ("paid_tests", "Verdiene Geld, indem du positive Bewertungen abgibst: verdienen, Bewertungen verfassen, fertig."),
    ("paid_tests", "Stell uns deinen eBay-Account für Verkäufe zur Verfügung."),
    ("fees", "Vor dem Start kaufst du ein Starterpaket für 99 €."),
    ("fees", "Das Startpaket kostet einmalig 149 Euro."),
    ("fees", "Für das Headset ist eine Kaution von 50 € zu hinterlegen."),
    ("fees", "Die Schulungsgebühr von 250 € zahlst du vorab."),
    ("fees", "Es fällt eine einmalige Bearbeitungsgebühr an."),
    ("fees", "Die Ausstattung bezahlst du per Vorkasse."),
    ("fees", "Du nimmst an einer kostenpflichtigen Schulung teil."),
    ("fees", "Zuerst überweist du eine Vorauszahlung, dann bekommst du Zugang."),
    ("premium_number", "Ruf uns an: 0900 1234567."),
    ("premium_number", "Bewerbung unter 0137 / 44 55 66 7."),
    ("hidden_phone", "Melde dich: 0 1 5 1 - 2 3 4 5 6 7 8"),
    ("hidden_phone", "Ruf an unter 0.1.7.6.5.5.5.1.2.3.4"),
    ("hidden_phone", "Nummer: null eins fünf eins zwei drei vier fünf sechs"),
    ("hidden_phone", "Schreib an 0️⃣1️⃣5️⃣1️⃣2️⃣3️⃣4️⃣5️⃣"),
    ("hidden_phone", "Anruf genügt: ０１５１２３４５６７"),
    ("link_trick", "Mehr unter https://lenne.example@192.0.2.7/start"),
    ("link_trick", "Bewirb dich auf http://192.0.2.7/bewerben"),
    ("link_trick", "Alles auf https://www.xn--mazon-3ve.example/jobs"),
    ("link_trick", "Weiter auf https://pаypal.example/login"),
    ("pay_far_off", "Verdiene bis zu 500 € am Tag, ganz ohne Vorkenntnisse."),
    ("pay_far_off", "Von zu Hause aus verdienst du 350 Euro pro Tag."),
    ("pay_far_off", "Tagesverdienst bis 1.200 €, kann jeder, bequem von zu Hause."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), SIGNS)
def test_a_sign_of_fraud_holds_the_listing(rule, text) -> None:
    assert rule in held_by(f"Wir suchen dich.\n{text}\nWir freuen uns.")


HARMLESS = [
    # work that is about it
    "Die IBAN-Abgleich-Liste gehört zu deinen Aufgaben.",
    "IBAN-Abgleich gehört zu deinen Aufgaben.",
    "Du änderst die Bankverbindung unserer Kundinnen und Kunden.",
    "Du erklärst Kunden, wo sie ihre IBAN finden.",
    "Du prüfst, ob IBAN und Name zusammenpassen.",
    "Bitte teilen Sie Kunden die neue Kontonummer mit.",
    "Anfragen zu Steuernummer und Bescheid beantwortest du am Telefon.",
    "Du begleitest Menschen am Telefon durch das Video-Ident-Verfahren.",
    "Als Video-Ident-Agent prüfst du Ausweise unserer Kunden per Kamera.",
    "Unsere Hotline hilft bei Fragen zu PostIdent und VideoIdent.",
    "Du legitimierst Neukunden per Videoident.",
    "Du kontrollierst die Ausweiskopie der Antragsteller.",
    "Kunden schicken dir ein Foto ihres Ausweises, du gleichst es ab.",
    "Du nimmst Personalausweise entgegen und gibst sie aus.",
    "Du hilfst Nutzern unserer Kryptobörse bei Fragen zu Wallet und Einzahlung.",
    "Support für eine Krypto-Plattform: Du beantwortest Fragen zu Bitcoin und Auszahlungen.",
    "Du unterstützt User, die USDT einzahlen wollen.",
    "Der WhatsApp-Chat mit Kunden ist dein Kanal.",
    "Du schreibst mit Kundinnen nur über WhatsApp und E-Mail.",
    "Anfragen kommen über Telefon, WhatsApp und Telegram.",
    "Du betreust unseren WhatsApp-Kanal für Kundenanfragen.",
    "Bewirb dich per E-Mail oder WhatsApp.",
    "Bewerben kannst du dich auch über WhatsApp.",
    "Bewirb dich nicht nur über WhatsApp, sondern gern auch am Telefon.",
    "Melde dich bei der SIGNAL IDUNA in Dortmund.",
    "Du berätst zur Kautionsversicherung.",
    "Du erklärst Mietern, wann die Kaution zurückgezahlt wird.",
    "Du buchst die Mietkaution und überweist sie nach dem Auszug.",
    "Du erklärst unsere Zahlungsarten Vorkasse, Rechnung und Lastschrift.",
    "Du klärst Mahngebühren und Bearbeitungsgebühren mit unseren Kunden.",
    "Die Kosten der Schulung übernehmen wir, auch die Prüfungsgebühr.",
    "Schulungskosten übernehmen wir.",
    "Dein Startpaket mit Headset und Laptop bekommst du von uns.",
    "Zum Start erhältst du ein Starterpaket mit Tasse und Pullover.",
    "Du bearbeitest Gebührenbescheide der Stadt.",
    "Du nimmst Reklamationen zu Paketen auf und suchst verlorene Sendungen.",
    "In der Paketannahme nimmst du Sendungen entgegen und scannst sie.",
    "Du kümmerst dich um Pakete, die nicht zu Hause beim Empfänger ankamen.",
    "Kunden, deren Pakete nach Hause kommen sollen, rufen dich an.",
    "Du sperrst Konten, wenn Betrug vermutet wird.",
    "Du erkennst Finanzagenten und meldest verdächtige Zahlungen an die Abteilung Geldwäsche.",
    "Dein Gehalt kommt pünktlich auf dein Konto.",
    "Das Gehalt wird am 25. auf dein Konto überwiesen.",
    "Dein Arbeitszeitkonto führst du selbst.",
    "Du liest Bewertungen im Netz und antwortest freundlich.",
    "Unsere Bewertungen auf kununu schreiben Kolleginnen selbst.",
    "Du beantwortest Bewertungen unserer Kundschaft.",
    "Du arbeitest eng mit unseren Software-Testern zusammen.",
    "Du nimmst Anrufe auf unserer 0900-Nummer an.",
    "Servicezeiten: 0900-1700 Uhr.",
    # warnings
    "Gib niemals deine Ausweiskopie her.",
    "Wir fragen nie nach deiner IBAN.",
    "Vorsicht: Wir verlangen keine Ausweiskopie und kein Video-Ident.",
    "Schick niemandem ein Selfie mit deinem Ausweis, das ist Betrug.",
    "Seriöse Arbeitgeber verlangen vor dem Vertrag keine Bankverbindung von dir.",
    "Bitte senden Sie uns keine Kopie Ihres Personalausweises.",
    "Deine Steuer-ID brauchen wir bei der Bewerbung nicht.",
    "Für die Bewerbung musst du kein Video-Ident machen.",
    "Bei uns zahlst du keine Schulungsgebühr.",
    "Wir verlangen weder Kaution noch Vorkasse.",
    "Niemand von uns schreibt dir nur über WhatsApp, achte auf Betrug.",
    "Wir suchen keine Finanzagenten.",
    "Achtung, Betrugsmasche: Paketagenten werden nicht von uns gesucht.",
    "Du musst nicht in Vorleistung gehen.",
    # what comes after the contract
    "Nach der Vertragsunterschrift brauchen wir deine IBAN und deine Steuer-ID.",
    "Am ersten Arbeitstag bring bitte deine Bankverbindung mit.",
    "Zum Dienstantritt legst du deine Sozialversicherungsnummer vor, bitte.",
    "Beim Vorstellungsgespräch zeigst du bitte deinen Personalausweis.",
    "Als Werkstudent reichst du bitte eine Kopie deines Studierendenausweises ein.",
    "Bitte fügen Sie eine Kopie des Schwerbehindertenausweises bei, wenn Sie einen haben.",
    "Dein Mitarbeiterausweis liegt bereit, schick uns vorher ein Foto für die Zutrittskarte.",
    # numbers
    "Ruf uns an: 02331 12345-67.",
    "Telefon 0151 23456789, Frau Sommer.",
    "Du erreichst uns unter +49 2331 55 55 12.",
    "Noten von 1 2 3 4 5 6 7 8 9 10 zählen bei uns nicht.",
    "Aktenzeichen 0137-2026.",
    "Wir haben null Toleranz für schlechte Laune.",
    "Eins, zwei, drei: So läuft die Bewerbung.",
    # pay
    "Wir machen 500 € Umsatz pro Tag und Kopf, Erfahrung ist nicht nötig.",
    "Du verdienst 16 € in der Stunde, ohne Vorkenntnisse und von zu Hause aus.",
    "Der Tagessatz der Trainerin liegt bei 600 € pro Tag.",
    "Minijob: nebenbei bis 603 € im Monat verdienen.",
    # links
    "Mehr unter https://www.lenne.example/karriere?stelle=7.",
    "Unser Betrieb: www.lenne.example",
    "Straße und Karte: https://münchen.example/plan",
]  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_work_warnings_and_everyday_words_hold_nothing(text) -> None:
    assert held_by(f"Wir suchen dich.\n{text}\nWir freuen uns.") == []


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Schreib uns auf Telegram.", {"apply_url": "", "contact_email": ""}),
        ("Bewirb dich per WhatsApp unter 0151 23456789.", {"apply_url": "", "contact_email": ""}),
        ("Bewirb dich.", {"apply_url": "https://wa.me/4915123456789", "contact_email": ""}),
        ("Alles weitere: https://t.me/lennejobs", {"apply_url": "", "contact_email": ""}),
    ],
)
def test_a_messenger_is_a_sign_only_where_it_is_the_only_way(text, given) -> None:
    assert held_by(text, **given) == ["messenger_only"]
    assert held_by(text, **(given | {"contact_email": "jobs@lenne.example"})) == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://bit.ly/3abcde", "https://203.0.113.9/x"]
)
def test_an_address_for_applications_that_hides_its_aim_holds_the_listing(url) -> None:
    assert len(held_by("Du berätst am Telefon.", apply_url=url)) == 1


def test_a_short_address_in_the_text_beside_a_real_one_is_a_warning_only() -> None:
    found = check("Kundenservice (m/w/d)", "Unser Film: https://bit.ly/3abcde", today=TODAY, **WAYS)
    assert [(one.rule, one.level) for one in found] == [("link_shortener", FindingLevel.WARNING)]


@pytest.mark.parametrize(
    ("title", "employer"), [("Kundenservice bei Аmazon (m/w/d)", "Lenne"), ("Kundenservice (m/w/d)", "Роstbank GmbH")]
)
def test_look_alike_letters_in_names_hold_the_listing(title, employer) -> None:
    assert held_by("Du berätst.", title=title, employer=employer) == ["look_alike_letters"]


@pytest.mark.parametrize(
    ("title", "employer"),
    [("Support für µ-Controller (m/w/d)", "Łódź Service"), ("Beratung Ελλάδα (m/w/d)", "Москва Reisen GmbH")],
)
def test_other_alphabets_on_their_own_are_no_sign(title, employer) -> None:
    assert held_by("Du berätst.", title=title, employer=employer) == []


EASY = "Keine Vorkenntnisse nötig. Du arbeitest ganz von zu Hause."


@pytest.mark.parametrize(
    ("text", "pay", "mode", "is_held"),
    [
        (EASY, Salary(8000, 9000, SalaryUnit.MONTH), WorkMode.REMOTE, True),
        (EASY, Salary(60, 80, SalaryUnit.HOUR), None, True),
        (EASY, Salary(2600, 2900, SalaryUnit.MONTH), WorkMode.REMOTE, False),
        ("Du führst ein Team von zu Hause aus.", Salary(7000, 8000, SalaryUnit.MONTH), WorkMode.REMOTE, False),
        ("Keine Vorkenntnisse nötig.", Salary(7000, 8000, SalaryUnit.MONTH), WorkMode.ONSITE, False),
    ],
)
def test_high_pay_is_a_sign_only_without_demands_and_from_home(text, pay, mode, is_held) -> None:
    assert (held_by(text, salary=pay, work_mode=mode) == ["pay_far_off"]) is is_held


def test_a_free_mail_address_is_a_note_for_moderators() -> None:
    found = check("Kundenservice (m/w/d)", "Du berätst.", today=TODAY, contact_email="chef.lenne@gmx.de")
    assert [(one.rule, one.level, one.words) for one in found] == [
        ("free_mail", FindingLevel.INFO, "chef.lenne@gmx.de")
    ]
