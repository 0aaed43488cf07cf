"""Rows and other markup are drawn once and used again, and never show what is no longer so."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.template import engines
from django.test import override_settings
from django.utils import timezone

from listings.models import Employer, Listing
from listings.searching.filters import Params
from listings.searching.hits import Hits
from listings.searching.search import search
from listings.templatetags import row_tags


def rows(client, path: str = "/jobs/") -> list[str]:
    page = client.get(path).content.decode()
    return re.findall(r"<li><article.*?</article></li>", page, re.S)


def text(row: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def drawn(listings: Hits, **options: object) -> str:
    told = " ".join(f"{name}={name}" for name in options)
    template = engines["django"].from_string(f"{{% load row_tags %}}{{% rows listings {told} %}}")
    return template.render({"listings": listings, **options})


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"title": "Nachtdienst (m/w/d)"}, "Nachtdienst (m/w/d)"),
        ({"city": "Hohenlimburg"}, "Lenne Telefon GmbH, Hohenlimburg"),
        ({"further_places": [4, 5]}, "Hagen und 2 weitere Orte"),
        ({"shifts": ["late", "night"]}, "Spät, Nacht"),
        ({"work_starts_at": "07:30", "work_ends_at": "16:00"}, "Früh 7:30–16 Uhr"),
        ({"salary_month_max": 2900, "base_salary_max": 2900}, "2.500–2.900 € im Monat"),
        ({"base_salary_unit": "hour", "base_salary_min": Decimal("14.5"), "base_salary_max": Decimal("14.5")},
         "auf Vollzeit gerechnet 14,50 € in der Stunde"),
        ({"base_salary_min": 1500, "base_salary_max": 1500, "weekly_hours": 24}, "1.500 € im Monat bei 24 Std."),
        ({"salary_month_min": None, "salary_month_max": None, "base_salary_min": None, "base_salary_max": None},
         "Gehalt nicht genannt"),
        ({"published_at": timezone.now() - timedelta(days=3)}, "seit 3 Tagen"),
        ({"reposts": 2}, "heute neu (2-mal erneut eingestellt)"),
        ({"weekly_hours": Decimal("38.5")}, "38,5 Std."),
        ({"employment_type": ["part_time"]}, "Teilzeit"),
        ({"contract": ["permanent"]}, "unbefristet"),
        ({"work_mode": "hybrid"}, "teils Homeoffice"),
        ({"entry": ["career_changer"]}, "Quereinstieg möglich"),
    ],
)  # fmt: skip
def test_a_change_is_shown_at_once_and_so_is_its_end(client, make_listing, change, shown) -> None:
    listing = make_listing()
    (before,) = rows(client)
    assert shown not in text(before)
    kept = Listing.objects.filter(pk=listing.pk).values(*change).get()
    Listing.objects.filter(pk=listing.pk).update(**change)
    assert shown in text(rows(client)[0])
    Listing.objects.filter(pk=listing.pk).update(**kept)
    assert rows(client) == [before]


def test_a_new_name_of_the_employer_is_shown_in_every_row_at_once(client, make_listing) -> None:
    make_listing()
    make_listing(title="Innendienst")
    assert sum("Lenne Telefon GmbH" in row for row in rows(client)) == 2
    Employer.objects.update(name="Volme Dialog AG")
    assert sum("Volme Dialog AG" in row for row in rows(client)) == 2


@pytest.mark.parametrize(
    "change", [{"status": "closed"}, {"is_hidden_duplicate": True}, {"valid_through": timezone.now()}]
)
def test_what_has_ended_is_in_no_list_although_its_row_is_kept(client, make_listing, change) -> None:
    listing, other = make_listing(title="Endet"), make_listing(title="Bleibt")
    paths = ("/jobs/", "/jobs/?city=hagen", "/jobs/hagen/", "/", other.get_absolute_url())
    assert all("Endet" in text("".join(rows(client, path))) for path in paths)
    Listing.objects.filter(pk=listing.pk).update(**change)
    assert not any("Endet" in text("".join(rows(client, path))) for path in paths)


def test_rows_grow_older_overnight(client, make_listing, monkeypatch) -> None:
    make_listing()
    assert "heute neu" in rows(client)[0]
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert "seit 1 Tag" in rows(client)[0]


def test_the_distance_is_that_of_each_search(client, make_listing) -> None:
    make_listing("herdecke")
    assert "5 km" in text(rows(client, "/jobs/?city=hagen")[0])
    assert "13 km" in text(rows(client, "/jobs/?city=dortmund")[0])
    assert " km" not in text(rows(client, "/jobs/?city=herdecke")[0])
    assert " km" not in text(rows(client)[0])


def test_two_lists_on_a_page_have_their_own_ids_and_middles(make_listing) -> None:
    listing = make_listing()
    listings = search(Params()).listings
    plain, other = drawn(listings), drawn(listings, prefix="s-", middle=3250)
    assert f'id="j{listing.pk}"' in plain
    assert f'aria-labelledby="s-j{listing.pk}"' in other
    assert f'id="s-j{listing.pk}"' in other
    assert 'class="m"' not in plain
    assert '<rect class="m" x="50%"' in other
    assert "\0" not in plain + other


def test_a_row_is_drawn_once(client, make_listing, monkeypatch) -> None:
    make_listing()
    before = rows(client)
    monkeypatch.setattr(row_tags, "get_template", None)
    assert rows(client) == before
    with pytest.raises(TypeError):
        make_listing()
        rows(client)


def test_rows_escape_what_people_typed(client, make_listing) -> None:
    make_listing(title='<b>Fett</b> & "frei" (m/w/d)', employer='"><script>alert(1)</script>', city="<i>Hagen</i>")
    (row,) = rows(client)
    assert "&lt;b&gt;Fett&lt;/b&gt; &amp; &quot;frei&quot; <small>(m/w/d)</small>" in row
    assert "<script" not in row
    assert "<i>" not in row
    assert "<b>Fett" not in row


def test_listings_of_a_result_are_models_when_asked_for(make_listing, django_assert_num_queries) -> None:
    first, second = make_listing("herdecke"), make_listing("hagen")
    result = search(Params(city="hagen"))
    with django_assert_num_queries(0):
        assert (len(result.listings), result.listings[:1].pks) == (2, [second.pk])
    with django_assert_num_queries(1):
        assert [row.hiring_organization.name for row in result.listings] == ["Lenne Telefon GmbH"] * 2
        assert result.listings[-1] == first
        assert result.listings[-1].distance == pytest.approx(5.23)


def test_a_page_of_new_rows_costs_no_statement_more(client, make_listing, django_assert_num_queries) -> None:
    for number in range(21):
        make_listing(title=f"Stelle {number}", employer=f"Firma {number} GmbH")
    with django_assert_num_queries(2):
        assert len(rows(client)) == 20
    with django_assert_num_queries(2):
        assert len(rows(client)) == 20


def test_choices_of_one_page_are_not_on_the_next(client, make_listing) -> None:
    make_listing()
    chosen = client.get("/jobs/?shift=early&since=7&radius=50").content.decode()
    assert re.search(r'value="early" checked', chosen)
    assert '<option value="7" selected>' in chosen
    assert '<option value="50" selected>' in chosen
    assert "1 aktiv" not in chosen
    assert "2 aktiv" in chosen
    plain = client.get("/jobs/").content.decode()
    assert " checked" not in plain
    assert re.findall(r'<option value="(\d*)" selected>', plain) == ["25"]
    assert "aktiv</span>" not in plain
    assert 'data-facet="shift:early" data-count="1"' in plain
    assert 'class="opt opt--ring opt--none" data-facet="shift:late" data-count="0"' in plain


def test_each_area_marks_its_own_entry_of_the_menu(client, make_listing) -> None:
    for _ in range(2):
        for path, entry in (("/jobs/", "Jobs"), ("/ratgeber/", "Ratgeber"), ("/arbeitgeber/", "Arbeitgeber")):
            page = client.get(path).content.decode()
            assert re.findall(r'aria-current="true">(\w+)</a></li>\s*(?:<li>|</ul></nav>)', page)[0] == entry
        assert 'aria-current="true"' not in client.get("/impressum/").content.decode()


def test_markup_that_is_kept_follows_the_address_of_static_files(client, make_listing) -> None:
    make_listing()
    assert "/static/img/icons.svg#ring-early" in rows(client)[0]
    with override_settings(STATIC_URL="/anderswo/"):
        page = client.get("/jobs/").content.decode()
        assert "/anderswo/img/icons.svg#ring-early" in page
        assert "/static/" not in page
    assert "/anderswo/" not in client.get("/jobs/").content.decode()
