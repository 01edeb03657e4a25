"""One foreground delivery run (立即发送到期消息)."""

from django.core.management.base import BaseCommand

from core import clock
from notices import sender, timing
from notices.models import Delivery


class Command(BaseCommand):
    """Send what is due and end; safe beside running workers."""

    help = "立即发送到期的消息，发完即止"

    def handle(self, *args, **options):
        now = clock.now()
        if timing.is_quiet(now):
            self.stdout.write(f"静默时段，{Delivery.objects.claimable(now).count()} 条待发")
            return
        count = sender.deliver_due()
        left = Delivery.objects.claimable(clock.now()).count()
        self.stdout.write(f"已发送 {count} 条，仍有 {left} 条到期未发")
