"""Thousands of broken feeds: none may crash or hang a run, end a listing or turn it into another job.

FUZZ=10000 for the big run; the seed of a failure is in its message.
"""

import json
import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import Listing, RejectedItem, Source
from listings.vocabulary import RunStatus
from tests.importing.mutations import mutated

RUNS = int(os.environ.get("FUZZ", "300"))
START = datetime(2026, 11, 2, 6, tzinfo=UTC)
MAX_SECONDS = 5
SUBJECTS = ["Strom", "Mobilfunk", "Versicherung", "Reise", "Wohnung"]


def text(n: int) -> str:
    return f"<p>Du beantwortest Fragen zu {SUBJECTS[n]} am Telefon, per E-Mail &amp; im Chat. Grüße, Team {n}.</p>" * 3


def title(n: int) -> str:
    return f"Kundenberater {SUBJECTS[n]} (m/w/d)"


def xml(root: str, row: str, **fields: str) -> str:
    rows = "".join(
        f"<{row}>" + "".join(f"<{name}><![CDATA[{value.format(n=n, title=title(n), text=text(n))}]]></{name}>"
                             for name, value in fields.items()) + f"</{row}>"
        for n in range(5)
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>{rows}</{root}>'


def posting(n: int) -> dict[str, object]:
    return {"@type": "JobPosting", "title": title(n), "description": text(n), "identifier": {"value": n}, "datePosted": "2026-11-01",
            "hiringOrganization": {"name": "Lenne GmbH"}, "employmentType": ["FULL_TIME"], "url": f"https://lenne.example/{n}",
            "jobLocation": {"address": {"postalCode": "58095", "addressLocality": "Hagen", "addressCountry": "DE"}},
            "baseSalary": {"currency": "EUR", "value": {"minValue": 2600, "maxValue": "2.900", "unitText": "MONTH"}}}  # fmt: skip


ALL = range(5)
DOCUMENTS: dict[str, list[object]] = {
    "indeed": [
        xml("source", "job", title="{title}", referencenumber="L-{n}", url="https://lenne.example/{n}", company="Lenne GmbH",
            city="Hagen", country="DE", description="{text}", salary="2.600 - 2.900 € im Monat", date="Mon, 02 Nov 2026 08:00:00 GMT"),
        xml("root", "row", Position="{title}", Job_ID="{n}", Location="58095 Hagen", Beschreibung="{text}", Firma="Lenne GmbH"),
    ],
    "personio": ["<workzag-jobs>" + "".join(
        f"<position><id>{n}</id><name>{title(n)}</name><office>Hagen</office><schedule>full-time</schedule><jobDescriptions>"
        f"<jobDescription><name>Aufgaben</name><value><![CDATA[{text(n)}]]></value></jobDescription></jobDescriptions></position>"
        for n in ALL) + "</workzag-jobs>"],
    "rss": [xml("rss", "item", title="{title}", link="https://lenne.example/{n}", guid="{n}", description="{text}", location="Hagen")],
    "csv": ["Kennung;Titel;Ort;PLZ;Firma;Beschreibung;Gehalt von\r\n" + "".join(
        f'{n};{title(n)};Hagen;58095;Müller GmbH;"{text(n)}";2.600,00\r\n' for n in ALL)],
    "jsonld": [
        {"@graph": [posting(n) for n in ALL]},
        {"numberOfItems": 5, "dataFeedElement": [{"item": posting(n)} for n in ALL]},
        "<!doctype html><html><body>" + "".join(
            f'<script type="application/ld+json">{json.dumps(posting(n))}</script>' for n in ALL) + "</body></html>",
        "<html><body>" + "".join(
            f'<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">{title(n)}</h1><a itemprop="url" '
            f'href="https://lenne.example/{n}">x</a><div itemprop="description">{text(n)}</div></div>' for n in ALL) + "</body></html>",
    ],
    "greenhouse": [{"jobs": [{"id": n, "title": title(n), "content": text(n), "location": {"name": "Hagen"}, "metadata": [
        {"name": "Art", "value": "Teilzeit"}], "absolute_url": f"https://x.example/{n}"} for n in ALL], "meta": {"total": 5}}],
    "lever": [[{"id": f"a{n}", "text": title(n), "description": text(n), "categories": {"location": "Hagen", "allLocations": [
        "Hagen"]}, "lists": [{"text": "x", "content": "<li>y</li>"}], "createdAt": 1793600000000} for n in ALL]],
    "recruitee": [{"offers": [{"id": n, "title": title(n), "description": text(n), "city": "Hagen", "country_code": "DE",
        "salary": {"min": "15.00", "max": "17.00", "period": "hour", "currency": "EUR"}, "translations": {"de": {}}} for n in ALL]}],
    "ashby": [{"jobs": [{"id": f"b{n}", "title": title(n), "descriptionHtml": text(n), "location": "Hagen", "compensation": {
        "compensationTiers": [{"components": [{"compensationType": "Salary", "minValue": 1}]}]}} for n in ALL]}],
    "workable": [{"name": "Lenne", "jobs": [{"shortcode": f"C{n}", "title": title(n), "description": text(n), "locations": [
        {"city": "Hagen", "countryCode": "DE"}]} for n in ALL]}],
    "arbeitnow": [{"data": [{"slug": f"s{n}", "title": title(n), "description": text(n), "company_name": "Lenne", "location": "Hagen",
        "job_types": ["Vollzeit"], "tags": ["Kundenservice"], "created_at": 1793600000} for n in ALL]}],
    "smartrecruiters": [{"totalFound": 5, "content": [{"id": str(n), "name": title(n), "location": {"city": "Hagen", "country": "de"},
        "jobAd": {"sections": {"jobDescription": {"title": "Aufgaben", "text": text(n)}}}} for n in ALL]}],
    "ba": [{"maxErgebnisse": 5, "ergebnisliste": [{"referenznummer": f"1-{n}-S", "stellenangebotsTitel": title(n), "firma": "Lenne",
        "stellenangebotsBeschreibung": text(n), "stellenlokationen": [{"adresse": {"plz": "58095", "ort": "Hagen"}}],
        "verguetungsangabe": "STUNDENLOHN", "festgehalt": "15.5"} for n in ALL]}],
}  # fmt: skip
CASES = [(kind, place) for kind, bodies in DOCUMENTS.items() for place in range(len(bodies))]


def body_of(kind: str, place: int) -> bytes:
    document = DOCUMENTS[kind][place]
    return (document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)).encode()


