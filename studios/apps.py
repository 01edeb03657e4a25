"""委员工作室, as Django knows it."""

from django.apps import AppConfig


class StudiosConfig(AppConfig):
    name = "studios"
    verbose_name = "委员工作室"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # They state who may, and what the portal can count by itself.
        from studios import lineage, permissions  # noqa: F401
