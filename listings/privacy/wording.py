"""The rules of listings/retention.py in German. What is kept and how long comes from the rules themselves; here stand only
words for columns and purposes, so that the page cannot promise what no program does. A test fails for a rule or a
column without words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.conf import settings

from listings import retention
from listings.retention import APPLICATION_DRAFTS_KEPT, Rule
from listings.saving import saved_list
from listings.submitting import drafting

COLUMNS = {
    "listings.Listing.submitter_email": "deine E-Mail-Adresse", "listings.Listing.contact_email": "die Adresse für Bewerbungen",
    "listings.Listing.description_html": "der Text der Anzeige", "listings.Listing.description_text": "der Text der Anzeige",
    "listings.Listing.base_salary_text": "Stellen aus dem Text", "listings.Listing.status_reason": "der Grund einer Entscheidung",
    "listings.Listing.apply_url": "die Adresse der Bewerbungsseite", "listings.Listing.evidence": "Stellen aus dem Text",
    "listings.Listing.findings": "Hinweise unseres Programms", "listings.Listing.search_vector": "die Wörter des Textes für die Suche",
    "listings.RawPiece.body": "der Feed, wie er kam", "listings.RejectedItem.title": "Titel",
    "listings.RejectedItem.reason": "der Grund", "listings.RejectedItem.external_id": "Kennung",
    "listings.LoginLink.digest": "ein Fingerabdruck des Links", "listings.LoginLink.purpose": "wofür er gilt",
    "listings.LoginLink.email": "deine E-Mail-Adresse", "listings.LoginLink.target": "worauf er sich bezieht",
    "listings.Draft.id": "eine Zufallszahl", "listings.Draft.typed": "was du eingetragen hast", "listings.Draft.logo": "das Logo",
    "listings.PendingEdit.changes": "was du ändern wolltest", "listings.ListingCount.came_from": "von welcher Art von Seite Aufrufe kamen",
    "listings.ListingEvent.action": "was geschah", "listings.ListingEvent.user": "wer bei uns entschied",
    "listings.ListingEvent.reason": "die Gründe", "listings.ListingEvent.statement": "unser Schreiben dazu",
    "listings.ListingEvent.changes": "was sich änderte", "listings.Membership.role": "für wen du handelst und was du darfst",
    "listings.EmployerClaim.state": "der Stand", "listings.EmployerClaim.statement": "deine Begründung",
    "listings.EmployerClaim.reason": "unsere Gründe", "listings.EmployerClaim.decided_by": "wer bei uns entschied",
    "listings.EmployerChange.changes": "was du auf der Seite deines Arbeitgebers geändert hast",
    "listings.Letter.to": "deine E-Mail-Adresse", "listings.Letter.subject": "der Betreff", "listings.Letter.text": "unser Schreiben",
    "listings.FeedProposal.url": "die Adresse des Feeds", "listings.FeedProposal.state": "der Stand",
    "listings.FeedProposal.report": "was der Probelauf las", "listings.FeedProposal.reason": "unsere Gründe",
    "listings.FeedProposal.format": "sein Format", "listings.FeedProposal.decided_by": "wer bei uns entschied",
    "articles.WorkingCopy.article": "welcher Artikel", "articles.WorkingCopy.user": "wer schreibt",
    "articles.WorkingCopy.fields": "was eingetippt ist", "articles.EditingPresence.article": "welcher Artikel",
    "articles.EditingPresence.user": "wer ihn offen hat",
    "listings.Person.email": "deine E-Mail-Adresse", "listings.Person.name": "dein Name",
    "listings.Report.network": "ein Fingerabdruck deines Netzes", "listings.Report.name": "dein Name",
    "listings.Report.email": "deine E-Mail-Adresse", "listings.Report.reason": "der gewählte Grund",
    "listings.Report.text": "deine Worte", "listings.Appeal.email": "deine E-Mail-Adresse",
    "listings.Appeal.party": "auf welcher Seite du stehst", "listings.Appeal.text": "deine Worte",
    "listings.JobAlert.query": "die Suche", "listings.JobAlert.title": "die Suche in Worten",
    "listings.JobAlert.words": "die Wörter der Suche", "listings.JobAlert.frequency": "wie oft du Mails willst",
    "listings.JobAlertMail.kind": "welche Mail es war", "listings.JobAlertMail.state": "ob sie ankam",
    "listings.Subscriber.email": "deine E-Mail-Adresse",
    "listings.AlertConsent.address_digest": "eine Prüfsumme deiner Adresse",
    "listings.AlertConsent.text_version": "der Wortlaut, dem du zugestimmt hast",
    "listings.Notice.address": "deine E-Mail-Adresse", "listings.Notice.text": "unser Schreiben",
    "listings.Notice.subject": "der Betreff unserer Schreiben", "listings.ReportCase.title": "Titel der Anzeige",
    "listings.ReportCase.hiring_organization": "Arbeitgeber", "listings.CaseDecision.outcome": "die Entscheidung",
    "listings.CaseDecision.reason": "ihre Gründe", "listings.CaseDecision.decided_by": "wer bei uns entschied",
    "listings.Application.id": "eine Zufallszahl", "listings.Application.name": "dein Name",
    "listings.Application.email": "deine E-Mail-Adresse", "listings.Application.phone": "deine Telefonnummer",
    "listings.Application.message": "deine Nachricht", "listings.Application.pdf": "dein PDF",
    "listings.Application.pdf_name": "wie dein PDF heißt", "listings.FieldOfWorkDecision.decided_by": "wer entschied",
    "admin.LogEntry.user": "wer es tat", "admin.LogEntry.object_repr": "woran", "admin.LogEntry.change_message": "was",
    "admin.LogEntry.object_id": "woran", "auth.User.username": "Anmeldename", "auth.User.first_name": "Name",
    "auth.User.last_name": "Name", "auth.User.email": "E-Mail-Adresse", "auth.User.password": "ein Fingerabdruck des Passworts",
    "sessions.Session.session_key": "eine Zufallszahl", "sessions.Session.session_data": "wer angemeldet ist",
    **{
        f"axes.{model}.{column}": words
        for model in ("AccessAttempt", "AccessFailureLog", "AccessLog")
        for column, words in {
            "username": "Anmeldename", "ip_address": "Adresse des Anschlusses", "user_agent": "Kennung des Browsers",
            "http_accept": "was der Browser annimmt", "path_info": "Seite", "get_data": "Angaben in der Adresse",
            "post_data": "Feldnamen des Formulars", "session_hash": "ein Fingerabdruck der Anmeldung",
        }.items()
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    group: str
    why: str
    """What it is for, as a sentence."""
    after: str
    """What the time of the rule counts from."""


SAID: dict[tuple[str, str], Said] = {
    ("listings.Application", "typed into the form and not sent: keeps the file while the form is mended"): Said(
        "apply", "Die Datei bleibt angehängt, während du noch etwas ausbesserst.", "nach deiner letzten Eingabe"),
    ("listings.Application", "an application on its way: proof that it arrived, sending it again"): Said(
        "apply", "Wir bringen deine Bewerbung zum Arbeitgeber und können sagen, ob sie ankam.",
        "nachdem sie zugestellt oder aufgegeben ist"),
    ("listings.Report", "tells reports of different people apart"): Said(
        "report", "Wir erkennen, ob mehrere Meldungen von verschiedenen Menschen kommen.", "nach der Meldung"),
    ("listings.Report", "who reported a listing: answer and appeal"): Said(
        "report", "Wir antworten dir, und du kannst dich beschweren.", "nach der Meldung, sobald entschieden ist"),
    ("listings.Appeal", "who appealed: the answer"): Said(
        "report", "Wir antworten auf deine Beschwerde.", "nach der Beschwerde, sobald entschieden ist"),
    ("listings.Notice", "what we wrote to whom about a report"): Said(
        "report", "Wir können nachweisen, wen wir wann worüber unterrichtet haben.", "nach dem Schreiben"),
    ("listings.ReportCase", "the trail of a reported listing: complaints, courts, authorities"): Said(
        "report", "Das Gesetz über digitale Dienste verlangt, dass wir Entscheidungen belegen können.", "nach der Entscheidung"),
    ("listings.Listing", "typed into the form, address never confirmed"): Said(
        "post", "Deine Anzeige wartet darauf, dass du die Adresse bestätigst.", "nachdem du sie eingetragen hast"),
    ("listings.Listing", "rejected, taken back, or never decided: the employer may ask why"): Said(
        "post", "Geht eine Anzeige nicht online, kannst du nach dem Grund fragen.", "nachdem du sie aufgegeben hast"),
    ("listings.Listing", "names, telephone numbers and addresses in an ended listing: questions after the end, return under its address"): Said(
        "post", "Nach dem Ende kommen noch Fragen, oder die Stelle kehrt zurück. Titel, Arbeitgeber, Ort, Schicht und Gehalt bleiben, damit ein alter Link sagen kann, was dort stand.",
        "nach dem Ende der Anzeige"),
    ("listings.Draft", "typed into the form and not sent: going on later"): Said(
        "post", "Du kannst später weitermachen.", "nach der letzten Änderung"),
    ("listings.Draft", "what an ended listing was made of: posting it again"): Said(
        "post", "Du kannst eine beendete Anzeige noch einmal aufgeben.", "nach der letzten Änderung"),
    ("listings.PendingEdit", "an edit that nobody decided about"): Said(
        "post", "Deine Änderung wartet auf die Prüfung.", "nachdem du sie eingereicht hast"),
    ("listings.ListingCount", "sums of a day for each listing and kind of page, of nobody in particular: figures for employers, who see 30 days"): Said(
        "post", "Du siehst, wie oft deine Anzeige in 30 Tagen aufgerufen wurde. Es sind Summen je Tag, in denen niemand zu erkennen ist.", "danach"),
    ("listings.ListingEvent", "who decided what about a listing and why: complaints, proof of the statement of reasons"): Said(
        "post", "Wir können belegen, wer was mit welchem Grund entschied.", "nach dem Vorgang"),
    ("listings.LoginLink", "links that log an employer in: finding misuse"): Said(
        "log_in", "Links in Mails, mit denen du dich anmeldest oder deine Daten ansiehst. Wir finden damit Missbrauch.", "nachdem wir ihn verschickt haben"),
    ("listings.Membership", "an invitation that nobody took up"): Said(
        "log_in", "Jemand hat dich in sein Team eingeladen.", "nach der Einladung, wenn du sie nicht annimmst"),
    ("listings.Membership", "who was shut out by an employer: an address on its domain must not bring the person back"): Said(
        "log_in", "Dein Team hat dich entfernt, und du sollst nicht ohne Einladung zurückkommen.", "nachdem du entfernt bist"),
    ("listings.EmployerClaim", "who said to act for an employer: questions about the decision"): Said(
        "log_in", "Du hast gesagt, für einen Arbeitgeber zu handeln, und ein Mensch hat das geprüft.", "danach"),
    ("listings.JobAlert", "an alert that was asked for and never confirmed"): Said(
        "alerts", "Du hast einen Jobalarm bestellt und nicht bestätigt.", "nach der Bestellung"),
    ("listings.JobAlert", "an alert whose owner did not say after a year that it is still wanted"): Said(
        "alerts", "Du bekommst die Stellen deiner Suche, bis du den Jobalarm beendest. Nach zwölf Monaten fragen wir, ob du ihn noch willst.",
        "nach unserer Frage, wenn du nicht antwortest"),
    ("listings.JobAlertMail", "which listings an alert was told of, and whether they were useful: never telling twice"): Said(
        "alerts", "Keine Stelle kommt zweimal. Dazu merken wir uns, welche wir dir geschickt haben.", "nach der Mail"),
    ("listings.Subscriber", "where alerts go"): Said("alerts", "Dorthin gehen deine Jobalarme.", "mit dem letzten Jobalarm"),
    ("listings.AlertConsent", "asked for an alert and never confirmed"): Said(
        "alerts", "Bis du bestätigst, steht hier, wonach wir dich gefragt haben.", "mit dem Jobalarm"),
    ("listings.AlertConsent", "the end of an alert that went by its own, for the rule below"): Said(
        "alerts", "Endet dein Jobalarm, halten wir das Ende fest.", "mit der nächsten Regel"),
    ("listings.AlertConsent", "proof of consent: claims about mail that was not wanted (§ 7 UWG, § 195 BGB)"): Said(
        "alerts", "Wir müssen belegen können, dass du zugestimmt hast.", "nach dem Ende des Jobalarms"),
    ("listings.EmployerChange", "who changed what an employer's page says: complaints, misuse"): Said(
        "log_in", "Wir können Beschwerden über die Seite deines Arbeitgebers nachgehen.", "nach der Änderung"),
    ("listings.Letter", "mails that wait for the mail server, and those it never took: looking into faults"): Said(
        "post", "Unsere Mails an dich warten kurz, bis der Mailserver sie nimmt.", "nachdem sie geschrieben wurden"),
    ("listings.FeedProposal", "a feed that was refused: questions about the decision"): Said(
        "log_in", "Du hast einen Feed angeboten, den wir nicht nehmen.", "nach unserer Absage"),
    ("listings.FeedProposal", "a feed that its employer tried and never handed in"): Said(
        "log_in", "Du hast einen Feed ausprobiert und nicht eingereicht.", "nach dem letzten Versuch"),
    ("listings.FeedProposal", "who decided about a feed that runs: questions about the decision"): Said(
        "log_in", "Wir können Fragen zu unserer Entscheidung über deinen Feed beantworten.", "nach der Entscheidung"),
    ("listings.Person", "who acted for an employer and does so no longer"): Said(
        "log_in", "Du handelst für einen Arbeitgeber.", "nach deinem letzten Besuch, wenn du für niemanden mehr handelst"),
    ("sessions.Session", "log-in of staff and of employers' people"): Said(
        "log_in", "Du bleibst angemeldet.", "zwei Wochen nach der Anmeldung"),
    ("listings.RawDocument", "the feed as it came, with contact persons: looking into faults, reading it again"): Said(
        "feeds", "Wir suchen Fehler und lesen den Feed noch einmal.", "nachdem wir ihn geholt haben"),
    ("listings.RejectedItem", "what an item said that could not be used: trying it again; the run keeps the counts"): Said(
        "feeds", "Eine Anzeige war nicht zu gebrauchen, und wir versuchen sie noch einmal.", "nach dem Import"),
    ("listings.FieldOfWorkDecision", "who decided about a title: questions of colleagues"): Said(
        "desk", "Kolleginnen und Kollegen können nachfragen.", "nach der Entscheidung"),
    ("articles.WorkingCopy", "what an editor typed and has not saved"): Said(
        "desk", "Nichts Getipptes geht verloren.", "nach der letzten Eingabe"),
    ("articles.EditingPresence", "who has an article open, shown to colleagues"): Said(
        "desk", "Zwei schreiben nicht gleichzeitig am selben Artikel.", "danach"),
    ("admin.LogEntry", "who changed what in the admin: tracing mistakes"): Said("desk", "Wir finden Fehler.", "nach der Änderung"),
    ("auth.User", "staff account that was switched off; the row stays for the log"): Said(
        "desk", "Ein abgeschaltetes Konto.", "nach der letzten Anmeldung"),
    **{
        (f"axes.{model}", "log-ins to the admin: finding attacks"): Said("desk", f"{words} am Schreibtisch: Wir erkennen Angriffe.", "danach")
        for model, words in (("AccessAttempt", "Fehlversuche"), ("AccessFailureLog", "Misslungene Anmeldungen"), ("AccessLog", "Anmeldungen"))
    },
}  # fmt: skip

GROUPS = {
    "alerts": ("Wenn du einen Jobalarm bestellst", "Rechtsgrundlage ist deine Einwilligung (Art. 6 Abs. 1 a DSGVO, § 7 Abs. 2 UWG). Du gibst sie mit dem Link in der ersten Mail und kannst sie jederzeit widerrufen: mit dem Link in jeder Mail, ohne Anmeldung. Wir messen nicht, ob du eine Mail öffnest."),
    "apply": ("Wenn du dich bewirbst", "Das Formular schickt deine Bewerbung ins Postfach des Arbeitgebers. Ab dort ist er verantwortlich. Rechtsgrundlage ist Art. 6 Abs. 1 b DSGVO. Führt „Zur Bewerbung“ auf die Seite des Arbeitgebers, speichern wir nichts über dich."),
    "report": ("Wenn du eine Anzeige meldest", "Wir prüfen und beantworten Meldungen, weil Art. 16, 17 und 20 des Gesetzes über digitale Dienste das verlangen (Art. 6 Abs. 1 c DSGVO). Der Arbeitgeber erfährt nicht, wer gemeldet hat."),
    "post": ("Wenn du eine Anzeige aufgibst", "Wir prüfen und veröffentlichen deine Anzeige (Art. 6 Abs. 1 b DSGVO). Weder deine eigene Adresse noch die für Bewerbungen steht in der Anzeige. Eine Woche vor dem Ende schreiben wir dir, damit du verlängern kannst."),
    "log_in": ("Wenn du dich anmeldest oder deine Daten ansiehst", "Ein Passwort gibt es nicht, nur Links in Mails (Art. 6 Abs. 1 b DSGVO). Dein Team sieht deine Adresse."),
    "feeds": ("Anzeigen aus anderen Quellen", "Wir lesen Anzeigen aus Feeds von Arbeitgebern. Nennt eine Anzeige eine Ansprechperson, zeigen wir sie so lange, wie die Anzeige online ist (Art. 6 Abs. 1 f DSGVO). Danach gilt, was oben für beendete Anzeigen steht."),
    "desk": ("Wer bei uns arbeitet", "Konten der Redaktion, der Moderation und des Betriebs."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    what: str
    why: str
    until: str


@dataclass(frozen=True, slots=True)
class Cookie:
    name: str
    why: str
    when: str
    life: str


COOKIES = (
    Cookie(saved_list.COOKIE, "enthält die Nummern deiner gemerkten Stellen", "sobald du „Merken“ drückst",
           f"{saved_list.KEPT_DAYS} Tage nach dem letzten Klick"),
    Cookie(settings.CSRF_COOKIE_NAME, "schützt vor gefälschten Absendungen", "wenn du ein Formular für Arbeitgeber öffnest", "ein Jahr"),
    Cookie(settings.SESSION_COOKIE_NAME, "hält dich angemeldet", "wenn du dich als Arbeitgeber anmeldest", "zwei Wochen"),
    Cookie(drafting.COOKIE, "führt zurück zu deinem Entwurf", "sobald du in die Anzeige etwas einträgst", f"{drafting.KEPT.days} Tage"),
    Cookie("messages", "trägt einen Satz wie „Gespeichert“ zur nächsten Seite", "wenn du als Arbeitgeber etwas speicherst", "bis zur nächsten Seite"),
)  # fmt: skip
"""Those that anybody may get. Searching, reading, applying and reporting set none."""


def groups() -> Iterator[tuple[str, str, list[Item]]]:
    """Heading, introduction and items, in the order of GROUPS."""
    items: dict[str, list[Item]] = {name: [] for name in GROUPS}
    for rule in retention.RULES:
        if said := SAID.get((rule.model, rule.why)):
            items[said.group].append(Item(_what(rule), said.why, f"{duration(rule)}{said.after}"))
    for name, (heading, intro) in GROUPS.items():
        yield heading, intro, items[name]


def columns_of(rule: Rule) -> Iterator[str]:
    """Also those that go with the row: "reports.text" of a case is listings.Report.text."""
    for column in rule.columns:
        model = apps.get_model(rule.model)
        while "." in column:
            relation, column = column.split(".", 1)
            model = model._meta.get_field(relation).related_model  # type: ignore[assignment]
        yield f"{model._meta.label}.{column}"


def _what(rule: Rule) -> str:
    words = ", ".join(dict.fromkeys(COLUMNS[name] for name in columns_of(rule) if name in COLUMNS))
    return words[:1].upper() + words[1:]


def duration(rule: Rule) -> str:
    """In German, as the program counts; empty where the words of the rule say it."""
    if rule.model == "listings.Application" and not rule.days:
        return f"{_hours(APPLICATION_DRAFTS_KEPT)} "
    if rule.days and rule.days % 365 == 0:
        years = rule.days // 365
        return "ein Jahr " if years == 1 else f"{years} Jahre "
    if rule.days == 1:
        return "ein Tag "
    return f"{rule.days} Tage " if rule.days else ""


def _hours(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return "eine Stunde" if hours == 1 else f"{hours} Stunden"
