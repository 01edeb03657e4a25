from django.db import migrations, models

import core.clock
import core.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True, verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="是否上班")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("provisional", models.BooleanField(default=False, verbose_name="暂定")),
            ],
            options={
                "verbose_name": "工作日历",
                "verbose_name_plural": "工作日历",
                "ordering": ("date",),
            },
        ),
        migrations.CreateModel(
            name="FormKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, unique=True)),
                ("location", core.crypto.EncryptedTextField(blank=True)),
                ("used_at", models.DateTimeField(db_index=True, default=core.clock.now)),
            ],
            options={
                "verbose_name": "已提交表单",
                "verbose_name_plural": "已提交表单",
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("token", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "缓存版本",
                "verbose_name_plural": "缓存版本",
            },
        ),
        migrations.CreateModel(
            name="NumberPattern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=40, verbose_name="政协代码")),
                ("code", models.CharField(max_length=60, verbose_name="编号种类")),
                ("template", models.CharField(max_length=100, verbose_name="编号式样")),
            ],
            options={
                "verbose_name": "编号规则",
                "verbose_name_plural": "编号规则",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "code"), name="number_pattern_is_set_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=40, verbose_name="政协代码")),
                ("code", models.CharField(max_length=60, verbose_name="编号种类")),
                ("period", models.CharField(max_length=120, verbose_name="周期")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="末号")),
            ],
            options={
                "verbose_name": "流水号",
                "verbose_name_plural": "流水号",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "code", "period"),
                        name="number_series_runs_once_per_period",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=40, verbose_name="政协代码")),
                ("code", models.CharField(max_length=120, verbose_name="代码")),
                ("text", models.TextField(verbose_name="用语")),
            ],
            options={
                "verbose_name": "用语",
                "verbose_name_plural": "用语",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "code"), name="wording_is_said_once_per_scope"
                    )
                ],
            },
        ),
    ]
