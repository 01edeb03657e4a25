import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.clock
import core.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("studios", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("micro_consultation", "微协商"),
                            ("micro_study", "微调研"),
                            ("micro_oversight", "微监督"),
                            ("reception", "接待"),
                            ("learning", "学习"),
                            ("service", "公益服务"),
                        ],
                        max_length=30,
                        verbose_name="类型",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("held_on", models.DateField(verbose_name="日期")),
                ("place", models.CharField(max_length=100, verbose_name="地点")),
                (
                    "others_count",
                    models.PositiveIntegerField(default=0, verbose_name="群众及其他人数"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="记录时间"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("recorded", "待确认"),
                            ("confirmed", "已确认"),
                            ("returned", "退回补正"),
                        ],
                        default="recorded",
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
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="主持人",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "studio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.studio",
                        verbose_name="工作室",
                    ),
                ),
                (
                    "units",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.unit", verbose_name="到会单位"
                    ),
                ),
            ],
            options={
                "verbose_name": "活动",
                "ordering": ["-held_on", "-id"],
                "indexes": [
                    models.Index(fields=["committee", "-held_on", "-id"], name="activity_recent")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "number"), name="an_activity_number_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("status", "confirmed"),
                            ),
                            models.Q(
                                models.Q(("status", "confirmed"), _negated=True),
                                ("confirmed_at", None),
                                ("confirmed_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_activities_say_by_whom_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_their_own_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="consultations.activity",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                    ),
                ),
            ],
            options={
                "verbose_name": "出席",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "member"), name="a_member_attends_an_activity_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="members",
            field=models.ManyToManyField(
                related_name="+", through="consultations.Attendance", to="studios.member"
            ),
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.committee",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="consultations.category",
                    ),
                ),
                (
                    "units",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.unit", verbose_name="常办单位"
                    ),
                ),
            ],
            options={
                "verbose_name": "类别",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="category_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, verbose_name="编号")),
                ("tracking_digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("qr", "扫码"),
                            ("reception", "来访接待"),
                            ("visit", "走访"),
                            ("phone", "电话"),
                            ("letter", "来信"),
                            ("event", "活动现场"),
                            ("web", "网上工作室"),
                            ("relay", "委员带话"),
                            ("referral", "其他转来"),
                        ],
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("title", models.CharField(max_length=50, verbose_name="标题")),
                ("body", models.TextField(max_length=1000, verbose_name="情况")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("normal", "一般"),
                            ("pressing", "较急"),
                            ("urgent", "紧急（人身财产安全）"),
                        ],
                        default="normal",
                        max_length=20,
                        verbose_name="紧急程度",
                    ),
                ),
                ("may_publish", models.BooleanField(default=False, verbose_name="同意公开结果")),
                ("consent_version", models.CharField(max_length=20, verbose_name="知情同意版本")),
                (
                    "consent_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="同意时间"),
                ),
                ("is_locked", models.BooleanField(default=False, verbose_name="疑似涉密（锁定）")),
                (
                    "raised_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="提出时间"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "待受理"),
                            ("accepted", "已受理"),
                            ("claimed", "已接单"),
                            ("joined", "已转议题"),
                            ("dispatched", "已交办"),
                            ("answered", "已答复待评价"),
                            ("rehandling", "再次办理"),
                            ("closed", "已办结"),
                            ("closed_unsatisfied", "办结（不满意）"),
                            ("referred", "已转其他渠道"),
                            ("declined", "不予受理"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="registered",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("triage_due_on", models.DateField(blank=True, null=True, verbose_name="受理期限")),
                ("claim_due_on", models.DateField(blank=True, null=True, verbose_name="接单期限")),
                (
                    "claimed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="接单时间"),
                ),
                (
                    "promised_on",
                    models.DateField(blank=True, null=True, verbose_name="承诺答复日期"),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="答复")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="答复时间"),
                ),
                ("rating_due_on", models.DateField(blank=True, null=True, verbose_name="评价截止")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="办理轮次")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
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
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="接单委员",
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
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "studio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.studio",
                        verbose_name="工作室",
                    ),
                ),
            ],
            options={
                "verbose_name": "意见",
                "ordering": ["-raised_at", "-id"],
                "indexes": [
                    models.Index(fields=["committee", "-raised_at", "-id"], name="issue_recent"),
                    models.Index(
                        fields=["studio", "status", "-raised_at", "-id"], name="issue_studio_status"
                    ),
                    models.Index(
                        fields=["committee", "status", "-raised_at", "-id"], name="issue_status"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "number"), name="an_issue_number_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "claimed"), _negated=True),
                            models.Q(
                                ("claimed_at__isnull", False),
                                ("claimed_by__isnull", False),
                                ("promised_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claimed_issues_say_by_whom_and_until_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["answered", "closed", "closed_unsatisfied"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_issues_hold_their_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", core.crypto.EncryptedTextField(blank=True, verbose_name="姓名")),
                ("phone", core.crypto.EncryptedTextField(blank=True, verbose_name="电话")),
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to="consultations.issue",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系方式",
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(upload_to="issues/%Y/%m/", verbose_name="文件")),
                ("name", models.CharField(max_length=100, verbose_name="文件名")),
                ("content_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField(default=core.clock.now)),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="consultations.issue",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
            },
        ),
        migrations.CreateModel(
            name="Mechanism",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("is_default", models.BooleanField(default=False, verbose_name="默认")),
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
                "verbose_name": "机制",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="mechanism_code_is_unique_in_county"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("committee",),
                        name="a_county_has_one_default_mechanism",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("summary", models.TextField(max_length=3000, verbose_name="主要意见")),
                (
                    "dissent",
                    models.TextField(blank=True, max_length=1000, verbose_name="分歧与保留意见"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="consultations.activity",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="执笔委员",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议纪要",
            },
        ),
        migrations.CreateModel(
            name="ReasonCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("issue_declined", "意见不予受理"),
                            ("issue_referred", "意见转其他渠道"),
                            ("topic_shelved", "议题缓议"),
                            ("topic_declined", "议题不予采纳"),
                        ],
                        max_length=20,
                        verbose_name="用于",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="理由")),
                ("guidance", models.CharField(blank=True, max_length=200, verbose_name="指引")),
                ("channel", models.CharField(blank=True, max_length=60, verbose_name="建议渠道")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="渠道电话")),
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
                "verbose_name": "理由",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "kind", "code"),
                        name="reason_code_is_unique_for_its_use",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="issue",
            name="reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="consultations.reasoncode",
                verbose_name="理由",
            ),
        ),
        migrations.CreateModel(
            name="StageLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("triage", "受理"),
                            ("triage_qr", "受理（扫码）"),
                            ("claim", "接单"),
                            ("promise", "承诺答复"),
                            ("decide", "点题"),
                            ("rate", "评价"),
                            ("reopen", "重新提出"),
                        ],
                        max_length=20,
                        verbose_name="环节",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="期限")),
                (
                    "kind",
                    models.CharField(
                        choices=[("workday", "工作日"), ("natural", "自然日"), ("month", "月")],
                        default="workday",
                        max_length=20,
                        verbose_name="计算方式",
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
                "verbose_name": "环节期限",
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="a_county_sets_each_stage_limit_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="次序")),
                ("label", models.CharField(max_length=20, verbose_name="名称")),
                ("stages", models.JSONField(default=list, verbose_name="规范阶段")),
                ("actor", models.CharField(blank=True, max_length=40, verbose_name="由谁")),
                (
                    "mechanism",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="consultations.mechanism",
                    ),
                ),
            ],
            options={
                "verbose_name": "机制步骤",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mechanism", "order"), name="a_mechanism_has_one_step_at_each_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="内容")),
                ("at", models.DateTimeField(default=core.clock.now, verbose_name="时间")),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to="consultations.issue",
                    ),
                ),
            ],
            options={
                "verbose_name": "告知",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                ("title", models.CharField(max_length=50, verbose_name="议题名称")),
                ("background", models.TextField(max_length=800, verbose_name="背景与问题")),
                ("aim", models.TextField(blank=True, max_length=500, verbose_name="拟解决的问题")),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro_repair", "小微改造"),
                            ("micro_service", "小微提升"),
                            ("micro_welfare", "小微公益"),
                            ("project", "项目建设类"),
                            ("policy", "政策制定类"),
                            ("problem", "难题破解类"),
                        ],
                        max_length=20,
                        verbose_name="性质",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="提出时间"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "待点题"),
                            ("designated", "已立题"),
                            ("claimed", "已接题"),
                            ("shelved", "缓议"),
                            ("declined", "不予采纳"),
                            ("concluded", "已形成共识"),
                            ("dispatched", "交办办理中"),
                            ("completed", "已有结果"),
                            ("closed", "已归档"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                (
                    "decision_due_on",
                    models.DateField(blank=True, null=True, verbose_name="点题期限"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="审定时间"),
                ),
                (
                    "requirement",
                    models.CharField(blank=True, max_length=300, verbose_name="点题要求"),
                ),
                ("answer_due_on", models.DateField(blank=True, null=True, verbose_name="完成时限")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="复议日期")),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="牵头委员",
                    ),
                ),
                (
                    "mechanism",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.mechanism",
                        verbose_name="机制",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.reasoncode",
                        verbose_name="理由",
                    ),
                ),
                (
                    "studio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.studio",
                        verbose_name="工作室",
                    ),
                ),
            ],
            options={
                "verbose_name": "议题",
                "ordering": ["-proposed_at", "-id"],
                "indexes": [
                    models.Index(fields=["committee", "-proposed_at", "-id"], name="topic_recent"),
                    models.Index(
                        fields=["committee", "status", "-proposed_at", "-id"], name="topic_status"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "number"), name="a_topic_number_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "shelved"), _negated=True),
                            models.Q(("reason__isnull", False), ("review_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="shelved_topics_say_when_they_return",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            ("reason__isnull", False),
                            _connector="OR",
                        ),
                        name="declined_topics_give_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "claimed"), _negated=True),
                            ("lead__isnull", False),
                            _connector="OR",
                        ),
                        name="claimed_topics_name_their_lead",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="issue",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="consultations.topic",
                verbose_name="所属议题",
            ),
        ),
        migrations.CreateModel(
            name="ConsensusItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("no", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("text", models.CharField(max_length=300, verbose_name="共识内容")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="建议完成日期")),
                (
                    "exit",
                    models.CharField(
                        choices=[
                            ("dispatch", "交办单位办理"),
                            ("report", "转社情民意"),
                            ("proposal", "转提案"),
                            ("self", "村居自办"),
                        ],
                        default="dispatch",
                        max_length=20,
                        verbose_name="去向",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="落实情况")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "待落实"),
                            ("dispatched", "办理中"),
                            ("settled", "已落实"),
                        ],
                        default="pending",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consensus_items",
                        to="consultations.activity",
                    ),
                ),
                (
                    "unit",
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
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consensus_items",
                        to="consultations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "共识事项",
                "ordering": ["activity", "no"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "no"), name="consensus_items_are_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exit", "dispatch"), _negated=True),
                            ("unit__isnull", False),
                            _connector="OR",
                        ),
                        name="items_for_units_name_the_unit",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="consultations.topic",
                verbose_name="议题",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "joined"), _negated=True),
                    ("topic__isnull", False),
                    _connector="OR",
                ),
                name="joined_issues_name_their_topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["declined", "referred"]), _negated=True),
                    ("reason__isnull", False),
                    _connector="OR",
                ),
                name="declined_issues_give_a_reason",
            ),
        ),
    ]
