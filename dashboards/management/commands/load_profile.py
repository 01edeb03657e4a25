"""`manage.py load_profile profiles/default.toml`: one county's practice into the portal."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.sync import ADDED, Change
from dashboards.profile import loading, reading

# A list of more than this many new rows is told as a number and the first names.
FEW = 5


class Command(BaseCommand):
    """Checks the whole file, tells what would change, and changes all or nothing."""

    help = "装载一个县的配置文件：整体检查，逐节列出改动；有误指出行号，什么也不改；可以反复装载。"

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="配置文件，例如 profiles/default.toml")
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--check", action="store_true", help="只检查文件本身")
        only.add_argument("--diff", action="store_true", help="只看会有哪些改动，不装载")

    def handle(self, *args, path, check, diff, verbosity=1, **options):
        # Asked to be quiet, it loads without a word; what is refused is always explained.
        self.is_quiet = verbosity == 0
        try:
            draft = reading.read(path)
            if check:
                self._say(f"{path}：检查通过。")
            else:
                self._follow(path, draft, only_look=diff)
        except loading.Refused as refusal:
            self._tell(refusal.changes.made)
            self._explain(path, refusal)
        except reading.Faulty as refusal:
            self._explain(path, refusal)

    @transaction.atomic
    def _follow(self, path, draft, *, only_look):
        """What changes is told before it is kept; of a mere look nothing is kept."""
        made = (loading.preview if only_look else loading.load)(draft).made
        self._tell(made)
        if not made:
            said = "没有变化。"
        elif only_look:
            said = f"共{len(made)}处变化。只是比较，没有装载。"
        else:
            said = f"已装载，共{len(made)}处变化。"
        self._say(f"{path}：{said}")

    def _tell(self, made: list[Change]):
        """Section by section, in the order of the loading."""
        for noun in dict.fromkeys(change.noun for change in made):
            mine = [change for change in made if change.noun == noun]
            self._say(f"{noun}：")
            new = [change for change in mine if change.deed == ADDED]
            if len(new) > FEW:
                names = "、".join(change.name for change in new[:FEW])
                self._say(f"  {ADDED}{len(new)}条：{names}……")
                mine = [change for change in mine if change.deed != ADDED]
            for change in mine:
                self._say(f"  {change.deed}“{change.name}”{change.detail}")

    def _say(self, line: str) -> None:
        if not self.is_quiet:
            self.stdout.write(line)

    def _explain(self, path, refusal):
        count = len(refusal.faults)
        raise CommandError(f"{path} 有{count}处需要改正，没有装载任何内容：\n{refusal}")
