"""Prove that the flow record is whole (核验流转记录)."""

from django.core.management.base import BaseCommand, CommandError

from audit import trail
from audit.models import Entry, Seal


class Command(BaseCommand):
    """Recompute every chain and every seal; ends with an error when anything was touched."""

    help = "核验流转记录：逐行重算摘要链与日封存，发现改动即报错退出"

    def handle(self, *args, **options):
        problems = trail.verify()
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"流转记录有 {len(problems)} 处问题")
        count, seals = Entry.objects.count(), Seal.objects.count()
        self.stdout.write(f"流转记录完整：{count} 行，{seals} 个日封存")
