import core.clock
import core.crypto
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("consultations", "0002_duty"),
        ("studios", "0003_links_of_old_studios"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=50, verbose_name="课题")),
                ("background", models.TextField(max_length=800, verbose_name="背景与问题")),
                ("aim", models.TextField(blank=True, max_length=500, verbose_name="拟解决的问题")),
                (
                    "proposed_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="出题时间"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="修改时间"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "在列"), ("withdrawn", "已撤下")],
                        default="open",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.committee",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "special_committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.specialcommittee",
                        verbose_name="出题专委会",
                    ),
                ),
            ],
            options={
                "verbose_name": "课题",
                "ordering": ["year", "id"],
                "indexes": [models.Index(fields=["committee", "year"], name="entry_year")],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                ("done_on", models.DateField(verbose_name="日期")),
                (
                    "way",
                    models.CharField(
                        choices=[("visit", "上门"), ("phone", "电话"), ("site", "现场查看")],
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                ("is_reached", models.BooleanField(default=True, verbose_name="联系上反映人")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("solved", "已解决"),
                            ("partly", "部分解决"),
                            ("unsolved", "未解决"),
                        ],
                        max_length=20,
                        verbose_name="结果",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="情况")),
                ("recorded_at", models.DateTimeField(default=core.clock.now)),
                (
                    "done_by",
                    models.ForeignKey(
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
                        related_name="follow_ups",
                        to="consultations.issue",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="consultations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "查单",
                "ordering": ["-done_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issue__isnull", False), ("topic__isnull", True)),
                            models.Q(("topic__isnull", False), ("issue__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_follow_up_is_about_one_matter",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="次序")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("topic.designate", "审定议题"),
                            ("topic.claim", "认领议题"),
                            ("topic.conclude", "形成共识"),
                            ("topic.hand_in", "报送成果"),
                            ("topic.close", "议题归档"),
                            ("issue.accept", "受理意见"),
                            ("issue.claim", "认领意见"),
                            ("issue.answer", "答复意见"),
                            ("issue.close", "意见办结归档"),
                        ],
                        max_length=30,
                        verbose_name="在哪一步之前",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "公示"),
                            ("window", "网上征言"),
                            ("review", "专家审查"),
                            ("vote", "居民表决"),
                            ("form", "材料齐全"),
                            ("second", "由另一人办理"),
                            ("follow_up", "查单回访"),
                        ],
                        max_length=20,
                        verbose_name="条件",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=20, verbose_name="名称")),
                (
                    "days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="满几日"),
                ),
                ("quorum", models.CharField(blank=True, max_length=7, verbose_name="参加比例")),
                ("majority", models.CharField(blank=True, max_length=7, verbose_name="同意比例")),
                ("fields", models.JSONField(blank=True, default=list, verbose_name="须填写")),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gates",
                        to="consultations.step",
                    ),
                ),
            ],
            options={
                "verbose_name": "前置条件",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "order"), name="a_step_has_one_condition_at_each_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verb__startswith", "topic."),
                            models.Q(
                                ("kind__in", ["notice", "review", "vote", "window"]), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="only_topics_are_posted_reviewed_and_voted_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                        choices=[("call", "网上征集"), ("window", "网上征言"), ("notice", "公示")],
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("text", models.TextField(max_length=2000, verbose_name="内容")),
                ("opens_on", models.DateField(verbose_name="开始日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                (
                    "posted_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="发布时间"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="撤下时间"),
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
                    "posted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "studio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.studio",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="consultations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开征集与公示",
                "ordering": ["-opens_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="a_posting_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "call"), ("topic", None)),
                            models.Q(
                                models.Q(("kind", "call"), _negated=True), ("topic__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_call_has_no_topic_and_the_others_have_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                ("title", models.CharField(max_length=50, verbose_name="标题")),
                ("body", models.TextField(max_length=1000, verbose_name="内容")),
                (
                    "from_whom",
                    models.CharField(blank=True, max_length=40, verbose_name="群众或企业"),
                ),
                (
                    "registered_at",
                    models.DateTimeField(default=core.clock.now, verbose_name="登记时间"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "待核实"),
                            ("verified", "待交办"),
                            ("declined", "不予转办"),
                            ("handling", "已交办"),
                            ("settled", "已有结果"),
                            ("closed", "已带回"),
                        ],
                        default="registered",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("verify_due_on", models.DateField(blank=True, null=True, verbose_name="核实期限")),
                (
                    "verification",
                    models.CharField(blank=True, max_length=500, verbose_name="核实情况"),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "电话交办"),
                            ("document", "文件转办"),
                            ("site", "现场协调"),
                            ("meeting", "会议交办"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="交办方式",
                    ),
                ),
                ("dispatched_on", models.DateField(blank=True, null=True, verbose_name="交办日期")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=20, verbose_name="对方姓名"),
                ),
                (
                    "contact_post",
                    models.CharField(blank=True, max_length=40, verbose_name="对方职务"),
                ),
                ("document_no", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点或会议")),
                ("proof", models.CharField(blank=True, max_length=500, verbose_name="要点")),
                (
                    "file",
                    models.FileField(blank=True, upload_to="relays/%Y/%m/", verbose_name="佐证"),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "已落实"),
                            ("in_progress", "正在处理"),
                            ("cannot", "暂无法处理"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="办理结果",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=500, verbose_name="结果说明")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="有结果时间"),
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
                    "mechanism",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.mechanism",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="带话委员",
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
                    "registered_by",
                    models.ForeignKey(
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
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="受话单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "委员带话",
                "ordering": ["-registered_at", "-id"],
                "indexes": [
                    models.Index(
                        fields=["committee", "status", "-registered_at", "-id"], name="relay_status"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "number"), name="a_relay_number_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["handling", "settled", "closed"]), _negated=True
                            ),
                            models.Q(
                                models.Q(("mode", ""), _negated=True),
                                models.Q(("proof", ""), _negated=True),
                                ("dispatched_on__isnull", False),
                                ("unit__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="dispatched_relays_say_how_to_whom_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["settled", "closed"]), _negated=True),
                            models.Q(
                                models.Q(("result__in", ["", "in_progress"]), _negated=True),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="settled_relays_say_what_came_of_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            ("reason__isnull", False),
                            _connector="OR",
                        ),
                        name="declined_relays_give_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                ("experts", models.CharField(max_length=100, verbose_name="审查人")),
                ("opinion", models.TextField(max_length=1000, verbose_name="审查意见")),
                ("passes", models.BooleanField(verbose_name="审查通过")),
                ("held_on", models.DateField(verbose_name="日期")),
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="consultations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "专家审查",
                "ordering": ["-held_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Season",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="次序")),
                ("label", models.CharField(max_length=20, verbose_name="名称")),
                ("first_month", models.PositiveSmallIntegerField(verbose_name="起始月")),
                ("last_month", models.PositiveSmallIntegerField(verbose_name="截止月")),
                (
                    "mechanism",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seasons",
                        to="consultations.mechanism",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度节奏",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mechanism", "order"),
                        name="a_mechanism_has_one_season_at_each_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[("leader", "包联领导"), ("township", "镇（街道）党委")],
                        max_length=20,
                        verbose_name="评题人",
                    ),
                ),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="得分",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=300, verbose_name="评语")),
                ("marked_at", models.DateTimeField(default=core.clock.now)),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="consultations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "评题",
                "ordering": ["capacity"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "capacity"), name="a_topic_is_marked_once_by_each_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__lte", 100)), name="a_mark_is_at_most_a_hundred"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                ("held_on", models.DateField(verbose_name="日期")),
                (
                    "method",
                    models.CharField(
                        choices=[("hands", "举手"), ("ballot", "票决"), ("online", "线上")],
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                ("entitled", models.PositiveIntegerField(verbose_name="应到户数（人数）")),
                ("present", models.PositiveIntegerField(verbose_name="实到户数（人数）")),
                ("in_favour", models.PositiveIntegerField(verbose_name="同意")),
                ("against", models.PositiveIntegerField(verbose_name="不同意")),
                ("abstained", models.PositiveIntegerField(verbose_name="弃权")),
                ("tellers", models.CharField(max_length=60, verbose_name="监票人")),
                (
                    "photo",
                    models.FileField(blank=True, upload_to="votes/%Y/%m/", verbose_name="现场照片"),
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="consultations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "居民表决",
                "ordering": ["-held_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("present__lte", models.F("entitled"))),
                        name="no_more_come_than_are_entitled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "present",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("in_favour"), "+", models.F("against")
                                    ),
                                    "+",
                                    models.F("abstained"),
                                ),
                            )
                        ),
                        name="everybody_present_voted_or_abstained",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Broadcast",
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
                            ("reply", "办理回复"),
                            ("policy", "政策宣讲"),
                            ("law", "法律知识"),
                            ("safety", "安全提示"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("audience", models.CharField(max_length=100, verbose_name="对象")),
                ("ways", models.JSONField(default=list, verbose_name="方式")),
                ("reached", models.PositiveIntegerField(verbose_name="覆盖人数")),
                ("held_on", models.DateField(verbose_name="日期")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to="broadcasts/%Y/%m/", verbose_name="佐证"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=core.clock.now)),
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.member",
                        verbose_name="委员",
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
                    "relay",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="broadcasts",
                        to="consultations.relay",
                        verbose_name="所答复的带话",
                    ),
                ),
            ],
            options={
                "verbose_name": "带下去回执",
                "ordering": ["-held_on", "-id"],
                "indexes": [
                    models.Index(
                        fields=["committee", "status", "-held_on", "-id"], name="broadcast_status"
                    )
                ],
                "constraints": [
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
                        name="confirmed_broadcasts_say_by_whom_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_what_they_carried_and_wrote",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=500, verbose_name="留言")),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[("for", "支持"), ("against", "反对"), ("neutral", "中立")],
                        max_length=20,
                        verbose_name="态度",
                    ),
                ),
                ("name", core.crypto.EncryptedTextField(blank=True, verbose_name="称呼")),
                ("phone", core.crypto.EncryptedTextField(blank=True, verbose_name="电话")),
                ("said_at", models.DateTimeField(default=core.clock.now, verbose_name="时间")),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "待审核"), ("shown", "已公开"), ("refused", "未公开")],
                        default="waiting",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="未公开原因")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="consultations.posting",
                    ),
                ),
            ],
            options={
                "verbose_name": "留言",
                "ordering": ["-said_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_comments_keep_the_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("chosen", "点题"), ("shelved", "缓议"), ("declined", "不予采纳")],
                        max_length=20,
                        verbose_name="意见",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="复议日期")),
                ("answered_at", models.DateTimeField(default=core.clock.now)),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="studios.area",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="consultations.catalogueentry",
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
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="consultations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "点题意见",
                "ordering": ["area_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "area"), name="a_township_answers_an_entry_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("topic__isnull", False), ("verdict", "chosen")),
                            models.Q(
                                models.Q(("verdict", "chosen"), _negated=True),
                                ("reason__isnull", False),
                                ("topic", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_chosen_entry_becomes_a_topic_and_no_other_does",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "shelved"), _negated=True),
                            ("review_on__isnull", False),
                            _connector="OR",
                        ),
                        name="shelved_entries_say_when_they_return",
                    ),
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="mechanism",
            options={"ordering": ["code", "-version"], "verbose_name": "机制"},
        ),
        migrations.RemoveConstraint(
            model_name="mechanism",
            name="mechanism_code_is_unique_in_county",
        ),
        migrations.RemoveConstraint(
            model_name="mechanism",
            name="a_county_has_one_default_mechanism",
        ),
        migrations.AddField(
            model_name="issue",
            name="appealed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="申请复核时间"),
        ),
        migrations.AddField(
            model_name="issue",
            name="mechanism",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="consultations.mechanism",
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="consultations.issue",
                verbose_name="并入的意见",
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="review_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="复核期限"),
        ),
        migrations.AddField(
            model_name="issue",
            name="sent_by",
            field=models.CharField(blank=True, max_length=40, verbose_name="转来单位"),
        ),
        migrations.AddField(
            model_name="issue",
            name="sent_number",
            field=models.CharField(blank=True, max_length=40, verbose_name="来件编号"),
        ),
        migrations.AddField(
            model_name="issue",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="consultations.issue",
                verbose_name="拆分自",
            ),
        ),
        migrations.AddField(
            model_name="mechanism",
            name="is_current",
            field=models.BooleanField(default=True, verbose_name="现行"),
        ),
        migrations.AddField(
            model_name="mechanism",
            name="skipped",
            field=models.JSONField(blank=True, default=list, verbose_name="不设的阶段"),
        ),
        migrations.AddField(
            model_name="mechanism",
            name="sources",
            field=models.JSONField(blank=True, default=list, verbose_name="来源"),
        ),
        migrations.AddField(
            model_name="mechanism",
            name="valid_from",
            field=models.DateField(default=core.clock.today, verbose_name="启用日期"),
        ),
        migrations.AddField(
            model_name="mechanism",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="版本"),
        ),
        migrations.AddField(
            model_name="mechanism",
            name="words",
            field=models.JSONField(blank=True, default=dict, verbose_name="用语"),
        ),
        migrations.AddField(
            model_name="step",
            name="decider",
            field=models.CharField(
                blank=True,
                choices=[
                    ("township", "镇（街道）党委"),
                    ("board", "主席会议"),
                    ("committee", "对口专委会"),
                    ("studio", "工作室召集人"),
                ],
                default="",
                max_length=20,
                verbose_name="审定主体",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="limit",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="期限"),
        ),
        migrations.AddField(
            model_name="step",
            name="limit_kind",
            field=models.CharField(
                choices=[("workday", "工作日"), ("natural", "自然日"), ("month", "月")],
                default="workday",
                max_length=20,
                verbose_name="计算方式",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="refusals",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="最多退回几次"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="refuse_to",
            field=models.CharField(
                blank=True,
                choices=[("proposer", "退回提出人补充"), ("again", "重新协商"), ("end", "终止")],
                default="",
                max_length=20,
                verbose_name="退回去向",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="handed_in_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="交卷时间"),
        ),
        migrations.AddField(
            model_name="topic",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="consultations.topic",
                verbose_name="并入的议题",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="origin",
            field=models.CharField(
                choices=[
                    ("cppcc", "政协出题"),
                    ("party", "党委点题"),
                    ("studio", "工作室选题"),
                    ("member", "委员建议"),
                    ("public", "群众征集"),
                    ("sector", "界别提出"),
                    ("village", "村社区提出"),
                ],
                default="studio",
                max_length=20,
                verbose_name="提出主体",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="paper",
            field=models.TextField(blank=True, max_length=3000, verbose_name="答卷"),
        ),
        migrations.AddField(
            model_name="topic",
            name="promised_on",
            field=models.DateField(blank=True, null=True, verbose_name="对外承诺日期"),
        ),
        migrations.AddField(
            model_name="topic",
            name="resubmit_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="补充期限"),
        ),
        migrations.AddField(
            model_name="topic",
            name="returns",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="退回次数"),
        ),
        migrations.AddField(
            model_name="topic",
            name="round",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="协商轮次"),
        ),
        migrations.AddField(
            model_name="topic",
            name="team",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="studios.member", verbose_name="组员"
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="source",
            field=models.CharField(
                choices=[
                    ("qr", "扫码"),
                    ("reception", "来访接待"),
                    ("visit", "走访"),
                    ("phone", "电话"),
                    ("letter", "来信"),
                    ("event", "活动现场"),
                    ("web", "网上工作室"),
                    ("relay", "委员带话"),
                    ("referral", "12345或其他转来"),
                ],
                max_length=20,
                verbose_name="来源",
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="status",
            field=models.CharField(
                choices=[
                    ("registered", "待受理"),
                    ("accepted", "已受理"),
                    ("claimed", "已接单"),
                    ("merged", "已并入同类意见"),
                    ("joined", "已转议题"),
                    ("dispatched", "已交办"),
                    ("answered", "已答复待评价"),
                    ("rehandling", "再次办理"),
                    ("closed", "已办结"),
                    ("closed_unsatisfied", "办结（不满意）"),
                    ("referred", "已转其他渠道"),
                    ("declined", "不予受理"),
                    ("reviewing", "申请复核中"),
                    ("withdrawn", "已撤回"),
                ],
                default="registered",
                max_length=20,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="reasoncode",
            name="kind",
            field=models.CharField(
                choices=[
                    ("issue_declined", "意见不予受理"),
                    ("issue_referred", "意见转其他渠道"),
                    ("topic_shelved", "议题缓议"),
                    ("topic_declined", "议题不予采纳"),
                    ("relay_declined", "带话不予转办"),
                ],
                max_length=20,
                verbose_name="用于",
            ),
        ),
        migrations.AlterField(
            model_name="stagelimit",
            name="code",
            field=models.CharField(
                choices=[
                    ("triage", "受理"),
                    ("triage_qr", "受理（扫码）"),
                    ("review", "复核"),
                    ("claim", "接单"),
                    ("assign", "指派"),
                    ("promise", "承诺答复"),
                    ("decide", "点题"),
                    ("resubmit", "补充议题"),
                    ("verify", "带话核实"),
                    ("rate", "评价"),
                    ("reopen", "重新提出"),
                ],
                max_length=20,
                verbose_name="环节",
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="stages",
            field=models.JSONField(blank=True, default=list, verbose_name="规范阶段"),
        ),
        migrations.AlterField(
            model_name="topic",
            name="status",
            field=models.CharField(
                choices=[
                    ("proposed", "待点题"),
                    ("returned", "退回补充"),
                    ("designated", "已立题"),
                    ("claimed", "已接题"),
                    ("shelved", "缓议"),
                    ("declined", "不予采纳"),
                    ("merged", "已并题"),
                    ("lapsed", "逾期未补充，已失效"),
                    ("no_consensus", "未达成共识"),
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
        migrations.AddConstraint(
            model_name="mechanism",
            constraint=models.UniqueConstraint(
                fields=("committee", "code", "version"), name="a_mechanism_has_each_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mechanism",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("committee", "code"),
                name="a_mechanism_has_one_current_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="mechanism",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True), ("is_default", True)),
                fields=("committee",),
                name="a_county_has_one_default_mechanism",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "merged"), _negated=True),
                    ("merged_into__isnull", False),
                    _connector="OR",
                ),
                name="merged_topics_name_the_one_they_joined",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "returned"), _negated=True),
                    ("resubmit_due_on__isnull", False),
                    _connector="OR",
                ),
                name="topics_sent_back_say_until_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handed_in_at", None), models.Q(("paper", ""), _negated=True), _connector="OR"
                ),
                name="papers_say_when_they_were_handed_in",
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="posting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="consultations.posting",
                verbose_name="网上征集",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "merged"), _negated=True),
                    ("merged_into__isnull", False),
                    _connector="OR",
                ),
                name="merged_issues_name_the_one_they_joined",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "reviewing"), _negated=True),
                    models.Q(("appealed_at__isnull", False), ("reason__isnull", False)),
                    _connector="OR",
                ),
                name="issues_under_review_say_since_when",
            ),
        ),
    ]
