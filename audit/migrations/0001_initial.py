import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="日期")),
                ("count", models.PositiveIntegerField(verbose_name="行数")),
                ("previous", models.CharField(max_length=64, verbose_name="前一封存摘要")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("made_at", models.DateTimeField(default=core.clock.now, verbose_name="封存时间")),
            ],
            options={
                "verbose_name": "日封存",
                "verbose_name_plural": "日封存",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=40, verbose_name="所属政协")),
                ("subject_label", models.CharField(max_length=80, verbose_name="对象类别")),
                ("subject_id", models.BigIntegerField(verbose_name="对象号")),
                ("seq", models.PositiveIntegerField(verbose_name="序号")),
                ("verb", models.CharField(max_length=60, verbose_name="步骤代码")),
                ("label", models.CharField(max_length=100, verbose_name="步骤")),
                ("before", models.CharField(blank=True, max_length=60, verbose_name="原状态")),
                ("after", models.CharField(blank=True, max_length=60, verbose_name="新状态")),
                ("by_name", models.CharField(max_length=150, verbose_name="经办人姓名")),
                ("remark", models.TextField(blank=True, verbose_name="说明")),
                ("public", models.BooleanField(default=False, verbose_name="可对外公开")),
                ("at", models.DateTimeField(default=core.clock.now, verbose_name="时间")),
                ("previous", models.CharField(max_length=64, verbose_name="前一行摘要")),
                ("digest", models.CharField(max_length=64, verbose_name="本行摘要")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "流转记录",
                "verbose_name_plural": "流转记录",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["scope", "-at", "-id"], name="entry_recent"),
                    models.Index(
                        fields=["scope", "subject_label", "-at", "-id"], name="entry_recent_of_kind"
                    ),
                    models.Index(fields=["at"], name="entry_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_label", "subject_id", "seq"),
                        name="lines_of_one_matter_are_numbered_once",
                    )
                ],
            },
        ),
    ]
