"""What each step on a topic asks for."""

from django import forms

from consultations.enums import Source, TopicNature
from consultations.forms.issues import categories_of
from consultations.models import Issue, Mechanism
from consultations.models.practice import current_of
from core.forms import PortalForm, SeveralField


class SubjectForm(PortalForm, forms.Form):
    """What it is about: the words of a topic and of an entry of the catalogue alike."""

    title = forms.CharField(label="议题名称", max_length=50, help_text="一般以“关于”开头。")
    background = forms.CharField(
        label="背景与问题", max_length=800, widget=forms.Textarea(attrs={"rows": 6})
    )
    aim = forms.CharField(
        label="拟解决的问题",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TopicForm(SubjectForm):
    """The words of a topic (议题征集表)."""

    category = forms.ModelChoiceField(
        label="类别", queryset=None, required=False, empty_label="暂不选择"
    )
    nature = forms.ChoiceField(
        label="性质", required=False, choices=[("", "暂不选择"), *TopicNature.choices]
    )

    def __init__(self, *args, committee, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_of(committee)


class ProposeForm(TopicForm):
    """A new topic, alone or from several issues (合并为议题)."""

    creates = True
    submit_label = "提出议题"

    studio = forms.ModelChoiceField(label="工作室", queryset=None, empty_label=None)
    issues = SeveralField(
        label="并入的意见",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有的意见已经不能并入议题，请刷新后重新选择。"},
    )

    mechanism = forms.ModelChoiceField(
        label="机制", queryset=None, empty_label=None, help_text="按哪一套步骤办，提出以后不再改。"
    )

    field_order = (
        "studio", "issues", "title", "background", "aim", "category", "nature", "mechanism"
    )  # fmt: skip

    def __init__(self, *args, studios, issues, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_mechanisms(kwargs["committee"])
        self.fields["studio"].queryset = studios
        if studios.count() == 1:
            self.fields["studio"].widget = forms.HiddenInput()
        self.fields["issues"].queryset = issues
        if not issues:
            del self.fields["issues"]

    def _offer_mechanisms(self, committee):
        """Only where a county has several; what members carry has a way of its own."""
        known = [one for one in current_of(committee.pk) if Source.RELAY not in one.sources]
        if len(known) < 2:
            del self.fields["mechanism"]
            return
        rows = Mechanism.objects.filter(pk__in=[one.pk for one in known])
        self.fields["mechanism"].queryset = rows.order_by("-is_default", "code")
        self.fields["mechanism"].initial = known[0].pk

    def clean(self):
        """Issues of one studio make a topic of that studio."""
        data = super().clean()
        studio = data.get("studio")
        if studio and any(issue.studio_id != studio.pk for issue in data.get("issues", ())):
            self.add_error("issues", "并入的意见应属于同一个工作室。")
        return data


class ReviseForm(TopicForm):
    """Better words for a topic that is not yet decided (修改)."""

    edits = True

    @classmethod
    def texts_of(cls, topic):
        """What the form shows at first."""
        names = ("title", "background", "aim", "category", "nature", "version")
        return {name: getattr(topic, name) for name in names}


def issues_to_join(user, keys):
    """Of the ticked issues, those this person may see and that can become a topic now."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 19][:50]
    return Issue.objects.visible_to(user).joinable().filter(pk__in=wanted)