def check(source: Source, body: bytes, before: dict[int, tuple[str, str]], seed: str, now: datetime) -> None:
    """One run of a broken feed, and what must hold after it."""
    started = time.monotonic()
    report = pipeline.import_from(source, document=Document(body), at=now)
    assert time.monotonic() - started < MAX_SECONDS, f"slow: {seed}"
    counts = report.counts
    parts = ("created", "updated", "unchanged", "duplicate", "rejected", "held")
    assert counts["read"] == sum(counts[name] for name in parts), f"unbalanced: {seed} {counts}"
    assert counts["withdrawn"] == 0, f"withdrawn: {seed}"
    assert report.status is not RunStatus.REFUSED or report.reason, seed
    assert not report.reason.startswith("fault"), f"{report.reason}: {seed}"
    faults = RejectedItem.objects.filter(run__source=source, reason__startswith="fault")
    assert not list(faults.values_list("reason", flat=True)), seed
    after = {
        pk: said for pk, *said in Listing.objects.filter(pk__in=before).values_list("pk", "title", "description_text")
    }
    for pk, (name, _) in before.items():
        own = own_subject(name)
        is_own = any(own in said.lower() for said in after[pk])
        assert is_own or not other_subject(name, after[pk]), f"became another job: {seed} {name!r} -> {after[pk]!r}"


def own_subject(name: str) -> str:
    return next(subject.lower() for subject in SUBJECTS if subject in name)


def other_subject(name: str, said: list[str]) -> bool:
    """Title and text both speak of another job of the board."""
    others = [subject.lower() for subject in SUBJECTS if subject not in name]
    return any(all(other in part.lower() for part in said) for other in others)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}{case[1]}")
def test_no_broken_feed_crashes_a_run_or_harms_a_listing(case, towns) -> None:
    """After one accident the sound feed finds every listing again, after three in a row every job is still there."""
    kind, place = case
    body = body_of(kind, place)
    source = Source.objects.create(
        slug="f", name="F", format=kind, employer_name="Lenne GmbH", scope="all", countries="any"
    )
    report = pipeline.import_from(source, document=Document(body), at=START)
    assert (report.status, report.counts["created"]) == ("complete", 5)
    before = {pk: said for pk, *said in Listing.objects.values_list("pk", "title", "description_text")}
    titles = {pk: name for pk, (name, _) in before.items()}
    number = 0
    while number < max(1, RUNS // len(CASES)):
        accidents = 3 if number % 9 == 0 else 1
        start = transaction.savepoint()
        for _ in range(accidents):
            seed, now = f"{kind}-{place}-{number}", START + timedelta(minutes=number % 300)
            check(source, mutated(body, seed), before, seed, now)
            number += 1
        pipeline.import_from(source, document=Document(body), at=now)
        live = dict(Listing.objects.live().values_list("pk", "title"))
        assert set(titles.values()) <= set(live.values()), f"lost: {seed}"
        assert accidents > 1 or titles.items() <= live.items(), f"not found again: {seed}"
        transaction.savepoint_rollback(start)
        source.refresh_from_db()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}{case[1]}")
def test_detection_of_broken_feeds_ends_in_a_run_or_a_refusal(case, towns) -> None:
    kind, place = case
    source = Source.objects.create(slug="f", name="F", format="auto", employer_name="Lenne GmbH", scope="all")
    for number in range(max(1, RUNS // len(CASES) // 6)):
        check(
            source,
            mutated(body_of(kind, place), f"auto-{kind}-{place}-{number}"),
            {},
            f"auto-{kind}-{place}-{number}",
            START,
        )
