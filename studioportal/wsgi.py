"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studioportal.settings")

portal = get_wsgi_application()


def application(environ, start_response):
    """The portal; behind our nginx, with the visitor's own address instead of the proxy's."""
    from django.conf import settings

    if settings.BEHIND_PROXY and "HTTP_X_REAL_IP" in environ:
        environ["REMOTE_ADDR"] = environ["HTTP_X_REAL_IP"]
    return portal(environ, start_response)


from studioportal.checks import refuse_unsafe_start  # noqa: E402 - needs the apps above

refuse_unsafe_start()
