"""Stated figures: found in the text, compared with listings, law and age, told once, answered."""

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import gate, tasks
from articles.claims import keeping, nightly
from articles.claims.comparing import judge
from articles.claims.indexing import index
from articles.facts.directives import Claim, Fact
from articles.facts.markup import found_in
from articles.models import Author, FactValue, StatedFigure
from listings.searching.figures import facts_for

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def claim(options: str = "art=gehalt von=2500 bis=3400", words: str = "2.500 bis 3.400 €", stand: date = TODAY) -> str:
    return f'{{{{angabe {options} quelle="Atlas" stand={stand.isoformat()} | {words}}}}}'


@pytest.fixture
def figure(make_article, towns):
    """A figure of a public text, with what the listings in Hagen say."""

    def make(*arguments, **fields):
        index(make_article(claim(*arguments, **fields), radius=0))
        return StatedFigure.objects.select_related("article", "place").latest("pk"), facts_for(towns["hagen"], [0])[0]

    return make


@pytest.fixture
def chief(db) -> User:
    user = User.objects.create_user("chefin", "chefin@redaktion.example", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="publish_article"))
    return user


def told(pair, day: date = date(2026, 8, 1)) -> tuple[str, str, str]:
    figure, live = pair
    found = judge(figure, live, day)
    return found.drift, found.finding.replace("\u00a0", " "), found.suggestion


@pytest.mark.parametrize(
    ("options", "words", "drift", "finding", "suggestion"),
    [
        ("art=gehalt von=2500 bis=3400", "2.500 bis 3.400 €", "none", "", ""),
        ("art=gehalt von=2700 bis=2900", "2.700 bis 2.900 €", "moved",
         "Im Text stehen 2.700 bis 2.900 €. 12 Anzeigen in Hagen sagen 2.675 bis 3.225 € im Monat, Mitte 2.950 €.",
         "von=2680 bis=3220 einheit=monat quelle=\"12 Anzeigen in Hagen\" stand=2026-08-01 | 2.680 bis 3.220 €}}"),
        ("art=gehalt von=2500 bis=4000", "2.500 bis 4.000 €", "moved", "Im Text stehen 2.500 bis 4.000 €.", "von=2680"),
        ("art=gehalt wert=2800", "rund 2.800 Euro", "none", "", ""),
        ("art=gehalt wert=3500", "rund 3.500 Euro brutto", "moved", "Im Text stehen 3.500 €.", "| rund 2.950 Euro brutto}}"),
        ("art=gehalt von=18,50 einheit=stunde", "ab 18,50 €", "moved", "Im Text stehen ab 18,50 €.",
         "von=15.40 einheit=stunde"),
        ("art=gehalt von=30000 bis=40000 einheit=jahr", "30.000 bis 40.000 € im Jahr", "none", "", ""),
        ("art=erfahren von=3300 bis=3400", "3.300 bis 3.400 €", "none", "", ""),
        ("art=einstieg von=4000 bis=4400", "4.000 bis 4.400 €", "none", "", ""),
        ("art=stellen wert=10", "rund 10 Stellen", "none", "", ""),
        ("art=stellen wert=30", "30 Stellen", "moved", "Im Text steht „30 Stellen“. Gerade sind es 12 Stellen in Hagen.",
         "{{fakt stellen}}"),
        ("art=anteil wert=45 schicht=frueh", "45 %", "none", "", ""),
        ("art=anteil wert=20 schicht=frueh", "ein Fünftel", "moved", "Im Text steht „ein Fünftel“. Gerade sind es 50 %",
         "{{fakt schicht-anteil schicht=frueh}}"),
        ("art=anteil wert=50", "die Hälfte", "moved", "Im Text steht „die Hälfte“. Gerade sind es 100 % von 12",
         "{{fakt gehalt-genannt}}"),
        ("art=mindestlohn wert=13,90", "13,90 €", "none", "", ""),
        ("art=mindestlohn wert=12,82", "12,82 €", "unlawful",
         "Im Text steht 12,82 €, der Mindestlohn liegt seit 1. Januar 2026 bei 13,90 €.",
         "{{angabe art=mindestlohn wert=13.90 einheit=stunde quelle=\"Mindestlohngesetz\" stand=2026-01-01 | 13,90 €}}"),
        ("art=minijob wert=603", "603 €", "none", "", ""),
        ("art=minijob wert=556", "556 €", "unlawful",
         "Im Text steht 556 €, die Grenze für Minijobs liegt seit 1. Januar 2026 bei 603 €.",
         "{{angabe art=minijob wert=603 quelle=\"Sozialgesetzbuch IV § 8\" stand=2026-01-01 | 603 €}}"),
        ("art=mindestlohn wert=2410 einheit=monat", "2.410 €", "none", "", ""),
        ("art=gehalt von=2400 bis=3400", "2.400 bis 3.400 €", "unlawful",
         "2.400 € bei 40 Stunden sind 13,85 € die Stunde. Es gelten mindestens 13,90 €.",
         "von=2410 bis=3400 einheit=monat quelle=\"Mindestlohngesetz\" stand=2026-01-01 | 2.410 bis 3.400 €}}"),
        ("art=gehalt von=13 bis=13,50 einheit=stunde", "13 bis 13,50 €", "unlawful",
         "13 €. Es gelten mindestens 13,90 €. Im Text stehen 13 bis 13,50 €. 12 Anzeigen in Hagen sagen",
         "von=15.40 bis=18.60 einheit=stunde"),
        ("art=gehalt wert=28000 einheit=jahr", "28.000 €", "unlawful", "28.000 € bei 40 Stunden", "wert=35400"),
        ("art=sonstiges wert=190000", "rund 190.000", "none", "", ""),
    ],
)  # fmt: skip
def test_a_figure_is_compared_with_listings_and_law(
    figure, listings, options, words, drift, finding, suggestion
) -> None:
    is_drift, said, offered = told(figure(options, words, stand=date(2026, 7, 1)))
    assert (is_drift, said.startswith(finding)) == (drift, True), said
    assert suggestion in offered
    assert bool(offered) == (drift != "none")


