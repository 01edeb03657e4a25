"""`manage.py seed_demo`: the fictional county 青溪县 with a year of matters."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Committee
from core.models import CalendarDay
from dashboards.demo import seed
from dashboards.profile import loading, reading

PROFILE = Path(settings.BASE_DIR) / "profiles" / "default.toml"


class Command(BaseCommand):
    """Loads profile, calendar and demo; a county that has matters is left as it is."""

    help = "装载演示县青溪县（仅限演示环境）：人员、工作室和一年的事项；已有事项时什么也不做。"

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("演示数据只能装入演示环境（设置 DEMO=True）。")
        committee = self._county()
        if seed.has_matters(committee):
            self.stdout.write("演示县已有事项，没有装载演示数据。")
            return
        started = time.monotonic()
        county = seed.seed(committee)
        seconds = time.monotonic() - started
        self.stdout.write(f"演示县青溪县已装载：{len(county.codes)}件意见，用时{seconds:.0f}秒。")
        self._show_codes(seed.codes_to_show(county))

    def _county(self) -> Committee:
        draft = reading.read(PROFILE)
        code = draft.rows["committee"][0]["code"]
        if not Committee.objects.filter(code=code).exists():
            loading.load(draft)
        if not CalendarDay.objects.exists():
            call_command("load_calendar", stdout=self.stdout)
        return Committee.objects.get(code=code)

    def _show_codes(self, codes):
        lines = [f"{code}  {number}  {title}" for number, title, code in codes]
        path = Path(settings.VAR) / "demo-codes.txt"
        path.write_text("\n".join(["查询码（仅供演示）：", *lines, ""]), encoding="utf-8")
        self.stdout.write(f"查询码（另存于 {path.name}）：\n" + "\n".join(lines))
