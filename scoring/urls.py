"""Addresses of 履职积分."""

from django.urls import path

from scoring.views import conformance, consequences, duty_file, records

app_name = "scoring"

urlpatterns = [
    path("", duty_file.duty_file, name="duty_file"),
    path("conformance/", conformance.conformance_list, name="conformance_list"),
    path(
        "conformance/studios/<slug:code>/",
        conformance.studio_conformance,
        name="studio_conformance",
    ),
    path(
        "conformance/townships/<slug:code>/",
        conformance.township_conformance,
        name="township_conformance",
    ),
    path(
        "conformance/committees/<slug:code>/",
        conformance.committee_conformance,
        name="committee_conformance",
    ),
    path(
        "conformance/records/<slug:quota>/<int:pk>/<slug:period>/",
        records.conformance_records,
        name="conformance_records",
    ),
    path("consequences/", consequences.consequence_list, name="consequence_list"),
]
