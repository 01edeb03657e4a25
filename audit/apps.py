"""流转记录, as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "流转记录"
    default_auto_field = "django.db.models.BigAutoField"
