"""社情民意与交办, as Django knows it."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "社情民意与交办"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from petitions import permissions  # noqa: F401  (states who may)
