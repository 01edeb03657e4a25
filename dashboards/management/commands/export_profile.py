"""`manage.py export_profile shiquan profiles/shiquan.toml`: a county as it is now, as a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Committee
from dashboards.profile import present, reading, writing


class Command(BaseCommand):
    """Writes what `load_profile` reads: loaded again it changes nothing."""

    help = "把一个县的现行配置写成文件，可以改好再装载；写到文件或者屏幕。"

    def add_arguments(self, parser):
        parser.add_argument("code", help="政协委员会代码，例如 qingxi")
        parser.add_argument("path", nargs="?", type=Path, help="写到哪个文件，不写就显示在屏幕上")
        parser.add_argument("--overwrite", action="store_true", help="文件已有的，用新的代替")

    def handle(self, *args, code, path, overwrite, **options):
        committee = Committee.objects.filter(code=code).first()
        if committee is None:
            known = "、".join(Committee.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"没有代码为“{code}”的政协委员会，现有：{known or '无'}。")
        text = writing.written(present.rows_of(committee), present.tables_of(committee))
        if path is None:
            self.stdout.write(text, ending="")
        elif path.exists() and not overwrite:
            raise CommandError(f"{path} 已经有了。确要代替请加 --overwrite，原有的说明不会保留。")
        else:
            path.write_text(text, "utf-8")
            self.stdout.write(f"{path}：已写入{committee}的现行配置。")
        self._warn(text)

    def _warn(self, text):
        """What was set up in the portal need not be what a file may say."""
        try:
            reading.check(text)
        except reading.Faulty as refusal:
            self.stderr.write(f"现行配置有{len(refusal.faults)}处在装载前要先改正：\n{refusal}")
