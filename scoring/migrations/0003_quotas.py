import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("scoring", "0002_duty_merits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("base", models.PositiveSmallIntegerField(verbose_name="基础分上限")),
                ("bonus", models.PositiveSmallIntegerField(default=0, verbose_name="加分上限")),
                (
                    "bonus_blocks",
                    models.JSONField(blank=True, default=list, verbose_name="加分板块"),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.committee",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分方案",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "year"), name="a_year_has_one_scheme_in_a_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("group", models.CharField(blank=True, max_length=20, verbose_name="名目")),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("member", "委员"),
                            ("studio", "工作室"),
                            ("township", "镇街"),
                            ("committee", "专委会"),
                        ],
                        max_length=20,
                        verbose_name="对象",
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("consultation", "协商活动"),
                            ("study", "调研视察"),
                            ("oversight", "民主监督"),
                            ("learning", "学习"),
                            ("service", "实事、公益服务"),
                            ("activity", "各类活动"),
                            ("duty", "值班"),
                            ("issue_registered", "接待登记意见"),
                            ("issue_answered", "答复群众意见"),
                            ("feedback", "民情信息反馈"),
                            ("relay_up", "带话（带上来）"),
                            ("relay_down", "带话（带下去）"),
                            ("report_submitted", "报送社情民意"),
                            ("report_accepted", "社情民意合格"),
                            ("report_adopted", "社情民意采用"),
                            ("proposal", "提案"),
                            ("paper", "计划和总结"),
                        ],
                        max_length=30,
                        verbose_name="计数事项",
                    ),
                ),
                ("filter", models.JSONField(blank=True, default=dict, verbose_name="只计")),
                ("kinds", models.JSONField(blank=True, default=list, verbose_name="适用类型")),
                (
                    "cycle",
                    models.CharField(
                        choices=[
                            ("month", "每月"),
                            ("quarter", "每季度"),
                            ("half", "每半年"),
                            ("year", "每年"),
                            ("term", "每届"),
                        ],
                        max_length=20,
                        verbose_name="周期",
                    ),
                ),
                ("target", models.PositiveSmallIntegerField(verbose_name="应完成")),
                ("unit", models.CharField(default="次", max_length=10, verbose_name="单位")),
                ("warn_at", models.PositiveSmallIntegerField(default=50, verbose_name="预警（%）")),
                ("is_self_chosen", models.BooleanField(default=False, verbose_name="自选动作")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.committee",
                    ),
                ),
            ],
            options={
                "verbose_name": "定额",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="quota_code_is_unique_in_county"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__gte", 1), ("is_self_chosen", True), _connector="OR"
                        ),
                        name="only_what_one_chooses_oneself_has_no_target",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, verbose_name="代码")),
                ("label", models.CharField(max_length=20, verbose_name="名称")),
                ("at_least", models.PositiveSmallIntegerField(verbose_name="不低于")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="scoring.scheme",
                    ),
                ),
            ],
            options={
                "verbose_name": "等次",
                "ordering": ["-at_least"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "at_least"), name="levels_begin_at_different_points"
                    ),
                    models.UniqueConstraint(
                        fields=("scheme", "code"), name="a_level_is_named_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consequence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, verbose_name="代码")),
                ("label", models.CharField(max_length=30, verbose_name="名称")),
                ("below", models.PositiveSmallIntegerField(verbose_name="低于")),
                ("years", models.PositiveSmallIntegerField(default=1, verbose_name="连续年数")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consequences",
                        to="scoring.scheme",
                    ),
                ),
            ],
            options={
                "verbose_name": "结果运用",
                "ordering": ["-years", "below"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "code"), name="a_consequence_is_named_once"
                    )
                ],
            },
        ),
    ]
