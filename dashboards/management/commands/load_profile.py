"""`manage.py load_profile profiles/default.toml`: one county's practice into the portal."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.sync import ADDED, Change
from dashboards.profile import loading, reading

# A list of more than this many new rows is told as a number.
FEW = 5


class Command(BaseCommand):
    """Checks the whole file, explains every fault with its line, and changes all or nothing."""

    help = "装载一个县的配置文件：先整体检查，有误则逐条指出行号并且什么也不改；可以反复装载。"

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="配置文件，例如 profiles/default.toml")
        parser.add_argument("--check", action="store_true", help="只检查，不装载")

    def handle(self, *args, path, check, **options):
        try:
            draft = reading.read(path)
            changes = None if check else loading.load(draft)
        except reading.Faulty as refusal:
            self._explain(path, refusal)
        if changes is None:
            self.stdout.write(f"{path}：检查通过。")
        elif not changes.made:
            self.stdout.write(f"{path}：没有变化。")
        else:
            self._tell(path, changes.made)

    def _explain(self, path, refusal):
        count = len(refusal.faults)
        raise CommandError(f"{path} 有{count}处需要改正，没有装载任何内容：\n{refusal}")

    def _tell(self, path, made: list[Change]):
        new = Counter(change.noun for change in made if change.deed == ADDED)
        for noun, count in new.items():
            if count > FEW:
                self.stdout.write(f"{ADDED}{noun} {count} 条")
        for change in made:
            if change.deed != ADDED or new[change.noun] <= FEW:
                self.stdout.write(str(change))
        self.stdout.write(f"{path}：已装载，共{len(made)}处变化。")
