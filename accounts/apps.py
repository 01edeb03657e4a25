"""机构与账户, as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "机构与账户"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import permissions  # noqa: F401  (states who may)
