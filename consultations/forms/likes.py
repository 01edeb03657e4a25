"""What is asked when matters that say the same are joined, taken apart, or one is split."""

from django import forms

from consultations.actions.likes import candidates
from consultations.forms.issues import IssueForm, WhyForm
from core.forms import PortalForm


class LikeField(forms.ModelChoiceField):
    """One of the matters at hand, named as it stands in the list."""

    def label_from_instance(self, issue):
        return f"{issue.number} {issue.title}（{issue.studio.name}）"


class MergeForm(IssueForm):
    """With which matter this one is one (并入同类意见)."""

    into = LikeField(
        label="并入的意见",
        queryset=None,
        empty_label="请选择",
        help_text="列出您能看到的、已受理还没有答复的意见。反映人的编号和查询码不变，答复时一并告知。",
    )
    remark = forms.CharField(
        label="内部备注",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="只有工作人员看得到。请不要写反映人的姓名、电话。",
    )

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        rows = candidates(self.issue, reader).select_related("studio")
        self.fields["into"].queryset = rows


class PartForm(WhyForm):
    """Why a matter is another one after all (拆出)."""


class SplitForm(IssueForm):
    """The second matter of a letter, in the raiser's words (拆分)."""

    creates = True

    title = forms.CharField(
        label="另一件事项的标题", max_length=50, help_text="一句话说清什么事，不超过50字。"
    )
    body = forms.CharField(
        label="情况和诉求",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="从原件中摘出属于这一件的内容，请照原话。来源、地点、联系方式自动带过去，另编一个号。",
    )


class UpholdForm(IssueForm):
    """Why the refusal stands (维持不予受理)."""

    remark = forms.CharField(
        label="维持的理由",
        min_length=5,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="反映人看到全文和原理由的指引。请不要写反映人的姓名、电话。",
    )


class LockForm(PortalForm, forms.Form):
    """On what grounds a matter may be secret (标记疑似涉密)."""

    remark = forms.CharField(
        label="标记依据",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只写判断依据，不要写事项内容：它会写入流转记录，也印在纸质转办单上。",
    )


class OffLineForm(PortalForm, forms.Form):
    """That the paper has changed hands (转线下办理)."""

    remark = forms.CharField(
        label="备注",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="如：纸质材料已当面签收。不要写事项内容。",
    )