@pytest.mark.parametrize(
    ("options", "before", "after", "then"),
    [
        ("art=gehalt von=2500 bis=3400", date(2026, 11, 1), date(2026, 11, 2), date(2027, 1, 1)),
        ("art=mindestlohn wert=13,90", date(2026, 11, 1), date(2026, 11, 2), date(2027, 1, 1)),
    ],
)
def test_sixty_days_before_a_rise_it_is_told_and_from_the_day_on_it_is_against_the_law(
    figure, listings, options, before, after, then
) -> None:
    pair = figure(options, "2.500 bis 3.400 €" if "gehalt" in options else "13,90 €", stand=date(2026, 7, 1))
    assert [told(pair, day)[0] for day in (before, after, then)] == ["none", "soon", "unlawful"]
    assert "Ab 1. Januar 2027" in told(pair, after)[1]
    assert "stand=2027-01-01" in told(pair, after)[2]


def test_a_rate_of_the_future_is_compared_with_its_own_day(figure, towns) -> None:
    pair = figure("art=mindestlohn wert=14,60", "14,60 €", stand=date(2027, 1, 1))
    assert [told(pair, day)[0] for day in (date(2026, 8, 1), date(2026, 12, 1), date(2027, 3, 1))] == ["none"] * 3


def test_a_rate_holds_beside_the_one_that_follows_it(make_article, towns) -> None:
    text = (claim("art=mindestlohn wert=13,90", "13,90 €", date(2026, 1, 1))
            + claim("art=mindestlohn wert=14,60", "14,60 €", date(2027, 1, 1)))  # fmt: skip
    index(make_article(text))
    old, new = StatedFigure.objects.select_related("article")
    for day in (date(2026, 12, 1), date(2027, 2, 1), date(2028, 2, 1)):
        assert [judge(one, None, day, [old, new]).drift for one in (old, new)] == ["none", "none"]
    assert judge(old, None, date(2027, 2, 1), [old]).drift == "unlawful"
    new.as_of = date(2026, 6, 1)
    assert judge(new, None, date(2026, 8, 1), [old, new]).drift == "unlawful"


