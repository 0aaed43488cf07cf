"""The site map: German paths, English names."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from articles import views as articles
from listings.searching import employer_page, place_views
from listings.searching import views as searching
from listings.submitting import check_views, editing_views, feed_views, login_views, team_views
from listings.submitting import views as submitting
from portal import views
from portal.sitemaps import SITEMAPS

admin.site.site_header = admin.site.site_title = "Frühdienst"
admin.site.index_title = "Schreibtisch"

handler400 = "portal.views.bad_request"
urlpatterns = [
    path("", searching.home, name="home"),
    path("jobs/", searching.search, name="search"),
    path("jobs/<slug:slug>/", searching.city, name="city"),
    path("api/v1/places", place_views.suggest, name="places"),
    path("api/v1/places/near", place_views.near, name="places-near"),
    path("job/<int:pk>/bewerben/", searching.apply, name="apply"),
    path("job/<int:pk>/<slug:slug>/", searching.listing, name="listing"),
    path("ratgeber/", articles.article_list, name="articles"),
    path("ratgeber/<slug:slug>/", articles.article_detail, name="article"),
    path("arbeitgeber/", submitting.employers, name="employers"),
    path("arbeitgeber/stelle-aufgeben/", submitting.submit, name="submit"),
    path("arbeitgeber/stelle-aufgeben/danke/", submitting.thanks, name="submit-thanks"),
    path("arbeitgeber/stelle-aufgeben/pruefen/", check_views.check, name="submit-check"),
    path("arbeitgeber/stelle-aufgeben/entwurf/<str:token>/", submitting.draft, name="submit-draft"),
    path("arbeitgeber/stelle-aufgeben/entwurf/<str:token>/vorschau/", submitting.preview, name="submit-preview"),
    path("arbeitgeber/stelle-aufgeben/entwurf/<str:token>/logo.webp", submitting.draft_logo, name="draft-logo"),
    path("arbeitgeber/stellen/<int:pk>/aendern/", editing_views.edit, name="edit-listing"),
    path("arbeitgeber/stellen/<int:pk>/aendern/vorschau/", editing_views.preview, name="edit-preview"),
    path("arbeitgeber/bestaetigen/<str:token>/", submitting.confirm, name="submit-confirm"),
    path("arbeitgeber/verlaengern/<str:token>/", submitting.extend, name="extend"),
    path("arbeitgeber/anmelden/", login_views.log_in, name="log-in"),
    path("arbeitgeber/anmelden/gesendet/", login_views.sent, name="log-in-sent"),
    path("arbeitgeber/anmelden/<str:secret>/", login_views.link, name="log-in-link"),
    path("arbeitgeber/abmelden/", login_views.log_out, name="log-out"),
    path("arbeitgeber/konto/", team_views.account, name="account"),
    path("arbeitgeber/konto/einladung/<int:pk>/", team_views.accept_invitation, name="accept-invitation"),
    path("arbeitgeber/feeds/", feed_views.feeds, name="feeds"),
    path("arbeitgeber/feeds/neu/", feed_views.offer, name="feed-offer"),
    path("arbeitgeber/feeds/format/", views.feed_format, name="feed-format"),
    path("arbeitgeber/feeds/<int:pk>/", feed_views.feed, name="feed"),
    path("arbeitgeber/feeds/<int:pk>/aendern/", feed_views.offer, name="feed-change"),
    path("arbeitgeber/feeds/<int:pk>/lesen/", feed_views.read_again, name="feed-read"),
    path("arbeitgeber/feeds/<int:pk>/abgeben/", feed_views.hand_in, name="feed-hand-in"),
    path("arbeitgeber/feeds/<int:pk>/stoppen/", feed_views.stop, name="feed-stop"),
    path("arbeitgeber/feeds/<int:pk>/weiter/", feed_views.go_on, name="feed-go-on"),
    path("arbeitgeber/einladung/<str:secret>/", team_views.invitation, name="invitation"),
    path("arbeitgeber/<slug:slug>/team/", team_views.team, name="team"),
    path("arbeitgeber/<slug:slug>/team/einladen/", team_views.invite, name="invite"),
    path("arbeitgeber/<slug:slug>/team/<int:pk>/entfernen/", team_views.remove, name="remove-member"),
    path("arbeitgeber/<slug:slug>/team/<int:pk>/rolle/", team_views.give_role, name="give-role"),
    path("arbeitgeber/<slug:slug>/einstellungen/", team_views.settings, name="employer-settings"),
    path("arbeitgeber/<slug:slug>/uebernehmen/", team_views.claim, name="claim-employer"),
    path("arbeitgeber/<slug:slug>/logo.webp", employer_page.logo, name="employer-logo"),
    path("arbeitgeber/<slug:slug>/", employer_page.employer, name="employer"),
    path("impressum/", views.text_page, {"name": "imprint"}, name="imprint"),
    path("datenschutz/", views.text_page, {"name": "privacy"}, name="privacy"),
    path("nutzungsbedingungen/", views.text_page, {"name": "terms"}, name="terms"),
    path("barrierefreiheit/", views.text_page, {"name": "accessibility"}, name="accessibility"),
    path("quellen/", views.text_page, {"name": "sources"}, name="sources"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
