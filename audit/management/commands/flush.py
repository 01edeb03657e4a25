"""Empty the whole database, the flow record included (used between tests)."""

from django.core.management.commands import flush
from django.db import connections

from audit import guard


class Command(flush.Command):
    """Django's flush, which would otherwise be refused by the lock on the flow record."""

    def handle(self, **options):
        with guard.lifted(connections[options["database"]]):
            super().handle(**options)
