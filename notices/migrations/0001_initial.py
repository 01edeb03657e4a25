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
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=40, verbose_name="所属政协")),
                ("template", models.CharField(max_length=80, verbose_name="模板")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="链接")),
                (
                    "key",
                    models.CharField(blank=True, max_length=120, null=True, verbose_name="催办号"),
                ),
                (
                    "subject_label",
                    models.CharField(blank=True, max_length=80, verbose_name="对象类别"),
                ),
                (
                    "subject_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="对象号"),
                ),
                ("urgent", models.BooleanField(default=False, verbose_name="紧急")),
                ("private", models.BooleanField(default=False, verbose_name="仅本人可见")),
                ("created_at", models.DateTimeField(default=core.clock.now, verbose_name="时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="阅读时间")),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收人",
                    ),
                ),
            ],
            options={
                "verbose_name": "消息",
                "verbose_name_plural": "消息",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["to", "-created_at", "-id"], name="notice_inbox"),
                    models.Index(
                        condition=models.Q(("read_at", None)),
                        fields=["to", "-created_at", "-id"],
                        name="notice_unread",
                    ),
                    models.Index(fields=["subject_label", "subject_id"], name="notice_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "to"), name="one_notice_per_key_and_person_ever"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "电子邮件"), ("webhook", "群机器人")],
                        max_length=10,
                        verbose_name="渠道",
                    ),
                ),
                ("address", models.CharField(max_length=320, verbose_name="地址")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待发送"),
                            ("sending", "发送中"),
                            ("sent", "已送达"),
                            ("failed", "将重试"),
                            ("dead", "未送达"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("not_before", models.DateTimeField(default=core.clock.now, verbose_name="不早于")),
                ("in_digest", models.BooleanField(default=False, verbose_name="并入每日汇总")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=300, verbose_name="失败原因"),
                ),
                ("message_id", models.CharField(max_length=255, verbose_name="邮件标识")),
                ("claim", models.CharField(blank=True, max_length=32, verbose_name="占用标记")),
                (
                    "claimed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="占用时间"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="送达时间")),
                (
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="riders",
                        to="notices.delivery",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "送达",
                "verbose_name_plural": "送达",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["pending", "failed", "sending"])),
                        fields=["not_before", "id"],
                        name="delivery_owed",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["failed", "dead"])),
                        fields=["state", "-id"],
                        name="delivery_trouble",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "channel"), name="a_notice_leaves_once_by_each_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="sent_deliveries_say_when",
                    ),
                ],
            },
        ),
    ]
