"""When a studio receives, as the office or the studio itself fills it in (接待时间)."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string

from core.forms import PortalForm
from studios.actions.hours import WEEKDAYS, Slot, note_of
from studios.models import Studio

MOST_ROWS = 7
DAYS = [
    ("", "—"),
    ("每周", [(f"w{day}", f"每周{word}") for day, word in enumerate(WEEKDAYS)]),
    ("每月", [(f"m{day}", f"每月{day}日") for day in range(1, 32)]),
]


class SlotForm(forms.Form):
    """One row: a day, from when, until when; a row left empty is none."""

    day = forms.ChoiceField(label="哪一天", choices=DAYS, required=False)
    opens_at = forms.TimeField(label="开始", required=False)
    closes_at = forms.TimeField(label="结束", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs["class"] = "form-select"
        for name in ("opens_at", "closes_at"):
            field = self.fields[name]
            field.widget = forms.TimeInput(
                attrs={"class": "form-control", "type": "time"}, format="%H:%M"
            )
            field.error_messages["invalid"] = "请按 9:00 这样填写时间。"

    def clean(self) -> dict[str, Any]:
        """All three or nothing."""
        data = super().clean() or {}
        given = [name for name in self.fields if data.get(name) or name in self.errors]
        for name, field in self.fields.items():
            if given and name not in given:
                verb = "选择" if name == "day" else "填写"
                self.add_error(name, f"请{verb}{field.label}。")
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "结束时间须晚于开始时间。")
        return data

    def slot(self) -> Slot | None:
        """What the row says."""
        day = self.cleaned_data.get("day")
        if not day:
            return None
        number = int(day[1:])
        weekday, month_day = (number, None) if day[0] == "w" else (None, number)
        return Slot(
            weekday, month_day, self.cleaned_data["opens_at"], self.cleaned_data["closes_at"]
        )


SlotFormSet = forms.formset_factory(SlotForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class _Rows:
    """The small table, before the note."""

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        return render_to_string("studios/_slots.html", {"items": form.items})


class HoursForm(PortalForm, forms.Form):
    """At most seven rows and a note."""

    edits = True
    submit_label = "公布"

    note = forms.CharField(
        label="补充说明",
        max_length=60,
        required=False,
        help_text="如“节假日顺延”“逢集日上午”；表里写明的不必再写。",
    )

    def __init__(self, *args: Any, studio: Studio, **kwargs: Any) -> None:
        self.instance = studio  # whose version the editor has seen
        super().__init__(*args, **kwargs)
        self.initial.setdefault("note", note_of(studio))
        rows = [_row(opening) for opening in studio.openings.all()]
        rows.sort(key=lambda row: (row["day"][0] == "m", int(row["day"][1:]), row["opens_at"]))
        self.items = SlotFormSet(
            self.data if self.is_bound else None,
            prefix="items",
            initial=rows + [{}] * (MOST_ROWS - len(rows)),
        )

    def layout(self) -> Layout:
        layout = super().layout()
        layout.fields.insert(1, _Rows())
        return layout

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.items.is_valid():
            raise forms.ValidationError("时间表有需要改正的地方，请看标出的栏目。")
        data["openings"] = [slot for row in self.items if (slot := row.slot())]
        return data


def _row(opening) -> dict[str, Any]:
    is_weekly = opening.weekday is not None
    day = f"w{opening.weekday}" if is_weekly else f"m{opening.month_day}"
    return {"day": day, "opens_at": opening.opens_at, "closes_at": opening.closes_at}
