"""Moderators see what the wording checks found, marked in the text, and filter by it."""

import pytest

HOLD = {"rule": "bank_or_tax_data", "level": "hold", "words": "IBAN", "reason": "Vor dem Vertrag nicht.", "suggestion": "Streich das."}  # fmt: skip
YOUNG = {"rule": "young_team", "level": "warning", "words": "junges Team", "reason": "Klingt nach Alter.", "suggestion": "Sag es anders."}  # fmt: skip
EVIL = {
    "rule": "title_signs",
    "level": "info",
    "words": "<b>x</b>",
    "reason": "<script>1</script>",
    "suggestion": "<i>",
}


def test_the_page_of_a_listing_shows_findings_and_marks_their_words(admin_client, make_listing) -> None:
    listing = make_listing(description_text="Ein junges Team.\nSchick uns deine IBAN.", findings=[HOLD, YOUNG])
    page = admin_client.get(f"/admin/listings/listing/{listing.pk}/change/").content.decode()
    for words in ("zurückhalten", "Warnung", "Vor dem Vertrag nicht.", "Sag es anders."):
        assert words in page
    assert "Ein <mark>junges Team</mark>.\nSchick uns deine <mark>IBAN</mark>." in page
    assert "css/desk" in page


def test_what_an_advertiser_wrote_is_escaped_in_both_views(admin_client, make_listing) -> None:
    listing = make_listing(description_text="Ein <b>x</b> und <script>alert(1)</script>", findings=[EVIL])
    page = admin_client.get(f"/admin/listings/listing/{listing.pk}/change/").content.decode()
    assert "<mark>&lt;b&gt;x&lt;/b&gt;</mark> und &lt;script&gt;alert(1)" in page
    assert "<b>x</b>" not in page
    assert "<script>1" not in page


@pytest.mark.parametrize(
    ("level", "shown"),
    [("hold", {"Gehalten"}), ("warning", {"Gehalten", "Gewarnt"}), ("info", set()), ("none", {"Sauber"}), ("", {"Gehalten", "Gewarnt", "Sauber"})],
)  # fmt: skip
def test_the_list_is_filtered_by_level(admin_client, make_listing, level, shown) -> None:
    make_listing(title="Gehalten", findings=[HOLD, YOUNG])
    make_listing(title="Gewarnt", findings=[YOUNG])
    make_listing(title="Sauber")
    page = admin_client.get("/admin/listings/listing/", {"finding": level} if level else {})
    assert {row.title for row in page.context["cl"].result_list} == shown


def test_findings_follow_what_is_changed_at_the_desk(admin_client, make_listing) -> None:
    listing = make_listing(findings=[HOLD])
    page = admin_client.get(f"/admin/listings/listing/{listing.pk}/change/")
    data = {name: "" if value is None else value for name, value in page.context["adminform"].form.initial.items()}
    data |= {
        "description_html": "<p>Ein junges Team.</p>",
        "valid_through_0": listing.valid_through.date(),
        "valid_through_1": "12:00:00",
    }
    response = admin_client.post(f"/admin/listings/listing/{listing.pk}/change/", data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    listing.refresh_from_db()
    assert [(found["rule"], found["words"]) for found in listing.findings] == [("young_team", "junges Team")]


def test_what_no_check_of_words_finds_again_survives_a_save_at_the_desk(admin_client, make_listing) -> None:
    background = [
        {"rule": "not_in_team", "level": "warning", "words": "x@gmx.de", "reason": "Nicht im Team.", "suggestion": ""},
        {"rule": "same_text", "level": "info", "words": "Titel", "reason": "Gibt es schon: Nr. 7.", "suggestion": ""},
    ]
    listing = make_listing(status="in_review", findings=[HOLD, *background])
    url = f"/admin/listings/listing/{listing.pk}/change/"
    data = {
        name: "" if value is None else value
        for name, value in admin_client.get(url).context["adminform"].form.initial.items()
    }
    data |= {
        "description_html": "<p>Ein junges Team.</p>",
        "valid_through_0": listing.valid_through.date(),
        "valid_through_1": "12:00:00",
    }
    for _ in range(2):
        assert admin_client.post(url, data).status_code == 302
    listing.refresh_from_db()
    assert [found["rule"] for found in listing.findings] == ["young_team", "not_in_team", "same_text"]
