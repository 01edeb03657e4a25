"""What each step on an issue asks for."""

from django import forms

from consultations.enums import ReasonKind, Urgency
from consultations.models import Category, ReasonCode, Topic
from core.forms import PortalForm


class IssueForm(PortalForm, forms.Form):
    """A form that knows which issue it is about."""

    def __init__(self, *args, issue, **kwargs):
        self.issue = issue
        super().__init__(*args, **kwargs)


def categories_of(committee):
    """The county's categories, each under its parent."""
    return Category.objects.filter(committee=committee).select_related("parent")


class AcceptForm(IssueForm):
    """What a matter is about and how soon it must be looked at (受理)."""

    category = forms.ModelChoiceField(label="类别", queryset=None, empty_label="请选择")
    urgency = forms.ChoiceField(label="紧急程度", choices=Urgency.choices)
    remark = forms.CharField(
        label="内部备注",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只有工作人员看得到。请不要写反映人的姓名、电话。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_of(self.issue.committee)
        self.fields["category"].initial = self.issue.category_id
        self.fields["urgency"].initial = self.issue.urgency


class AnswerForm(IssueForm):
    """The answer the raiser will read (答复)."""

    answer = forms.CharField(
        label="答复内容",
        min_length=5,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="反映人凭查询码看到全文。请说明办理情况、结果和依据。",
    )


class ReasonForm(IssueForm):
    """Why a matter is not taken on, and where the raiser should go instead."""

    kind: ReasonKind

    reason = forms.ModelChoiceField(label="理由", queryset=None, empty_label="请选择")
    remark = forms.CharField(
        label="内部备注",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="反映人看到的是理由和指引，看不到备注。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = ReasonCode.objects.filter(
            committee=self.issue.committee, kind=self.kind
        )


class ReferForm(ReasonForm):
    """To which door the raiser is shown (转其他渠道)."""

    kind = ReasonKind.ISSUE_REFERRED


class DeclineForm(ReasonForm):
    """Why not (不予受理)."""

    kind = ReasonKind.ISSUE_DECLINED


class JoinForm(IssueForm):
    """Which topic a matter becomes part of (转入议题)."""

    topic = forms.ModelChoiceField(
        label="议题",
        queryset=None,
        empty_label="请选择",
        help_text="只列出本工作室还没有形成共识的议题。没有合适的，请在意见列表中勾选后“合并为议题”。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.open_to_issues().filter(
            studio=self.issue.studio_id
        )


class WhyForm(PortalForm, forms.Form):
    """A step that must be explained."""

    remark = forms.CharField(
        label="原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会写入流转记录，请不要写反映人的姓名、电话。",
    )


class RemarkForm(PortalForm, forms.Form):
    """A step that may be explained."""

    remark = forms.CharField(
        label="备注",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会写入流转记录，请不要写反映人的姓名、电话。",
    )


class PurposeForm(PortalForm, forms.Form):
    """What for somebody's telephone is wanted (查看联系方式)."""

    remark = forms.CharField(
        label="用途", max_length=200, help_text="如：核实情况、告知结果。查看会留痕。"
    )
