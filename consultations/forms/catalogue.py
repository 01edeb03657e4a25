"""What the year's catalogue asks for (课题目录): of committees, and of townships."""

from django import forms

from consultations.enums import ReasonKind
from consultations.forms.topics import SubjectForm
from consultations.models import ReasonCode
from core.forms import DayField, PortalForm
from studios.models import Area, Studio
from studios.models.area import within


class EntryForm(SubjectForm):
    """The words of an entry (课题)."""

    title = forms.CharField(label="课题", max_length=50, help_text="一般以“关于”开头。")


class NewEntryForm(EntryForm):
    """A new entry (出题)."""

    creates = True
    submit_label = "出题"

    year = forms.TypedChoiceField(label="年度", coerce=int)
    special_committee = forms.ModelChoiceField(
        label="出题专委会", queryset=None, required=False, empty_label="政协办公室"
    )

    field_order = ("year", "special_committee", "title", "background", "aim")

    def __init__(self, *args, years, committees, is_office, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, f"{year}年") for year in years]
        chooser = self.fields["special_committee"]
        chooser.queryset = committees
        if not is_office:
            chooser.required, chooser.empty_label = True, None
        chooser.error_messages["required"] = "请选择出题专委会。"


class ChangeEntryForm(EntryForm):
    """Better words for an entry (修改课题)."""

    edits = True

    @classmethod
    def texts_of(cls, entry):
        """What the form shows at first."""
        return {name: getattr(entry, name) for name in ("title", "background", "aim", "version")}


class WithdrawEntryForm(PortalForm, forms.Form):
    """Why an entry is taken off (撤下)."""

    remark = forms.CharField(label="原因", max_length=200)


class TopicForStudio(PortalForm, forms.Form):
    """For which studio, what is asked of it, and until when."""

    studio = forms.ModelChoiceField(label="答题工作室", queryset=None, empty_label="请选择")
    requirement = forms.CharField(
        label="点题要求", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    answer_due_on = DayField(label="完成时限", required=False)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Studio.objects.open_to_public().filter(area__in=within(areas))
        self.fields["studio"].queryset = mine
        if mine.count() == 1:
            self.fields["studio"].empty_label = None


class ChooseForm(TopicForStudio):
    """An entry is taken up (点题)."""

    creates = True
    submit_label = "点题"


class AddTopicForm(TopicForStudio):
    """The township's own topic (加题)."""

    creates = True
    submit_label = "加题"

    title = forms.CharField(label="议题名称", max_length=50, help_text="一般以“关于”开头。")
    background = forms.CharField(
        label="背景与问题", max_length=800, widget=forms.Textarea(attrs={"rows": 5})
    )

    field_order = ("title", "background", "studio", "requirement", "answer_due_on")


class EntryReasonForm(PortalForm, forms.Form):
    """Why an entry is not taken up by a township."""

    kind: ReasonKind

    area = forms.ModelChoiceField(label="镇（街道）", queryset=None, empty_label=None)
    reason = forms.ModelChoiceField(label="理由", queryset=None, empty_label="请选择")
    remark = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, committee, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(pk__in=areas)
        self.fields["reason"].queryset = ReasonCode.objects.filter(
            committee=committee, kind=self.kind
        )
        if len(areas) == 1:
            self.fields["area"].initial = next(iter(areas))
            self.fields["area"].widget = forms.HiddenInput()


class ShelveEntryForm(EntryReasonForm):
    """Why later, and when again (缓议)."""

    kind = ReasonKind.TOPIC_SHELVED
    submit_label = "缓议"

    review_on = DayField(label="复议日期")

    field_order = ("area", "reason", "review_on", "remark")


class DeclineEntryForm(EntryReasonForm):
    """Why not (不予采纳)."""

    kind = ReasonKind.TOPIC_DECLINED
    submit_label = "不予采纳"
