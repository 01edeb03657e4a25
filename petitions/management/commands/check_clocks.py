"""Proves that stored and computed due days agree."""

from django.core.management.base import BaseCommand, CommandError

from petitions.actions import clocks


class Command(BaseCommand):
    """Prints every day that differs, and fails if there is one; `--fix` writes the right ones."""

    help = "核对交办件的存储期限与推算期限是否一致。"

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="按推算结果改正")

    def handle(self, *args, fix=False, **options):
        wrong = 0
        for row, name, stored, computed in clocks.differences():
            wrong += 1
            self.stdout.write(f"{row.number} {name}：存储 {stored}，推算 {computed}")
        if fix:
            self.stdout.write(f"已改正 {clocks.restate()} 件")
        elif wrong:
            raise CommandError(f"有 {wrong} 处不一致")
        else:
            self.stdout.write("一致")
