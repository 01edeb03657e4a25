"""What whoever decides on a topic is asked (审定议题)."""

from django import forms

from consultations.enums import Decider, ReasonKind
from consultations.forms.topics import ReviseForm
from consultations.models import ReasonCode
from core.forms import DayField, PortalForm


class DecisionForm(PortalForm, forms.Form):
    """A decision on a topic; what 主席会议 decides is recorded with the meeting."""

    meeting = forms.CharField(
        label="会议名称和日期",
        max_length=60,
        help_text="如：十一届县政协第三十二次主席会议（2026年3月5日）。",
    )

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        if topic.practice.decider != Decider.BOARD:
            del self.fields["meeting"]


class DesignateForm(DecisionForm):
    """What is asked of the studio (点题)."""

    requirement = forms.CharField(
        label="要求", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    answer_due_on = DayField(label="完成时限", required=False)


class TopicReasonForm(DecisionForm):
    """Why a topic is not taken up."""

    kind: ReasonKind

    reason = forms.ModelChoiceField(label="理由", queryset=None, empty_label="请选择")
    remark = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, topic=topic, **kwargs)
        self.fields["reason"].queryset = ReasonCode.objects.filter(
            committee=topic.committee_id, kind=self.kind
        )


class ShelveForm(TopicReasonForm):
    """Why later, and when again (缓议)."""

    kind = ReasonKind.TOPIC_SHELVED

    review_on = DayField(label="复议日期")

    field_order = ("meeting", "reason", "review_on", "remark")


class DeclineTopicForm(TopicReasonForm):
    """Why not (不予采纳)."""

    kind = ReasonKind.TOPIC_DECLINED


class SendBackTopicForm(DecisionForm):
    """What is missing (退回补充)."""

    remark = forms.CharField(
        label="需要补充的内容",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="提出人会看到这段话，并在期限内补充后重报。",
    )


class ResubmitForm(ReviseForm):
    """Better words, and once more (补充后重报)."""
