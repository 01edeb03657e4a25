"""The keys of the reminders that are due now, one a line."""

from datetime import date

from django.core.management.base import BaseCommand

from core import clock
from petitions.actions import ladder


class Command(BaseCommand):
    """Prints what a sweep would send; sends nothing."""

    help = "逐行打印现在应发的催办号（只查不发）。"

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, help="按哪一天计算，默认今天")

    def handle(self, *args, on=None, **options):
        for key in ladder.due_keys(on or clock.today()):
            self.stdout.write(key)
