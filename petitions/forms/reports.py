"""What is asked on the pages of reports on public opinion."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from consultations.models import Category
from core import clock
from core.forms import DayField, PortalForm
from petitions.enums import AdoptionMode, InstructionKind
from petitions.forms.drafts import DraftForm
from petitions.models import AdoptionLevel

ADVISED_LENGTH = 1500


class CategoryFilter(django_filters.FilterSet):
    """By category (分类), for reports and proposals alike."""

    category = django_filters.ModelChoiceFilter(
        label="分类", queryset=Category.objects.none(), empty_label="全部"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = self.queryset.order_by().values("category")
        self.filters["category"].field.queryset = Category.objects.filter(pk__in=used)


def _text(rows: int, most: int, hint: str) -> dict[str, Any]:
    return {
        "widget": forms.Textarea(attrs={"rows": rows, "data-count": most}),
        "max_length": most,
        "help_text": f"{hint}（最多{most}字）",
    }


class TextsForm(PortalForm, forms.Form):
    """Situation, analysis, suggestion (情况、分析、建议): one matter each."""

    title = forms.CharField(
        label="标题", max_length=100, help_text="一事一报，30字以内为宜，如“关于……的建议”。"
    )
    situation = forms.CharField(
        label="情况反映", **_text(6, 800, "什么地方、什么时候、发生了什么，影响多少人")
    )
    analysis = forms.CharField(
        label="问题分析", required=False, **_text(5, 600, "原因在哪里，现有做法为什么不够")
    )
    suggestion = forms.CharField(
        label="意见建议", **_text(5, 600, "请谁做什么，怎么做得到；一条建议一段")
    )

    @property
    def advice(self) -> str:
        """A long text is taken, and its author is told that short ones are read."""
        texts = (
            self.cleaned_data.get(name, "") for name in ("situation", "analysis", "suggestion")
        )
        length = sum(len(text) for text in texts)
        if length <= ADVISED_LENGTH:
            return ""
        return f"正文共{length}字，超过建议的{ADVISED_LENGTH}字，报送前请尽量精简。"


class ReportForm(DraftForm, TextsForm):
    """A report of one's own (社情民意)."""

    category = forms.ModelChoiceField(
        Category.objects.none(), label="分类", required=False, empty_label="请选择"
    )
    field_order = ["title", "category", "situation", "analysis", "suggestion"]

    def __init__(self, *args: Any, committee: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(committee=committee)


class NewReportForm(ReportForm):
    creates = True


class ReviseReportForm(ReportForm):
    edits = True


class EditReportForm(TextsForm):
    """The office's edited text (编辑稿)."""

    edits = True
    submit_label = "保存编辑稿"


class RemarkForm(PortalForm, forms.Form):
    """What to complete (退回意见)."""

    remark = forms.CharField(
        label="意见",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明缺什么、怎么改；作者会收到这段话。",
    )


class OptionalRemarkForm(PortalForm, forms.Form):
    """A remark, if there is anything to say (审核意见)."""

    remark = forms.CharField(
        label="审核意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(PortalForm, forms.Form):
    """Why it is kept and not used (不采用原因)."""

    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="如：非一事一报、情况不实、没有建议、与已有信息重复、个人诉求宜转接待、"
        "宜作提案、宜直接协调。作者会收到这段话。",
    )


class IssueForm(PortalForm, forms.Form):
    """To whom it is sent (主送)."""

    sent_to = forms.CharField(
        label="主送", max_length=100, help_text="如“县委、县政府领导，县住建局”。期号自动编排。"
    )


class AdoptionForm(PortalForm, forms.Form):
    """Who adopted it, how and when (采用登记)."""

    creates = True

    level = forms.ModelChoiceField(AdoptionLevel.objects.none(), label="层级", empty_label="请选择")
    organ = forms.CharField(label="采用机关", max_length=60)
    mode = forms.ChoiceField(
        label="方式", choices=AdoptionMode.choices, help_text="综合采用和转送按半数计分。"
    )
    adopted_on = DayField(label="采用日期")
    document_no = forms.CharField(label="期号或文号", max_length=60, required=False)

    more = ("document_no",)

    def __init__(self, *args: Any, committee: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = AdoptionLevel.objects.filter(committee=committee)
        self.fields["level"].queryset = levels
        organs = [organ for level in levels for organ in level.organs]
        if organs:
            self.fields["organ"].help_text = f"如：{'、'.join(organs[:8])}。"

    def clean_adopted_on(self):
        return _not_in_future(self.cleaned_data["adopted_on"], "采用日期")


class InstructionForm(PortalForm, forms.Form):
    """Who wrote what on it (批示登记)."""

    creates = True

    leader_name = forms.CharField(label="批示领导", max_length=20)
    leader_post = forms.CharField(label="职务", max_length=60)
    kind = forms.ChoiceField(
        label="性质", choices=InstructionKind.choices, help_text="批办性批示登记后可以直接交办。"
    )
    instructed_on = DayField(label="批示日期")
    text = forms.CharField(
        label="批示内容",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只有办公室、签发人和领导能看到。不宜上网的写“原件存档”。",
    )

    def clean_instructed_on(self):
        return _not_in_future(self.cleaned_data["instructed_on"], "批示日期")


def _not_in_future(day, label):
    if day > clock.today():
        raise ValidationError(f"{label}不能晚于今天。")
    return day
