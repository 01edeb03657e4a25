"""Where each app's pages live: one include per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("accounts/", include("accounts.urls")),
    path("audit/", include("audit.urls")),
    path("notices/", include("notices.urls")),
    path("studios/", include("studios.urls")),
    path("points/", include("scoring.urls")),
    path("", include("consultations.urls")),
    path("", include("petitions.urls")),
    path("", include("dashboards.urls")),
]
