"""社情民意与交办, as Django knows it."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "社情民意与交办"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # They state who may, and what came of a thing.
        from petitions import lineage, permissions  # noqa: F401
