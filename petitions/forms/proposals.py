"""What is asked on the pages of proposals."""

from typing import Any

from django import forms

from consultations.models import Category
from core.forms import PortalForm, SeveralField
from petitions.forms.drafts import DraftForm
from studios.models import Member


class ProposalForm(DraftForm, forms.Form):
    """One matter, its situation and what is proposed (提案)."""

    more = ("cosigners", "may_publish")

    title = forms.CharField(label="案由", max_length=50, help_text="一事一案，如“关于……的提案”。")
    category = forms.ModelChoiceField(
        Category.objects.none(), label="类别", required=False, empty_label="请选择"
    )
    situation = forms.CharField(
        label="情况与问题",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": 3000}),
        help_text="全文以800字左右为宜，最多1500字较便于办理。",
    )
    suggestion = forms.CharField(
        label="建议",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": 3000}),
        help_text="具体、可行，写明请哪个部门做什么。",
    )
    cosigners = SeveralField(
        Member.objects.none(),
        label="联名委员",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="可不选；按住Ctrl可选多人。",
    )
    may_publish = forms.BooleanField(label="同意公开提案内容", required=False, initial=True)

    def __init__(self, *args: Any, author: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(committee=author.committee_id)
        others = Member.objects.cppcc().active().filter(committee=author.committee_id)
        self.fields["cosigners"].queryset = others.exclude(pk=author.pk)


class NewProposalForm(ProposalForm):
    creates = True


class ReviseProposalForm(ProposalForm):
    edits = True


class NotFiledForm(PortalForm, forms.Form):
    """Why it is no proposal (不予立案原因)."""

    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="如：涉及秘密、国家明令禁止、已进入诉讼仲裁、为本人或亲属解决个人问题、"
        "指名举报、宣传推介、内容空泛无具体建议。提案人会收到这段话。",
    )
