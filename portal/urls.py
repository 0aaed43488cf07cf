"""The site map: German paths, English names."""

from django.contrib import admin
from django.urls import path

from articles import feeds as article_feeds
from articles import images
from articles import views as articles
from articles.desk import picker
from articles.desk import views as editors_desk
from listings.alerting import views as alerting
from listings.applying import views as applying
from listings.privacy import views as privacy
from listings.reporting import views as reporting
from listings.saving import views as saving
from listings.searching import employer_page, index_now, machine_views, place_views
from listings.searching import views as searching
from listings.submitting import check_views, desk_views, editing_views, feed_views, login_views, team_views
from listings.submitting import views as submitting
from portal import preview_images, sitemaps, views

admin.site.site_header = admin.site.site_title = "Frühdienst"
admin.site.index_title = "Schreibtisch"

handler400 = "portal.views.bad_request"
handler500 = "portal.views.server_error"
urlpatterns = [
    path("", searching.home, name="home"),
    path("jobs/", searching.search, name="search"),
    path("jobs/<slug:slug>/", searching.city, name="city"),
    path("feed/jobs.atom", machine_views.jobs_feed, name="jobs-feed"),
    path("opensearch.xml", machine_views.opensearch, name="opensearch"),
    path("api/v1/listings", machine_views.listings_api, name="api-listings"),
    path("api/v1/openapi.json", machine_views.openapi, name="openapi"),
    path("api/v1/places", place_views.suggest, name="places"),
    path("api/v1/places/near", place_views.near, name="places-near"),
    path("job/<int:pk>/bild.png", preview_images.listing_image, name="listing-image"),
    path("jobs/<slug:slug>/bild.png", preview_images.city_image, name="city-image"),
    path("ratgeber/<slug:slug>/bild.png", preview_images.article_image, name="article-image"),
    path("job/<int:pk>/bewerben/", applying.apply, name="apply"),
    path("job/<int:pk>/bewerben/danke/<str:token>/", applying.applied, name="applied"),
    path("job/<int:pk>/melden/", reporting.report, name="report"),
    path("job/<int:pk>/melden/M<int:number>/", reporting.reported, name="reported"),
    path("melden/beschwerde/<str:token>/", reporting.appeal, name="appeal"),
    path("job/<int:pk>/<slug:slug>/", searching.listing, name="listing"),
    path("merkliste/", saving.mine, name="saved"),
    path("merkliste/leeren/", saving.clear, name="clear-saved"),
    path("merkliste/<int:pk>/", saving.save, name="save"),
    path("merkliste/<int:pk>/entfernen/", saving.remove, name="remove-saved"),
    path("merkliste/geteilt/<str:token>/", saving.shared, name="shared-list"),
    path("merkliste/geteilt/<str:token>/uebernehmen/", saving.take_over, name="take-over-shared"),
    path("jobalarm/", alerting.start, name="alert-start"),
    path("jobalarm/neu/", alerting.new, name="alert-new"),
    path("jobalarm/gesendet/", alerting.sent, name="alert-sent"),
    path("jobalarm/bestaetigen/<str:token>/", alerting.confirm, name="alert-confirm"),
    path("jobalarm/verwalten/<str:token>/", alerting.manage, name="alert-manage"),
    path("jobalarm/verwalten/<str:token>/daten/", alerting.export, name="alert-export"),
    path("jobalarm/behalten/<str:token>/", alerting.keep, name="alert-keep"),
    path("jobalarm/abbestellen/<str:token>/", alerting.stop, name="alert-stop"),
    path("jobalarm/nuetzlich/<str:token>/", alerting.useful, name="alert-useful"),
    path("ratgeber/", articles.article_list, name="articles"),
    path("ratgeber/bild/<int:pk>-<int:width>.<slug:kind>", images.image_file, name="article-picture"),
    path("ratgeber/feed.atom", article_feeds.feed, name="article-feed"),
    path("ratgeber/<slug:slug>/", articles.article_detail, name="article"),
    path("arbeitgeber/", submitting.employers, name="employers"),
    path("arbeitgeber/stelle-aufgeben/", submitting.submit, name="submit"),
    path("arbeitgeber/stelle-aufgeben/danke/", submitting.thanks, name="submit-thanks"),
    path("arbeitgeber/stelle-aufgeben/pruefen/", check_views.check, name="submit-check"),
    path("arbeitgeber/stelle-aufgeben/entwurf/<str:token>/", submitting.draft, name="submit-draft"),
    path("arbeitgeber/stelle-aufgeben/entwurf/<str:token>/vorschau/", submitting.preview, name="submit-preview"),
    path("arbeitgeber/stelle-aufgeben/entwurf/<str:token>/logo.webp", submitting.draft_logo, name="draft-logo"),
    path("arbeitgeber/stellen/", desk_views.listings, name="desk"),
    path("arbeitgeber/stellen/entwurf/<uuid:pk>/loeschen/", desk_views.delete_draft, name="delete-draft"),
    path("arbeitgeber/stellen/<int:pk>/", desk_views.listing, name="own-listing"),
    path("arbeitgeber/stellen/<int:pk>/ansehen/", desk_views.look, name="look-at-listing"),
    path("arbeitgeber/stellen/<int:pk>/pausieren/", desk_views.pause, name="pause-listing"),
    path("arbeitgeber/stellen/<int:pk>/fortsetzen/", desk_views.resume, name="resume-listing"),
    path("arbeitgeber/stellen/<int:pk>/verlaengern/", desk_views.extend, name="extend-listing"),
    path("arbeitgeber/stellen/<int:pk>/kopieren/", desk_views.copy, name="copy-listing"),
    path("arbeitgeber/stellen/<int:pk>/bestaetigen/", desk_views.confirm, name="confirm-listing"),
    path("arbeitgeber/stellen/<int:pk>/zurueckziehen/", desk_views.retract, name="retract-listing"),
    path("arbeitgeber/stellen/<int:pk>/beenden/", desk_views.close, name="close-listing"),
    path("arbeitgeber/stellen/<int:pk>/aendern/", editing_views.edit, name="edit-listing"),
    path("arbeitgeber/stellen/<int:pk>/aendern/vorschau/", editing_views.preview, name="edit-preview"),
    path("arbeitgeber/stellen/<int:pk>/aendern/zuruecknehmen/", desk_views.retract_edit, name="retract-edit"),
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
    path("datenschutz/", privacy.privacy, name="privacy"),
    path("datenschutz/meine-daten/", privacy.ask, name="own-data"),
    path("datenschutz/meine-daten/gesendet/", privacy.sent, name="own-data-sent"),
    path("datenschutz/meine-daten/auskunft/", privacy.own_data, name="own-data-wish"),
    path("datenschutz/meine-daten/<str:secret>/", privacy.link, name="own-data-link"),
    path("nutzungsbedingungen/", views.text_page, {"name": "terms"}, name="terms"),
    path("barrierefreiheit/", views.text_page, {"name": "accessibility"}, name="accessibility"),
    path("quellen/", views.text_page, {"name": "sources"}, name="sources"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-stellen-<int:number>.xml", sitemaps.listing_file),
    path("sitemap-<slug:name>.xml", sitemaps.other_file, name="sitemap-file"),
    path("robots.txt", views.robots, name="robots"),
    path("<str:key>.txt", index_now.key_file, name="indexnow-key"),
    path("admin/artikel/", editors_desk.desk, name="editors-desk"),
    path("admin/artikel/angaben/<int:pk>/bleibt-so/", editors_desk.keep, name="keep-figure"),
    path("admin/artikel/angaben/<int:pk>/uebernehmen/", editors_desk.take_up, name="take-up-suggestion"),
    path("admin/artikel/fakten/", picker.pick, name="fact-picker"),
    path("admin/artikel/angaben/neu/", picker.state, name="claim-picker"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
