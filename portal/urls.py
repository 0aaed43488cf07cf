"""The site map: German paths, English names."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from articles import views as articles
from listings.searching import place_views
from listings.searching import views as searching
from listings.submitting import views as submitting
from portal import views
from portal.sitemaps import SITEMAPS

admin.site.site_header = admin.site.site_title = "Frühdienst"
admin.site.index_title = "Schreibtisch"

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
    path("arbeitgeber/bestaetigen/<str:token>/", submitting.confirm, name="submit-confirm"),
    path("arbeitgeber/verlaengern/<str:token>/", submitting.extend, name="extend"),
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
