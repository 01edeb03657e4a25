import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Committee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=100, verbose_name="全称")),
                ("short_name", models.CharField(max_length=30, verbose_name="简称")),
                ("county_name", models.CharField(max_length=30, verbose_name="县（市、区）名")),
                ("level", models.CharField(default="county", max_length=20, verbose_name="层级")),
                ("term", models.CharField(blank=True, max_length=30, verbose_name="届次")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="联系电话")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.committee",
                    ),
                ),
            ],
            options={
                "verbose_name": "政协委员会",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="姓名")),
                ("post", models.CharField(blank=True, max_length=60, verbose_name="职务")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="手机")),
                (
                    "must_change_password",
                    models.BooleanField(default=False, verbose_name="须修改密码"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.committee",
                        verbose_name="所属政协",
                    ),
                ),
            ],
            options={
                "verbose_name": "用户",
            },
            managers=[
                ("objects", accounts.models.PeopleManager()),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("party", "党群"),
                            ("government", "政府"),
                            ("vertical", "垂直管理"),
                            ("enterprise", "公用企业"),
                            ("mass", "群团"),
                            ("judicial", "法检"),
                            ("township", "乡镇（街道）"),
                            ("park", "园区"),
                        ],
                        max_length=20,
                        verbose_name="系统",
                    ),
                ),
                ("dispatch_authority", models.CharField(max_length=30, verbose_name="交办主体")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
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
                "verbose_name": "承办单位",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "code"), name="unit_code_is_unique_in_county"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
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
                            ("office", "政协办公室"),
                            ("proposals", "提案委员会"),
                            ("committee_staff", "专门委员会"),
                            ("signer", "签发人"),
                            ("leader", "政协领导"),
                            ("township", "镇（街道）党委"),
                            ("convener", "工作室召集人"),
                            ("liaison", "工作室联络员"),
                            ("unit", "承办单位"),
                            ("auditor", "审计员"),
                            ("admin", "系统管理员"),
                        ],
                        max_length=20,
                        verbose_name="角色",
                    ),
                ),
                ("scope_label", models.CharField(blank=True, max_length=60)),
                ("scope_id", models.BigIntegerField(blank=True, null=True)),
                ("starts_on", models.DateField(verbose_name="起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="止")),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
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
                    ),
                ),
            ],
            options={
                "verbose_name": "授权",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "unit"), _negated=True),
                            ("unit__isnull", False),
                            _connector="OR",
                        ),
                        name="unit_people_say_for_which_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope_id", None), ("scope_label", "")),
                            models.Q(
                                models.Q(("scope_label", ""), _negated=True),
                                ("scope_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_scope_has_label_and_key_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="a_grant_ends_after_it_starts",
                    ),
                ],
            },
        ),
    ]
