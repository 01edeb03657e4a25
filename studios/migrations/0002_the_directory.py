import core.clock
import core.crypto
import django.db.models.deletion
import studios.models.standard
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


def name_the_groups(apps, schema_editor):
    """A studio that was one with its liaison group before the group had a name of its own."""
    merged = apps.get_model("studios", "Studio").objects.filter(merged_with_group=True)
    for studio in merged.filter(group_name=""):
        studio.group_name = f"{studio.name}联络组"[:60]
        studio.save(update_fields=["group_name"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('studios', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(verbose_name='止')),
                ('reason', models.CharField(max_length=100, verbose_name='事由')),
                ('recorded_at', models.DateTimeField(default=core.clock.now, verbose_name='登记时间')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='studios.member')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '请假',
                'ordering': ['-starts_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='a_leave_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='MemberPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('home', '居住地'), ('work', '工作地'), ('contact', '联系地'), ('assist', '帮扶地'), ('sector', '界别')], max_length=20, verbose_name='联系')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.area', verbose_name='地方')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='studios.member')),
            ],
            options={
                'verbose_name': '四地',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('member', 'basis', 'area'), name='a_place_is_named_once_for_a_member')],
            },
        ),
        migrations.CreateModel(
            name='MemberTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=30, verbose_name='届次')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='起')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('ending', models.CharField(blank=True, choices=[('term', '届满'), ('resigned', '辞去委员'), ('moved', '调离本县'), ('removed', '撤销资格'), ('other', '其他')], max_length=20, verbose_name='离任原因')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='studios.member')),
            ],
            options={
                'verbose_name': '任届',
                'ordering': ['-starts_on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('member', 'term'), name='a_member_serves_a_term_once'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_term_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='星期')),
                ('month_day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='每月几日')),
                ('opens_at', models.TimeField(verbose_name='自')),
                ('closes_at', models.TimeField(verbose_name='至')),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='studios.studio')),
            ],
            options={
                'verbose_name': '接待时段',
                'ordering': ['weekday', 'month_day', 'opens_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('weekday__isnull', False), ('month_day__isnull', True)), models.Q(('month_day__isnull', False), ('weekday__isnull', True)), _connector='OR'), name='an_opening_is_on_a_weekday_or_a_day_of_the_month'), models.CheckConstraint(condition=models.Q(models.Q(('weekday', None), ('weekday__lte', 6), _connector='OR'), models.Q(('month_day', None), models.Q(('month_day__gte', 1), ('month_day__lte', 31)), _connector='OR')), name='weekdays_and_days_of_the_month_exist'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='a_studio_closes_after_it_opens')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plan', '年度计划'), ('half', '半年小结'), ('year', '年度总结')], max_length=20, verbose_name='文种')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(max_length=80, verbose_name='标题')),
                ('body', models.TextField(max_length=10000, verbose_name='正文')),
                ('status', models.CharField(choices=[('draft', '起草中'), ('submitted', '待镇街审核'), ('returned', '退回修改'), ('filed', '已备案')], default='draft', max_length=20, verbose_name='状态')),
                ('drafted_at', models.DateTimeField(default=core.clock.now, verbose_name='起草时间')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='备案日期')),
                ('version', models.PositiveIntegerField(default=1)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='studios.studio')),
            ],
            options={
                'verbose_name': '计划总结',
                'ordering': ['-year', 'kind', 'id'],
                'constraints': [models.UniqueConstraint(fields=('studio', 'kind', 'year'), name='a_studio_writes_each_paper_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'filed'), _negated=True), models.Q(('filed_by__isnull', False), ('filed_on__isnull', False)), _connector='OR'), name='filed_papers_say_when_and_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Roll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='文件名')),
                ('rows', core.crypto.EncryptedTextField(blank=True, verbose_name='内容')),
                ('brought_at', models.DateTimeField(default=core.clock.now, verbose_name='上传时间')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='导入时间')),
                ('added', models.PositiveIntegerField(default=0, verbose_name='新增')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='更新')),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.committee')),
            ],
            options={
                'verbose_name': '委员名单',
                'ordering': ['-brought_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('checker', models.CharField(choices=[('township', '镇（街道）党委'), ('committee', '对口专委会')], default='township', max_length=20, verbose_name='核验单位')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.committee')),
                ('kinds', models.ManyToManyField(blank=True, related_name='+', to='studios.studiokind', verbose_name='适用类型')),
            ],
            options={
                'verbose_name': '标准',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('committee', 'code'), name='standard_code_is_unique_in_county')],
            },
        ),
        migrations.CreateModel(
            name='StudioLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('leader', '包联领导'), ('committee', '对口专委会')], max_length=20, verbose_name='联系方式')),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('special_committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.specialcommittee')),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='studios.studio')),
            ],
            options={
                'verbose_name': '包联',
                'ordering': ['-starts_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('leader__isnull', False), ('special_committee__isnull', True)), models.Q(('special_committee__isnull', False), ('leader__isnull', True)), _connector='OR'), name='a_link_names_a_leader_or_a_committee'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('studio', 'kind'), name='a_studio_has_one_link_of_each_kind_at_a_time'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_link_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='StandardCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('status', models.CharField(choices=[('draft', '自查中'), ('submitted', '待核验'), ('returned', '退回补充'), ('concluded', '已核验')], default='draft', max_length=20, verbose_name='状态')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='核验时间')),
                ('score', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='得分')),
                ('opinion', models.CharField(blank=True, max_length=300, verbose_name='核验意见')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='studios.standard')),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='studios.studio')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '自查核验',
                'ordering': ['-year', 'standard__order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('studio', 'standard', 'year'), name='a_studio_is_checked_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'concluded'), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), ('score__isnull', False)), _connector='OR'), name='concluded_checks_say_by_whom_when_and_what'), models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='nobody_checks_what_they_submitted')],
            },
        ),
        migrations.CreateModel(
            name='StandardItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='代码')),
                ('group', models.CharField(blank=True, max_length=20, verbose_name='类目')),
                ('label', models.CharField(max_length=80, verbose_name='内容')),
                ('points', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='分值')),
                ('evidence', models.CharField(blank=True, max_length=80, verbose_name='看什么')),
                ('advice', models.CharField(blank=True, max_length=120, verbose_name='达不到怎么办')),
                ('rule', models.CharField(blank=True, choices=[('hours_posted', '接待时间已公布'), ('convener_in_post', '召集人在任'), ('plan_filed', '年度计划按时备案'), ('handled_online', '网上办理率'), ('duty_done', '值班完成率'), ('consultations_held', '协商次数'), ('reports_submitted', '社情民意报送数'), ('solved_each_quarter', '每季度有办成的事')], max_length=30, verbose_name='自动核算')),
                ('least', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='达到')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='studios.standard')),
            ],
            options={
                'verbose_name': '标准条目',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('standard', 'code'), name='item_code_is_unique_in_standard')],
            },
        ),
        migrations.CreateModel(
            name='StandardMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_met', models.BooleanField(blank=True, null=True, verbose_name='自查达到')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='自查说明')),
                ('file', models.FileField(blank=True, upload_to=studios.models.standard.evidence_path, verbose_name='佐证')),
                ('file_name', models.CharField(blank=True, max_length=100, verbose_name='文件名')),
                ('seen', models.CharField(blank=True, max_length=80, verbose_name='自动核算')),
                ('points', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='核定分')),
                ('finding', models.CharField(blank=True, max_length=200, verbose_name='核验说明')),
                ('marked_at', models.DateTimeField(default=core.clock.now)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.standarditem')),
                ('standard_check', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='studios.standardcheck')),
            ],
            options={
                'verbose_name': '逐条自查',
                'ordering': ['item__order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('standard_check', 'item'), name='an_item_is_marked_once_in_a_check'), models.CheckConstraint(condition=models.Q(('points', None), ('points__gte', Decimal('0')), _connector='OR'), name='points_are_not_negative')],
            },
        ),
        migrations.AddField(
            model_name='affiliation',
            name='remark',
            field=models.CharField(blank=True, max_length=100, verbose_name='说明'),
        ),
        migrations.AddField(
            model_name='affiliation',
            name='subsidy',
            field=models.CharField(blank=True, max_length=100, verbose_name='补贴说明'),
        ),
        migrations.AddField(
            model_name='affiliation',
            name='term_until',
            field=models.DateField(blank=True, null=True, verbose_name='任期至'),
        ),
        migrations.AddField(
            model_name='member',
            name='archived_on',
            field=models.DateField(blank=True, null=True, verbose_name='归档日期'),
        ),
        migrations.AddField(
            model_name='member',
            name='cppcc_post',
            field=models.CharField(blank=True, max_length=40, verbose_name='政协职务'),
        ),
        migrations.AddField(
            model_name='member',
            name='ending',
            field=models.CharField(blank=True, choices=[('term', '届满'), ('resigned', '辞去委员'), ('moved', '调离本县'), ('removed', '撤销资格'), ('other', '其他')], max_length=20, verbose_name='离任原因'),
        ),
        migrations.AddField(
            model_name='member',
            name='second_committee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.specialcommittee', verbose_name='第二专委会'),
        ),
        migrations.AddField(
            model_name='member',
            name='status',
            field=models.CharField(choices=[('active', '在任'), ('archived', '已归档')], default='active', max_length=20, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='member',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='studio',
            name='covers',
            field=models.ManyToManyField(blank=True, related_name='covered_by', to='studios.area', verbose_name='覆盖村社区'),
        ),
        migrations.AddField(
            model_name='studio',
            name='group_name',
            field=models.CharField(blank=True, max_length=60, verbose_name='联络组名称'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['committee', 'status', 'pinyin', 'id'], name='member_list'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('archived_on__isnull', False), ('status', 'archived'), models.Q(('ending', ''), _negated=True)), models.Q(models.Q(('status', 'archived'), _negated=True), ('archived_on', None), ('ending', '')), _connector='OR'), name='archived_members_say_since_when_and_why'),
        ),
        migrations.RunPython(name_the_groups, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='studio',
            constraint=models.CheckConstraint(condition=models.Q(('merged_with_group', False), models.Q(('group_name', ''), _negated=True), _connector='OR'), name='a_merged_studio_names_its_group'),
        ),
    ]