@pytest.mark.parametrize(
    ("options", "days"),
    [("art=gehalt von=2500 bis=3400", 365), ("art=stellen wert=12", 92), ("art=anteil wert=50 schicht=frueh", 92),
     ("art=sonstiges wert=7", 730)],
)  # fmt: skip
def test_each_kind_has_an_age_at_which_it_is_too_old(figure, listings, options, days) -> None:
    stand = date(2024, 2, 1)
    pair = figure(options, "2.500 bis 3.400 €", stand=stand)
    assert told(pair, stand + days * DAY)[0] == "none"
    is_drift, finding, suggestion = told(pair, stand + (days + 1) * DAY)
    assert (is_drift, finding.startswith("Der Stand ist 1. Februar 2024, älter als")) == ("aged", True)
    assert bool(suggestion) == ("sonstiges" not in options)


def test_without_listings_the_law_alone_makes_the_suggestion(figure, towns) -> None:
    for options, offered in (
        ("art=gehalt wert=28000 einheit=jahr", "wert=29000 einheit=jahr"),
        ("art=gehalt von=13 bis=13,50 einheit=stunde", "wert=13.90 einheit=stunde"),
        ("art=gehalt von=2300 bis=2400", "wert=2410 einheit=monat"),
    ):
        assert offered in told(figure(options, "so viel", stand=date(2026, 7, 1)))[2]


def test_too_few_listings_say_nothing_about_pay_and_shares(figure, make_listing) -> None:
    for _ in range(4):
        make_listing(pay=(5000, 5000))
    assert told(figure("art=gehalt von=2500 bis=2600", stand=date(2026, 7, 1)))[0] == "none"
    assert told(figure("art=anteil wert=1", stand=date(2026, 7, 1)))[0] == "none"


def test_every_suggestion_is_mark_up_that_is_understood(figure, listings) -> None:
    pairs = [figure(options, words) for options, words in (
        ("art=gehalt von=3000 bis=3100 umkreis=10", "3.000 bis 3.100 €"), ("art=gehalt bis=2000", "bis 2.000 €"),
        ("art=stellen wert=90 ort=herdecke schicht=nacht", "90"), ("art=mindestlohn wert=9", "9 €"),
        ("art=gehalt von=18 bis=30 einheit=stunde", "18 bis 30 €"))]  # fmt: skip
    for pair in pairs:
        suggestion = told(pair)[2]
        (found,) = found_in(suggestion)
        assert isinstance(found.directive, Claim | Fact), suggestion
        if isinstance(found.directive, Claim):
            index_of_it = told(
                figure(suggestion[9:].split(" quelle=")[0], found.directive.words, stand=date(2026, 7, 1))
            )
            assert index_of_it[0] == "none", (suggestion, index_of_it)


def test_publishing_keeps_what_is_known_of_unchanged_figures(make_article, towns) -> None:
    article = make_article(f"{claim()} und {claim('art=stellen wert=9', '9')} {{{{fakt stellen}}}}")
    index(article)
    StatedFigure.objects.filter(kind="stellen").update(drift="moved", told_at=timezone.now())
    pk = StatedFigure.objects.get(kind="stellen").pk
    article.text = f"{claim('art=stellen wert=9', '9')} {claim('art=gehalt von=2600', 'ab 2.600 €')}"
    index(article)
    rows = StatedFigure.objects.order_by("number")
    assert [(row.number, row.kind, row.low) for row in rows] == [(1, "stellen", 9), (2, "gehalt", 2600)]
    assert (rows[0].pk, rows[0].drift, bool(rows[0].told_at)) == (pk, "moved", True)
    article.text = article.text.replace("wert=9", "wert=10")
    index(article)
    assert StatedFigure.objects.get(kind="stellen").drift == "none"
    assert FactValue.objects.count() == 1, "its live fact was worked out as well"
    article.text = "Nichts."
    index(article)
    assert not StatedFigure.objects.exists()


@pytest.fixture
def drifted(make_article, listings, chief):
    author = Author.objects.create(name="Jo", user=User.objects.create_user("jo", "jo@redaktion.example"))
    article = make_article(f"{claim('art=gehalt wert=9000', '9.000 €')} {claim('art=stellen wert=12', '12')}",
                           radius=0, author=author)  # fmt: skip
    index(article)
    return article


