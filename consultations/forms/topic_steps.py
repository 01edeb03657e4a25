"""What each step on a topic asks of the studio, its members, and those who mark."""

from django import forms

from consultations.actions.papers import LONGEST, MOST_POINTS
from consultations.forms.claiming import TakingOnForm
from consultations.lineage.topics import mergeable_with
from core.forms import DayField, PortalForm, SeveralField
from studios.models import Member


class ClaimTopicForm(TakingOnForm):
    """With whom, and by when in public (接题)."""

    promised_on = DayField(
        label="对外承诺日期",
        required=False,
        help_text="可不填；填写后会告诉反映人，届时应拿出协商意见。",
    )
    team = SeveralField(
        label="组员",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可不选；建议连同本人不少于3人。",
    )

    field_order = ("promised_on", "team", "interest_note")

    def __init__(self, *args, topic, lead=None, **kwargs):
        super().__init__(*args, **kwargs)
        others = Member.objects.of_studio(topic.studio)
        self.fields["team"].queryset = others.exclude(pk=lead.pk) if lead else others
        self.suggest(topic, but=lead)
        self.ask_of(lead, topic)


class AppointForm(TakingOnForm):
    """Who leads, and by when in public (指派牵头委员)."""

    member = forms.ModelChoiceField(label="牵头委员", queryset=None, empty_label="请选择")
    promised_on = DayField(label="对外承诺日期", required=False, help_text="可不填；会告诉反映人。")

    field_order = ("member", "promised_on", "interest_note")

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_members(topic)


class ReleaseTopicForm(PortalForm, forms.Form):
    """Why the lead gives it back (退题)."""

    remark = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="同一个议题只能退一次；接题的积分随之退回。",
    )


class MergeTopicForm(PortalForm, forms.Form):
    """Of which topic it becomes a part (并题)."""

    into = forms.ModelChoiceField(
        label="并入",
        queryset=None,
        empty_label="请选择",
        help_text="本镇（街道）还没有形成共识的议题。意见随之转入，每一位反映人都会收到告知。",
    )
    remark = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = mergeable_with(topic).order_by("-proposed_at")


class SplitTopicForm(PortalForm, forms.Form):
    """What becomes a topic of its own (拆分议题)."""

    creates = True

    title = forms.CharField(label="新议题名称", max_length=50, help_text="一般以“关于”开头。")
    background = forms.CharField(
        label="背景与问题", max_length=800, widget=forms.Textarea(attrs={"rows": 5})
    )
    issues = SeveralField(
        label="转入新议题的意见",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="没有选的留在原议题。",
        error_messages={"invalid_choice": "有的意见已经不在这个议题里，请刷新后重新选择。"},
    )

    def __init__(self, *args, issues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issues"].queryset = issues
        if not issues:
            del self.fields["issues"]


class HandInForm(PortalForm, forms.Form):
    """The answer, begun from what is recorded (交卷)."""

    edits = True

    paper = forms.CharField(
        label="成果内容",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="已按活动记录和共识事项写好初稿，请修改补充。",
    )


class MarkForm(PortalForm, forms.Form):
    """What the answer is worth (评题): given once."""

    points = forms.IntegerField(
        label="得分",
        min_value=0,
        max_value=MOST_POINTS,
        help_text="0—100分。",
        error_messages={
            "invalid": "得分请填写整数。",
            "min_value": "得分不能低于0分。",
            "max_value": "得分不能高于100分。",
        },
    )
    comment = forms.CharField(
        label="评语", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    sure = forms.BooleanField(
        label="评分提交后不能修改，我已核对",
        error_messages={"required": "提交后不能修改，请核对后勾选。"},
    )
