"""消息提醒, as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "消息提醒"
    default_auto_field = "django.db.models.BigAutoField"
