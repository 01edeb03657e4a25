"""The Celery application: worker and beat find their tasks through it."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studioportal.settings")

app = Celery("studioportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@beat_init.connect
def refuse_unsafe_start(**kwargs) -> None:
    """Worker and beat ask the same questions as the web server before they start."""
    from studioportal import checks

    checks.refuse_unsafe_start()
