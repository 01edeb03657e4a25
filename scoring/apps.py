"""履职积分, as Django knows it."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = "履职积分"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # They state who may, and what can be counted.
        from scoring import lineage, permissions  # noqa: F401
