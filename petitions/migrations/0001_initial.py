import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("consultations", "0001_initial"),
        ("studios", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdoptionLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="代码")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("organs", models.JSONField(default=list, verbose_name="采用机关")),
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
                "verbose_name": "采用层级",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="adoption_level_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="交办单号")),
                ("title", models.CharField(max_length=100, verbose_name="事项")),
                ("demand", models.TextField(max_length=800, verbose_name="具体要求")),
                ("authority", models.CharField(max_length=30, verbose_name="交办主体")),
                (
                    "dispatched_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="交办时间"),
                ),
                (
                    "clock_from",
                    models.DateTimeField(default=core.clock.now, verbose_name="计时起点"),
                ),
                ("limit_n", models.PositiveIntegerField(verbose_name="办结期限")),
                (
                    "limit_kind",
                    models.CharField(
                        choices=[("workday", "工作日"), ("natural", "自然日"), ("month", "月")],
                        max_length=10,
                        verbose_name="计算方式",
                    ),
                ),
                (
                    "sign_days",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="签收期限（工作日）"
                    ),
                ),
                (
                    "warn_days",
                    models.PositiveIntegerField(default=2, verbose_name="临期提醒（工作日）"),
                ),
                ("starts_on", models.DateField(verbose_name="起算日")),
                ("base_due_on", models.DateField(verbose_name="原办结期限")),
                ("sign_due_on", models.DateField(blank=True, null=True, verbose_name="签收期限")),
                ("warn_on", models.DateField(verbose_name="临期日")),
                ("due_on", models.DateField(verbose_name="到期日")),
                (
                    "next_rung_on",
                    models.DateField(blank=True, null=True, verbose_name="下次催办日"),
                ),
                (
                    "acknowledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="签收时间"),
                ),
                (
                    "replied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="答复时间"),
                ),
                (
                    "concluded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="办结时间"),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="办理轮次")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("dispatched", "待签收"),
                            ("acknowledged", "办理中"),
                            ("return_requested", "申请退回"),
                            ("replied", "已答复待审核"),
                            ("rehandling", "二次办理"),
                            ("tracking", "承诺跟踪"),
                            ("concluded", "已办结"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="dispatched",
                        max_length=20,
                        verbose_name="状态",
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
                (
                    "consensus_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.consensusitem",
                    ),
                ),
                (
                    "dispatched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="交办人",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.issue",
                    ),
                ),
                (
                    "lead_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="主办单位",
                    ),
                ),
                (
                    "studio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.studio",
                        verbose_name="来源工作室",
                    ),
                ),
            ],
            options={
                "verbose_name": "交办件",
                "ordering": ["-dispatched_at", "-id"],
                "indexes": [
                    models.Index(
                        fields=["committee", "-dispatched_at", "-id"], name="assignment_recent"
                    ),
                    models.Index(
                        fields=["committee", "status", "due_on", "id"], name="assignment_status_due"
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "status__in",
                                ["dispatched", "acknowledged", "return_requested", "rehandling"],
                            )
                        ),
                        fields=["next_rung_on", "id"],
                        name="assignment_open_rung",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "number"), name="assignment_number_is_unique_in_county"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["replied", "tracking", "concluded"]), _negated=True
                            ),
                            ("replied_at__isnull", False),
                            _connector="OR",
                        ),
                        name="replied_assignments_say_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("days", models.PositiveIntegerField(verbose_name="延期工作日")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("requested_at", models.DateTimeField(default=core.clock.now)),
                (
                    "status",
                    models.CharField(
                        choices=[("requested", "待批"), ("granted", "同意"), ("refused", "不同意")],
                        default="requested",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision", models.CharField(blank=True, max_length=300, verbose_name="批复")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "延期",
                "ordering": ["requested_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "requested")),
                        fields=("assignment",),
                        name="one_extension_is_asked_for_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("leader_name", models.CharField(max_length=20, verbose_name="批示领导")),
                ("leader_post", models.CharField(max_length=60, verbose_name="职务")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("action", "批办性"),
                            ("guidance", "指导性"),
                            ("reference", "参阅性"),
                        ],
                        max_length=20,
                        verbose_name="性质",
                    ),
                ),
                ("instructed_on", models.DateField(verbose_name="批示日期")),
                (
                    "text",
                    models.TextField(
                        max_length=500, verbose_name="批示内容（不宜上网的写“原件存档”）"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=core.clock.now)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "批示",
                "ordering": ["instructed_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="instruction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="petitions.instruction",
            ),
        ),
        migrations.CreateModel(
            name="LightRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "light",
                    models.CharField(
                        choices=[
                            ("on_track", "期限内"),
                            ("near", "临期"),
                            ("late", "逾期"),
                            ("very_late", "严重逾期"),
                            ("done", "已答复"),
                        ],
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("label", models.CharField(max_length=20, verbose_name="名称")),
                ("colour", models.CharField(max_length=20, verbose_name="颜色")),
                (
                    "from_days_late",
                    models.PositiveIntegerField(default=0, verbose_name="逾期满（工作日）"),
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
                "verbose_name": "亮灯规则",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "light"), name="a_light_has_one_rule_in_a_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LimitClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "sign_days",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="签收期限（工作日）"
                    ),
                ),
                ("due", models.PositiveIntegerField(verbose_name="办结期限")),
                (
                    "kind",
                    models.CharField(
                        choices=[("workday", "工作日"), ("natural", "自然日"), ("month", "月")],
                        default="workday",
                        max_length=10,
                        verbose_name="计算方式",
                    ),
                ),
                (
                    "extension_days",
                    models.PositiveIntegerField(default=0, verbose_name="延期上限（工作日）"),
                ),
                (
                    "return_days",
                    models.PositiveIntegerField(default=2, verbose_name="申退期限（工作日）"),
                ),
                (
                    "warn_days",
                    models.PositiveIntegerField(default=2, verbose_name="临期提醒（工作日）"),
                ),
                (
                    "redo_days",
                    models.PositiveIntegerField(
                        default=3, verbose_name="退回重新答复期限（工作日）"
                    ),
                ),
                (
                    "rehandle_days",
                    models.PositiveIntegerField(default=15, verbose_name="二次办理期限（工作日）"),
                ),
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
                "verbose_name": "办理类别",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="limit_class_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="limit_class",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="petitions.limitclass",
                verbose_name="办理类别",
            ),
        ),
        migrations.CreateModel(
            name="OpinionReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="编号")),
                ("title", models.CharField(max_length=100, verbose_name="标题")),
                ("situation", models.TextField(max_length=800, verbose_name="情况反映")),
                ("analysis", models.TextField(blank=True, max_length=600, verbose_name="问题分析")),
                ("suggestion", models.TextField(max_length=600, verbose_name="意见建议")),
                (
                    "created_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="起草时间"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="提交时间"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待审查"),
                            ("returned", "退回修改"),
                            ("accepted", "已采用待签发"),
                            ("declined", "留存未采用"),
                            ("signed", "已签发"),
                            ("issued", "已印发"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("verdict", models.CharField(blank=True, max_length=300, verbose_name="审查意见")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="采用时间"),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="签发时间")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                ("issue_no", models.CharField(blank=True, max_length=30, verbose_name="期号")),
                ("sent_to", models.CharField(blank=True, max_length=100, verbose_name="主送")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="采用人",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="反映人",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.category",
                        verbose_name="分类",
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
                (
                    "consensus_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.consensusitem",
                        verbose_name="来源共识事项",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
                (
                    "studio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.studio",
                        verbose_name="工作室",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.topic",
                        verbose_name="来源议题",
                    ),
                ),
            ],
            options={
                "verbose_name": "社情民意信息",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["committee", "-created_at", "-id"], name="report_recent"),
                    models.Index(
                        fields=["committee", "status", "-created_at", "-id"], name="report_status"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                                ("status__in", ["accepted", "signed", "issued"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["accepted", "signed", "issued"]), _negated=True
                                ),
                                ("accepted_at", None),
                                ("accepted_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="accepted_reports_say_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                ("status__in", ["signed", "issued"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["signed", "issued"]), _negated=True),
                                ("signed_at", None),
                                ("signed_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="signed_reports_say_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("issued_on__isnull", False),
                                ("status", "issued"),
                                models.Q(("issue_no", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "issued"), _negated=True),
                                ("issue_no", ""),
                                ("issued_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="issued_reports_have_day_and_number",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="instruction",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instructions",
                to="petitions.opinionreport",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="report",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="petitions.opinionreport",
            ),
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organ", models.CharField(max_length=60, verbose_name="采用机关")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("single", "单篇采用"),
                            ("combined", "综合采用"),
                            ("forwarded", "转送"),
                        ],
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                ("adopted_on", models.DateField(verbose_name="采用日期")),
                (
                    "document_no",
                    models.CharField(blank=True, max_length=60, verbose_name="期号或文号"),
                ),
                ("recorded_at", models.DateTimeField(default=core.clock.now)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="petitions.adoptionlevel",
                        verbose_name="层级",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="petitions.opinionreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "采用",
                "ordering": ["adopted_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "level", "organ", "adopted_on"),
                        name="an_adoption_is_recorded_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("contacted", "已联系"),
                            ("studying", "调研"),
                            ("planned", "方案"),
                            ("doing", "实施"),
                            ("awaiting_funds", "待资金"),
                            ("awaiting_approval", "待审批"),
                            ("done", "完成"),
                        ],
                        max_length=20,
                        verbose_name="阶段",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="内容")),
                ("at", models.DateTimeField(default=core.clock.now)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "进展",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="编号")),
                ("title", models.CharField(max_length=50, verbose_name="案由")),
                ("situation", models.TextField(max_length=3000, verbose_name="情况与问题")),
                ("suggestion", models.TextField(max_length=3000, verbose_name="建议")),
                ("may_publish", models.BooleanField(default=True, verbose_name="同意公开")),
                (
                    "created_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="起草时间"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="提交时间"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待审查"),
                            ("returned", "退回补充"),
                            ("filed", "已立案"),
                            ("not_filed", "不予立案"),
                            ("dispatched", "已交办"),
                            ("replied", "已答复"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("verdict", models.CharField(blank=True, max_length=300, verbose_name="审查意见")),
                ("filed_at", models.DateTimeField(blank=True, null=True, verbose_name="立案时间")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="第一提案人",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.category",
                        verbose_name="类别",
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
                (
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="立案人",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.topic",
                        verbose_name="来源议题",
                    ),
                ),
            ],
            options={
                "verbose_name": "提案",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["committee", "-created_at", "-id"], name="proposal_recent")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("filed_at__isnull", False),
                                ("filed_by__isnull", False),
                                ("status__in", ["filed", "dispatched", "replied"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["filed", "dispatched", "replied"]),
                                    _negated=True,
                                ),
                                ("filed_at", None),
                                ("filed_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="filed_proposals_say_when_and_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoSigner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cosigners",
                        to="petitions.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "联名人",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "member"), name="a_member_signs_a_proposal_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="petitions.proposal",
            ),
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("satisfied", "满意"),
                            ("fair", "基本满意"),
                            ("unsatisfied", "不满意"),
                        ],
                        max_length=20,
                        verbose_name="办理结果",
                    ),
                ),
                (
                    "attitude",
                    models.CharField(
                        choices=[
                            ("satisfied", "满意"),
                            ("fair", "基本满意"),
                            ("unsatisfied", "不满意"),
                        ],
                        max_length=20,
                        verbose_name="办理态度",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                ("at", models.DateTimeField(default=core.clock.now)),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.issue",
                    ),
                ),
            ],
            options={
                "verbose_name": "评价",
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issue__isnull", False), ("assignment__isnull", True)),
                            models.Q(("assignment__isnull", False), ("issue__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_rating_is_of_exactly_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("issue__isnull", False)),
                        fields=("issue", "round"),
                        name="an_issue_is_rated_once_a_round",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rung", models.CharField(max_length=10, verbose_name="级别")),
                ("due_on", models.DateField(verbose_name="所催期限")),
                ("key", models.CharField(max_length=80, unique=True, verbose_name="催办号")),
                ("sent_at", models.DateTimeField(default=core.clock.now, verbose_name="发出时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "催办",
                "ordering": ["sent_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assignment", "rung", "due_on", "to"),
                        name="a_rung_is_sent_once_for_a_due_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                ("process", models.TextField(max_length=1000, verbose_name="办理过程")),
                ("result", models.TextField(max_length=1500, verbose_name="办理结果")),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=500, verbose_name="未能解决的原因与政策依据"
                    ),
                ),
                (
                    "contact_mode",
                    models.CharField(
                        choices=[
                            ("face", "面谈"),
                            ("meeting", "座谈会"),
                            ("phone", "电话"),
                            ("mail", "邮件"),
                            ("letter", "书信"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="沟通方式",
                    ),
                ),
                ("contacted_on", models.DateField(verbose_name="沟通日期")),
                ("at", models.DateTimeField(default=core.clock.now)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("requested", "待批"), ("granted", "同意"), ("refused", "不同意")],
                        default="requested",
                        max_length=20,
                        verbose_name="审核",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="审核意见")),
                (
                    "redo_days",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="退回后限期（工作日）"
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "答复",
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "requested")),
                        fields=("assignment",),
                        name="one_reply_waits_for_its_check_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="承诺事项")),
                ("due_on", models.DateField(verbose_name="兑现日期")),
                ("kept_on", models.DateField(blank=True, null=True, verbose_name="兑现于")),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="petitions.reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "承诺事项",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReplyClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=5, verbose_name="代码")),
                ("meaning", models.CharField(max_length=60, verbose_name="含义")),
                ("public_label", models.CharField(max_length=20, verbose_name="对群众的说法")),
                (
                    "needs_promise",
                    models.BooleanField(default=False, verbose_name="须写明承诺事项"),
                ),
                ("needs_reason", models.BooleanField(default=False, verbose_name="须写明原因")),
                ("is_solved", models.BooleanField(default=False, verbose_name="视为解决")),
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
                "verbose_name": "答复类别",
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="reply_class_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="reply",
            name="reply_class",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="petitions.replyclass",
                verbose_name="答复类别",
            ),
        ),
        migrations.CreateModel(
            name="ReturnRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("requested_at", models.DateTimeField(default=core.clock.now)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("requested", "待批"), ("granted", "同意"), ("refused", "不同意")],
                        default="requested",
                        max_length=20,
                        verbose_name="结果",
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=300, verbose_name="批复")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_requests",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suggested_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="建议承办单位",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "申退",
                "ordering": ["requested_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "draft",
                    models.CharField(
                        choices=[("original", "原稿"), ("edited", "编辑稿"), ("signed", "签发稿")],
                        max_length=20,
                        verbose_name="文稿",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="标题")),
                ("situation", models.TextField(verbose_name="情况反映")),
                ("analysis", models.TextField(blank=True, verbose_name="问题分析")),
                ("suggestion", models.TextField(verbose_name="意见建议")),
                ("at", models.DateTimeField(default=core.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="petitions.opinionreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "文稿",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Rung",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="级别")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("before_due", "临近期限"),
                            ("after_due", "超过期限"),
                            ("sign_late", "逾期未签收"),
                        ],
                        max_length=20,
                        verbose_name="触发点",
                    ),
                ),
                ("days", models.PositiveIntegerField(default=0, verbose_name="工作日")),
                ("is_automatic", models.BooleanField(default=True, verbose_name="自动")),
                ("template", models.CharField(max_length=80, verbose_name="消息模板")),
                (
                    "new_limit_days",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="新限期（工作日）"
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
                "verbose_name": "催办督办级别",
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="rung_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="函号")),
                ("rung", models.CharField(max_length=10, verbose_name="级别")),
                ("demand", models.CharField(max_length=500, verbose_name="督办要求")),
                ("new_due_on", models.DateField(verbose_name="新限期")),
                ("issued_at", models.DateTimeField(default=core.clock.now)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervisions",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "督办",
                "ordering": ["issued_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "主办"), ("support", "会办")],
                        max_length=10,
                        verbose_name="角色",
                    ),
                ),
                (
                    "acknowledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="签收时间"),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=20, verbose_name="经办人"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=30, verbose_name="经办人电话"),
                ),
                (
                    "opinion_due_on",
                    models.DateField(blank=True, null=True, verbose_name="会办意见期限"),
                ),
                ("opinion", models.TextField(blank=True, max_length=1000, verbose_name="会办意见")),
                (
                    "opinion_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="会办意见时间"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="改派时间")),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undertakings",
                        to="petitions.assignment",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "承办",
                "ordering": ["role", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("assignment", "unit"),
                        name="a_unit_undertakes_an_assignment_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("role", "lead")),
                        fields=("assignment",),
                        name="an_assignment_has_one_lead_unit",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("issue__isnull", False),
                        ("consensus_item__isnull", True),
                        ("instruction__isnull", True),
                        ("proposal__isnull", True),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("consensus_item__isnull", False),
                        ("instruction__isnull", True),
                        ("issue__isnull", True),
                        ("proposal__isnull", True),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("report__isnull", False),
                        ("consensus_item__isnull", True),
                        ("instruction__isnull", True),
                        ("issue__isnull", True),
                        ("proposal__isnull", True),
                    ),
                    models.Q(
                        ("proposal__isnull", False),
                        ("consensus_item__isnull", True),
                        ("instruction__isnull", True),
                        ("issue__isnull", True),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("instruction__isnull", False),
                        ("consensus_item__isnull", True),
                        ("issue__isnull", True),
                        ("proposal__isnull", True),
                        ("report__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="assignment_has_exactly_one_matter",
            ),
        ),
    ]
