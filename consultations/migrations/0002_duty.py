import core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0001_initial'),
        ('studios', '0002_the_directory'),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='名称')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='次序')),
                ('members', models.ManyToManyField(related_name='+', to='studios.member', verbose_name='成员')),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.studio')),
            ],
            options={
                'verbose_name': '值班组',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('studio', 'name'), name='a_duty_group_is_named_once_in_a_studio')],
            },
        ),
        migrations.CreateModel(
            name='DutyRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('cadence', models.CharField(choices=[('weekly', '每周'), ('monthly', '每月几日'), ('nth', '每月第几个周几')], max_length=20, verbose_name='周期')),
                ('days', models.JSONField(default=list, verbose_name='日子')),
                ('weeks', models.JSONField(blank=True, default=list, verbose_name='第几个')),
                ('period', models.CharField(choices=[('morning', '上午'), ('afternoon', '下午'), ('day', '全天')], max_length=20, verbose_name='时段')),
                ('starts_at', models.TimeField(verbose_name='自')),
                ('ends_at', models.TimeField(verbose_name='至')),
                ('seats', models.PositiveSmallIntegerField(default=2, verbose_name='每班人数')),
                ('by_group', models.BooleanField(default=False, verbose_name='按组轮值')),
                ('on_holiday', models.CharField(choices=[('next', '顺延到下一个工作日'), ('skip', '不安排'), ('keep', '照常值班')], default='next', max_length=20, verbose_name='遇节假日')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='次序')),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.studio')),
            ],
            options={
                'verbose_name': '排班规则',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('studio', 'code'), name='a_duty_rule_code_is_unique_in_studio'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_duty_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('seats__gte', 1), ('by_group', True), _connector='OR'), name='somebody_sits_on_every_duty')],
            },
        ),
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='月份')),
                ('status', models.CharField(choices=[('draft', '拟定中'), ('published', '已发布')], default='draft', max_length=20, verbose_name='状态')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='发布时间')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.studio')),
            ],
            options={
                'verbose_name': '值班表',
                'ordering': ['-month', 'studio'],
                'constraints': [models.UniqueConstraint(fields=('studio', 'month'), name='a_studio_has_one_roster_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='a_roster_month_begins_on_its_first'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='published_rosters_say_when_and_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='DutyShift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('period', models.CharField(choices=[('morning', '上午'), ('afternoon', '下午'), ('day', '全天')], max_length=20, verbose_name='时段')),
                ('starts_at', models.TimeField(verbose_name='自')),
                ('ends_at', models.TimeField(verbose_name='至')),
                ('is_reception', models.BooleanField(default=True, verbose_name='接待日')),
                ('moved_from', models.DateField(blank=True, null=True, verbose_name='原定日期')),
                ('status', models.CharField(choices=[('planned', '待值班'), ('served', '已值班'), ('cancelled', '已取消')], default='planned', max_length=20, verbose_name='状态')),
                ('visitors', models.PositiveIntegerField(blank=True, null=True, verbose_name='来访人次')),
                ('highlights', models.CharField(blank=True, max_length=300, verbose_name='重点事项')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('version', models.PositiveIntegerField(default=1)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.dutygroup', verbose_name='值班组')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='shifts', to='consultations.dutyrule')),
                ('studio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.studio')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to='consultations.roster')),
            ],
            options={
                'verbose_name': '值班',
                'ordering': ['on', 'starts_at', 'id'],
                'indexes': [models.Index(fields=['studio', 'on', 'starts_at', 'id'], name='shift_studio_day'), models.Index(fields=['on', 'status'], name='shift_day')],
                'constraints': [models.UniqueConstraint(fields=('studio', 'on', 'starts_at'), name='a_studio_has_one_shift_at_a_time'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_shift_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'served'), _negated=True), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='served_shifts_say_who_confirmed_and_when')],
            },
        ),
        migrations.CreateModel(
            name='DutySeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('status', models.CharField(choices=[('expected', '待值班'), ('served', '已到岗'), ('excused', '请假'), ('absent', '缺岗')], default='expected', max_length=20, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=100, verbose_name='事由')),
                ('instead_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.member')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.member')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='consultations.dutyshift')),
            ],
            options={
                'verbose_name': '值班席位',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('shift', 'member'), name='a_member_has_one_seat_in_a_shift'), models.UniqueConstraint(condition=models.Q(('status__in', ['expected', 'served'])), fields=('member', 'on'), name='nobody_sits_twice_on_one_day'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'excused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='excused_seats_give_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(max_length=200, verbose_name='交班说明')),
                ('written_at', models.DateTimeField(default=core.clock.now, verbose_name='时间')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='阅知时间')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shift', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='hand_over', to='consultations.dutyshift')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '交班说明',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('seen_at', None), ('seen_by', None)), models.Q(('seen_at__isnull', False), ('seen_by__isnull', False)), _connector='OR'), name='a_hand_over_is_seen_by_somebody_at_some_time')],
            },
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=100, verbose_name='原因')),
                ('status', models.CharField(choices=[('asked', '待同意'), ('accepted', '已同意'), ('declined', '未同意'), ('withdrawn', '已撤回')], default='asked', max_length=20, verbose_name='状态')),
                ('asked_at', models.DateTimeField(default=core.clock.now, verbose_name='申请时间')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other_seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.dutyseat')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps', to='consultations.dutyseat')),
                ('to_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='studios.member')),
            ],
            options={
                'verbose_name': '换班申请',
                'ordering': ['-asked_at', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('seat',), name='a_seat_is_offered_to_one_person_at_a_time')],
            },
        ),
        migrations.AddField(
            model_name='issue',
            name='duty_shift',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='consultations.dutyshift', verbose_name='接待班次'),
        ),
    ]