def test_the_night_tells_author_and_chief_once_with_a_suggestion(drifted) -> None:
    for _ in range(3):
        assert tasks.compare_claims() == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == ["chefin@redaktion.example", "jo@redaktion.example"]
    text = mail.outbox[0].body.replace("\u00a0", " ")
    assert "12 Anzeigen in Hagen sagen 2.675 bis 3.225 € im Monat, Mitte 2.950 €." in text
    assert "Vorschlag: {{angabe art=gehalt wert=2950" in text
    assert text.count("„") == 1
    assert "/admin/artikel/" in text


def test_a_text_that_nobody_published_here_is_compared_as_well(make_article, listings) -> None:
    make_article(claim("art=gehalt wert=9000", "9.000 €"), radius=0)
    for _ in range(2):
        assert tasks.compare_claims() == 1
    assert StatedFigure.objects.count() == 1


def test_a_new_drift_is_told_again_but_not_every_week(drifted) -> None:
    now = timezone.now()
    nightly.compare(now)
    assert nightly.tell(now) == 2
    for days, mails in ((3, 0), (20, 2)):
        StatedFigure.objects.update(drift="none", drifted_at=None)
        moment = now + days * DAY
        nightly.compare(moment)
        assert nightly.tell(moment) == mails
    StatedFigure.objects.filter(kind="gehalt").update(low=2000, high=2000)
    nightly.compare(now + 21 * DAY)
    assert nightly.tell(now + 21 * DAY) == 2, "the law knows no rest"


def test_withdrawn_texts_and_drafts_are_left_alone(drifted) -> None:
    type(drifted).objects.update(state="draft")
    assert tasks.compare_claims() == 0
    assert not mail.outbox


class Refusing(EmailBackend):
    def send_messages(self, messages):
        if any("jo@redaktion.example" in message.to for message in messages):
            raise SMTPException("550")
        return super().send_messages(messages)


class Down(EmailBackend):
    def send_messages(self, messages):
        raise SMTPException("421")


def test_a_refused_mail_holds_nobody_else_up_and_a_server_away_loses_nothing(drifted, settings) -> None:
    nightly.compare()
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    with pytest.raises(SMTPException):
        nightly.tell()
    assert not StatedFigure.objects.filter(told_at__isnull=False).exists()
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(SMTPException):
        nightly.tell()
    assert [letter.to for letter in mail.outbox] == [["chefin@redaktion.example"]]
    assert nightly.tell() == 0


def test_nobody_to_tell_marks_nothing(drifted, chief) -> None:
    User.objects.update(email="")
    assert tasks.compare_claims() == 1
    assert not StatedFigure.objects.filter(told_at__isnull=False).exists()


def test_an_answer_counts_for_this_drift_until_its_day(drifted, chief) -> None:
    now = timezone.now()
    nightly.compare(now)
    figure = StatedFigure.objects.get(kind="gehalt")
    keeping.keep(pk=figure.pk, reason="Tarif der Stadt.", until=TODAY + 10 * DAY, user=chief)
    assert nightly.tell(now) == 0
    assert not StatedFigure.objects.drifting(TODAY).exists()
    assert StatedFigure.objects.drifting(TODAY + 11 * DAY).exists()
    StatedFigure.objects.update(told_at=now - DAY)
    assert nightly.tell(now + 12 * DAY) == 2, "it is back, and told"
    assert nightly.tell(now + 13 * DAY) == 0
    StatedFigure.objects.filter(pk=figure.pk).update(drift="unlawful", drifted_at=now)
    assert StatedFigure.objects.drifting(TODAY).exists(), "another drift"
    index(drifted)
    assert StatedFigure.objects.get(pk=figure.pk).kept_reason
    with pytest.raises(keeping.NothingToKeep):
        keeping.keep(pk=StatedFigure.objects.get(kind="stellen").pk, reason="x", until=TODAY, user=chief)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatedFigure.objects.update(kept_until=TODAY, kept_reason="")


def test_the_gate_hears_the_answer(drifted, chief) -> None:
    nightly.compare()
    assert [one.blocks for one in gate.check(drifted) if one.rule == "claims"] == [False]
    pk = StatedFigure.objects.get(kind="gehalt").pk
    keeping.keep(pk=pk, reason="Tarif.", until=TODAY + DAY, user=chief)
    assert not [one for one in gate.check(drifted) if one.rule == "claims"]
