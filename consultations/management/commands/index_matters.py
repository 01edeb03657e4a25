"""`manage.py index_matters`: every matter is found by those that are like it."""

from django.core.management.base import BaseCommand

from accounts.models import Committee
from consultations.actions import likeness


class Command(BaseCommand):
    """Writes down what is missing; `--anew` begins from nothing, after much has changed."""

    help = "为“同类意见”编索引：补上还没有编的意见，并重新统计常见字词；可以重复运行。"

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="全部重编")

    def handle(self, *args, anew, **options):
        for committee in Committee.objects.order_by("pk"):
            done = likeness.index(committee, anew=anew)
            self.stdout.write(f"{committee.name}：新编 {done} 件。")
