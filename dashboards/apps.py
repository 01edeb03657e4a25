from importlib import import_module

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Pages that read across apps: home, my desk, the leaders' board, search."""

    name = "dashboards"
    verbose_name = "看板"

    def ready(self):
        import_module("dashboards.permissions")
