"""`manage.py load_calendar --years 2026 2027`: fills the calendar (工作日历) from `holidays`."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

import holidays
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from core import clock
from core.models import CalendarDay

SOURCE = "国务院办公厅节假日安排"
PROVISIONAL_SOURCE = "法定节假日（当年安排尚未公布）"
NAMES = {
    "New Year's Day": "元旦",
    "Chinese New Year's Eve": "春节",
    "Chinese New Year (Spring Festival)": "春节",
    "Tomb-Sweeping Day": "清明节",
    "Labor Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-Autumn Festival": "中秋节",
    "National Day": "国庆节",
}


class Command(BaseCommand):
    help = "装入节假日和调休上班日；没有调休安排的年份记为暂定。管理员改过的日期不动。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", nargs="+", type=int, help="默认：去年、今年、明年")

    def handle(self, *args: Any, **options: Any) -> None:
        this_year = clock.today().year
        for year in options["years"] or [this_year - 1, this_year, this_year + 1]:
            days = days_of(year)
            with transaction.atomic():
                count = replace_year(year, days)
            word = "暂定" if any(day.provisional for day in days) else "正式"
            self.stdout.write(f"{year}年：{count}天（{word}）")


def days_of(year: int) -> list[CalendarDay]:
    """The days of a year that are not what their weekday says."""
    known = holidays.country_holidays("CN", years=year, language="en_US")
    made_up = sorted(day for day in known.weekend_workdays if day.year == year)
    provisional = not made_up
    common = {
        "source": PROVISIONAL_SOURCE if provisional else SOURCE,
        "provisional": provisional,
    }
    rest = [
        CalendarDay(date=day, is_workday=False, name=name, **common)
        for day, name in _named({d: n for d, n in known.items() if d.year == year}).items()
    ]
    worked = [CalendarDay(date=day, is_workday=True, name="调休上班", **common) for day in made_up]
    return rest + worked


def replace_year(year: int, days: list[CalendarDay]) -> int:
    """Write the days of a year, keeping those that an administrator has set; returns how many."""
    ours = CalendarDay.objects.filter(date__year=year, source__in=[SOURCE, PROVISIONAL_SOURCE])
    ours.delete()
    kept = set(CalendarDay.objects.filter(date__year=year).values_list("date", flat=True))
    made = CalendarDay.objects.bulk_create([day for day in days if day.date not in kept])
    return len(made)


def _named(known: dict[date, str]) -> dict[date, str]:
    """Each rest day with the Chinese name of its holiday; a day in lieu takes its neighbours'."""
    named: dict[date, str] = {}
    for _, run in groupby(sorted(known), key=_run_key(known)):
        days = list(run)
        names = [NAMES[text] for day in days for text in known[day].split("; ") if text in NAMES]
        joined = "、".join(dict.fromkeys(names)) or "休息日"
        named |= dict.fromkeys(days, joined)
    return named


def _run_key(known: dict[date, str]) -> Any:
    """Days of one holiday share a key: from one to the next only weekend days lie between."""

    def key(day: date) -> date:
        earlier = day - timedelta(days=1)
        while earlier in known or earlier.weekday() >= 5:
            earlier -= timedelta(days=1)
        return earlier

    return key
