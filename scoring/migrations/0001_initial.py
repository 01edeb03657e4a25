import django.db.models.deletion
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("studios", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveIntegerField(verbose_name="年度")),
                (
                    "merit",
                    models.CharField(
                        choices=[
                            ("issue_received", "有效接待登记"),
                            ("issue_claimed", "接单"),
                            ("issue_settled", "接单办结"),
                            ("consultation_hosted", "主持协商"),
                            ("consultation_attended", "参加协商"),
                            ("minutes_written", "执笔纪要"),
                            ("report_accepted", "社情民意报送合格"),
                            ("report_adopted", "社情民意采用"),
                            ("report_instructed", "社情民意获批示"),
                            ("proposal_filed", "提案立案"),
                            ("matter_solved", "促成办结"),
                        ],
                        max_length=30,
                        verbose_name="事项",
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=30, verbose_name="等级")),
                ("code", models.CharField(max_length=10, verbose_name="编号")),
                ("label", models.CharField(max_length=40, verbose_name="名称")),
                ("block", models.CharField(max_length=20, verbose_name="板块")),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="分值"),
                ),
                (
                    "yearly_cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="年度上限",
                    ),
                ),
                (
                    "block_cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="板块年度上限",
                    ),
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
                "verbose_name": "积分规则",
                "ordering": ["code", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "year", "merit", "grade"),
                        name="a_deed_has_one_rule_a_year_and_grade",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "merit",
                    models.CharField(
                        choices=[
                            ("issue_received", "有效接待登记"),
                            ("issue_claimed", "接单"),
                            ("issue_settled", "接单办结"),
                            ("consultation_hosted", "主持协商"),
                            ("consultation_attended", "参加协商"),
                            ("minutes_written", "执笔纪要"),
                            ("report_accepted", "社情民意报送合格"),
                            ("report_adopted", "社情民意采用"),
                            ("report_instructed", "社情民意获批示"),
                            ("proposal_filed", "提案立案"),
                            ("matter_solved", "促成办结"),
                        ],
                        max_length=30,
                        verbose_name="事项",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="分值"),
                ),
                ("on", models.DateField(verbose_name="发生日期")),
                ("source_label", models.CharField(max_length=60)),
                ("source_id", models.BigIntegerField()),
                ("source_name", models.CharField(max_length=120, verbose_name="事由")),
                ("source_url", models.CharField(blank=True, max_length=200)),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("created_at", models.DateTimeField(default=core.clock.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="scoring.scoreentry",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="scoring.rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分流水",
                "ordering": ["-on", "-id"],
                "indexes": [models.Index(fields=["member", "on"], name="score_member_on")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reverses", None)),
                        fields=("member", "merit", "source_label", "source_id"),
                        name="a_deed_is_credited_once",
                    )
                ],
            },
        ),
    ]
