"""One sweep in the foreground: reminders are written, and what is due leaves the portal."""

from datetime import date

from django.core.management.base import BaseCommand

from core import clock
from notices import sender
from petitions.actions import clocks, ladder


class Command(BaseCommand):
    """Does once what worker and beat do every minute, then ends."""

    help = "前台执行一次催办和送达，完成后退出。"

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, help="按哪一天计算，默认今天")

    def handle(self, *args, on=None, **options):
        clocks.restate_after_calendar_change()
        written = ladder.climb(on or clock.today())
        sent = sender.deliver_due()
        self.stdout.write(f"催办 {written} 条，送达 {sent} 条")
