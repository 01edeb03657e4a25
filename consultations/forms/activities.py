"""The one-minute record of an activity (一分钟记录)."""

from django import forms
from django.template.loader import render_to_string

from accounts.models import Unit
from consultations.enums import ActivityKind, Exit
from consultations.models import Topic
from core import clock
from core.days import full_day
from core.forms import DayField, PortalForm, SeveralField
from studios.models import Member

MOST_ITEMS = 6


class ItemForm(forms.Form):
    """One thing that was agreed (共识事项): what, by whom, until when, by which door."""

    text = forms.CharField(label="共识内容", max_length=300, required=False)
    exit = forms.ChoiceField(label="去向", choices=Exit.choices, initial=Exit.DISPATCH)
    unit = forms.ModelChoiceField(
        label="建议承办单位", queryset=Unit.objects.none(), required=False
    )
    due_on = DayField(label="建议完成日期", required=False)

    def __init__(self, *args, units, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].choices = choices
        for field in self.fields.values():
            is_select = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"

    def clean(self):
        """An item for a unit names it; a row without words is no item."""
        data = super().clean()
        if data.get("text") and data.get("exit") == Exit.DISPATCH and not data.get("unit"):
            self.add_error("unit", "交办单位办理的，请选择建议承办单位。")
        if not data.get("text") and (data.get("unit") or data.get("due_on")):
            self.add_error("text", "请填写共识内容。")
        return data


ItemFormSet = forms.formset_factory(ItemForm, extra=MOST_ITEMS, max_num=MOST_ITEMS)


class _Items:
    """The rows of what was agreed, in the middle of the form."""

    def render(self, form, context, **kwargs):
        words = {
            "items": form.items,
            "is_open": form.is_bound or bool(form.initial.get("topic")),
        }
        return render_to_string("consultations/_items.html", words)


class ActivityForm(PortalForm, forms.Form):
    """What both the record and its amendment ask for."""

    title = forms.CharField(
        label="名称", max_length=60, required=False, help_text="不填则用议题名称，或“类型＋日期”。"
    )
    held_on = DayField(label="日期")
    place = forms.CharField(label="地点", max_length=100)
    members = SeveralField(
        label="到会委员", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    others_count = forms.IntegerField(
        label="群众及其他人数", min_value=0, max_value=9999, required=False, initial=0
    )
    summary = forms.CharField(
        label="主要情况和意见", max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
    dissent = forms.CharField(
        label="分歧与保留意见",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, studio, **kwargs):
        super().__init__(*args, **kwargs)
        self.studio = studio
        self.fields["members"].queryset = Member.objects.of_studio(studio)

    def clean_others_count(self):
        return self.cleaned_data["others_count"] or 0


class RecordForm(ActivityForm):
    """One screen: what, when, where, who, what was said, what was agreed."""

    creates = True
    submit_label = "保存记录"
    more: tuple[str, ...] = ("title", "units", "others_count", "writer", "dissent")

    kind = forms.ChoiceField(label="类型", choices=ActivityKind.choices)
    topic = forms.ModelChoiceField(
        label="议题", queryset=None, required=False, empty_label="与议题无关"
    )
    host = forms.ModelChoiceField(
        label="主持人", queryset=None, required=False, empty_label="请选择"
    )
    writer = forms.ModelChoiceField(
        label="纪要执笔委员", queryset=None, required=False, empty_label="无"
    )
    units = SeveralField(
        label="到会单位",
        queryset=None,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    field_order = ("kind", "topic", "held_on", "place", "host", "members", "summary")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.of(self.studio.committee).active()
        members = self.fields["members"].queryset
        for name in ("host", "writer"):
            self.fields[name].queryset = members
        self.fields["units"].queryset = units
        self.fields["topic"].queryset = Topic.objects.awaiting_consultation().filter(
            studio=self.studio
        )
        if self.initial.get("topic"):
            # The page already says which topic; what kind it was goes without saying.
            self.more = ("kind", "topic", *self.more)
            for name in ("kind", "topic"):
                self.fields[name].initial = self.initial.get(name)
        choices = [("", "请选择"), *((unit.pk, unit.name) for unit in units)]
        self.items = ItemFormSet(
            self.data if self.is_bound else None,
            prefix="items",
            form_kwargs={"units": units, "choices": choices},
        )

    def layout(self):
        """What was agreed comes after what was said, before what is folded away."""
        layout = super().layout()
        layout.fields.insert(-2, _Items())
        return layout

    def clean(self):
        """Fills in the name; collects the rows that say something."""
        data = super().clean()
        if not self.items.is_valid():
            raise forms.ValidationError("共识事项有需要改正的地方，请看下面标出的栏目。")
        said = [row.cleaned_data for row in self.items if row.cleaned_data.get("text")]
        if said and not data.get("topic"):
            self.add_error("topic", "形成共识的，请选择所协商的议题。")
        if said and data.get("kind") != ActivityKind.MICRO_CONSULTATION:
            self.add_error("kind", "形成共识的活动，类型应为微协商。")
        data["items"] = said
        data["title"] = data.get("title") or self._derived_title(data)
        return data

    def _derived_title(self, data) -> str:
        if data.get("topic"):
            return data["topic"].title
        held_on = data.get("held_on") or clock.today()
        kind = ActivityKind(data.get("kind") or ActivityKind.LEARNING)
        return f"{kind.label}（{full_day(held_on)}）"


class AmendForm(ActivityForm):
    """The same, for a record that was sent back (补正)."""

    edits = True
    more = ("dissent",)

    @classmethod
    def texts_of(cls, activity):
        """What the form shows at first."""
        minutes = activity.minutes
        return {
            "title": activity.title,
            "held_on": activity.held_on,
            "place": activity.place,
            "others_count": activity.others_count,
            "summary": minutes.summary,
            "dissent": minutes.dissent,
            "version": minutes.version,
            "members": [row.member_id for row in activity.attendances.all()],
        }


class SettleForm(PortalForm, forms.Form):
    """What became of an item that the studio sees to itself (落实)."""

    outcome = forms.CharField(
        label="落实情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会作为结果反馈给每一位反映人，请不要写个人信息。",
    )
