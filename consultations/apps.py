"""群众诉求与协商, as Django knows it."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = "群众诉求与协商"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # They state who may, and what the records can tell.
        from consultations import lineage, permissions  # noqa: F401
