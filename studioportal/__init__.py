"""The portal's frame: settings, addresses, Celery. Knows every app; no app imports it."""

from studioportal import checks
from studioportal.celery import app as celery_app

__all__ = ["celery_app", "checks"]
