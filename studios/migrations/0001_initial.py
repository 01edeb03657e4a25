import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("level", models.CharField(max_length=20, verbose_name="层级")),
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
                        to="studios.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="area_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sector",
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
            ],
            options={
                "verbose_name": "界别",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="sector_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecialCommittee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
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
                "verbose_name": "专门委员会",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"),
                        name="special_committee_code_is_unique_in_county",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="姓名")),
                ("pinyin", models.CharField(db_index=True, max_length=60, verbose_name="拼音")),
                ("gender", models.CharField(blank=True, max_length=2, verbose_name="性别")),
                ("is_cppcc_member", models.BooleanField(default=True, verbose_name="政协委员")),
                ("is_standing", models.BooleanField(default=False, verbose_name="常委")),
                ("party", models.CharField(blank=True, max_length=20, verbose_name="党派")),
                ("post", models.CharField(blank=True, max_length=100, verbose_name="单位及职务")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="手机")),
                ("term", models.CharField(blank=True, max_length=30, verbose_name="届次")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.committee",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="studios.sector",
                        verbose_name="界别",
                    ),
                ),
                (
                    "special_committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="studios.specialcommittee",
                        verbose_name="专委会",
                    ),
                ),
            ],
            options={
                "verbose_name": "委员",
                "ordering": ["pinyin", "id"],
            },
        ),
        migrations.CreateModel(
            name="Studio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("address", models.CharField(max_length=100, verbose_name="地址")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="电话")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="接待时间")),
                ("venue", models.CharField(blank=True, max_length=60, verbose_name="依托场所")),
                ("intro", models.TextField(blank=True, verbose_name="简介")),
                ("merged_with_group", models.BooleanField(default=False, verbose_name="组室合一")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="挂牌日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "筹建"),
                            ("running", "运行"),
                            ("rectifying", "整改"),
                            ("suspended", "停用"),
                            ("revoked", "摘牌"),
                        ],
                        default="preparing",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="studios",
                        to="studios.area",
                        verbose_name="所在区域",
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
                    "linked_leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="包联领导",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="studios.studio",
                        verbose_name="上级站室",
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
                        verbose_name="对口专委会",
                    ),
                ),
            ],
            options={
                "verbose_name": "委员工作室",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
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
                        choices=[
                            ("convener", "召集人"),
                            ("deputy", "副召集人"),
                            ("liaison", "联络员"),
                            ("member", "成员"),
                        ],
                        default="member",
                        max_length=20,
                        verbose_name="职务",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "居住地"),
                            ("work", "工作地"),
                            ("contact", "联系地"),
                            ("assist", "帮扶地"),
                            ("sector", "界别"),
                        ],
                        max_length=20,
                        verbose_name="依据",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="止")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="studios.member",
                    ),
                ),
                (
                    "studio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="studios.studio",
                    ),
                ),
            ],
            options={
                "verbose_name": "归属",
                "ordering": ["role", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("member", "studio"),
                        name="a_member_belongs_to_a_studio_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="an_affiliation_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudioKind",
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
            ],
            options={
                "verbose_name": "工作室类型",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="studio_kind_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="studio",
            name="kinds",
            field=models.ManyToManyField(
                related_name="studios", to="studios.studiokind", verbose_name="类型"
            ),
        ),
    ]
