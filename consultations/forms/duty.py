"""What is asked about a shift: who came, why somebody did not, who sits instead."""

from typing import Any

from django import forms
from django.template.loader import render_to_string

from consultations.actions import seating, swaps
from consultations.actions.duty import LONGEST_REASON
from consultations.enums import ON_DUTY
from core.forms import PortalForm


class ExcuseForm(PortalForm, forms.Form):
    """Why a member cannot come (请假事由)."""

    reason = forms.CharField(
        label="事由", max_length=LONGEST_REASON, help_text="如：出差、开会、身体不适。"
    )


class CancelForm(PortalForm, forms.Form):
    """Why a shift is not held; told to everybody seated."""

    remark = forms.CharField(
        label="原因", max_length=80, help_text="会告知这一班的每一位委员，如：停电检修，当天闭门。"
    )


class _Loaded(forms.ModelChoiceField):
    """Members, each with how often they sit this year."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}（今年{obj.load}班）"


class SubstituteForm(PortalForm, forms.Form):
    """Who sits instead (替班委员): those who are free, the least burdened first."""

    member = _Loaded(
        label="替班委员",
        queryset=None,
        empty_label="请选择",
        help_text="只列出当天有空的本室委员，今年值班少的在前。选定后双方都会收到消息。",
    )

    def __init__(self, *args: Any, seat: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = seating.lightest_first(seat.shift)


class SwapForm(PortalForm, forms.Form):
    """Whom to ask, and what for (换班申请)."""

    creates = True

    whom = forms.ChoiceField(
        label="请谁",
        help_text="只列出排得开的委员。对方同意后，值班表自动调整；对方同意前，原安排不变。",
    )
    reason = forms.CharField(
        label="原因", max_length=LONGEST_REASON, help_text="对方会看到，如：当天出差。"
    )

    def __init__(self, *args: Any, seat: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = swaps.offers(seat, today)
        self._offers = {_value(offer): offer for offer in found}
        exchanges = [(_value(o), f"{o.member}：{o.seat.shift.when}") for o in found if o.seat]
        favours = [(_value(o), str(o.member)) for o in found if not o.seat]
        groups = [("互换一班", exchanges), ("请代为值班，不用还班", favours)]
        self.fields["whom"].choices = [
            ("", "请选择" if found else "眼下没有排得开的委员，请联系召集人、联络员"),
            *((label, rows) for label, rows in groups if rows),
        ]

    def clean_whom(self) -> swaps.Offer:
        """The member, with the place they would give."""
        return self._offers[self.cleaned_data["whom"]]


class _Seats:
    """One row per place: came or not, and why not."""

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        rows = [(seat, form[f"came_{seat.pk}"], form[f"reason_{seat.pk}"]) for seat in form.seats]
        return render_to_string("consultations/_seat_fields.html", {"rows": rows})


class AttendanceForm(PortalForm, forms.Form):
    """Who came and who did not (到岗情况); nobody punches in, the staff say so."""

    visitors = forms.IntegerField(
        label="来访人次", min_value=0, max_value=9999, help_text="已按本班登记的来访预填。"
    )

    def __init__(self, *args: Any, shift: Any, **kwargs: Any) -> None:
        self.seats = list(shift.seats.all())
        places = {name: field for seat in self.seats for name, field in _fields_of(seat)}
        # Before the form is made of them, so that these too speak plainly when they are wrong.
        self.base_fields = places | type(self).base_fields  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        came = shift.issues.count() if shift.visitors is None else shift.visitors
        self.fields["visitors"].initial = came

    def layout(self) -> Any:
        """The places stand together, above the figures."""
        layout = super().layout()
        drawn = {name for name in self.fields if name.startswith(("came_", "reason_"))}
        rest = [one for one in layout.fields if not (isinstance(one, str) and one in drawn)]
        layout.fields = [rest[0], _Seats(), *rest[1:]]
        return layout

    def clean(self) -> dict[str, Any]:
        """Who served, and of each who did not the reason, if there is one."""
        data = super().clean() or {}
        return data | {
            "served": [seat.member for seat in self.seats if data.get(f"came_{seat.pk}")],
            "absent": {
                seat.member: data.get(f"reason_{seat.pk}", "")
                for seat in self.seats
                if not data.get(f"came_{seat.pk}")
            },
        }


def _fields_of(seat: Any) -> list[tuple[str, forms.Field]]:
    came = forms.BooleanField(
        label=f"{seat.member}到岗", required=False, initial=seat.status in ON_DUTY
    )
    reason = forms.CharField(
        label=f"{seat.member}的请假事由",
        max_length=LONGEST_REASON,
        required=False,
        initial=seat.reason,
    )
    return [(f"came_{seat.pk}", came), (f"reason_{seat.pk}", reason)]


class CorrectForm(AttendanceForm):
    """The same once more, and why it was wrong (更正确认)."""

    remark = forms.CharField(
        label="更正原因",
        max_length=LONGEST_REASON,
        help_text="会告知被更正的委员，也写入流转记录。",
    )


def _value(offer: swaps.Offer) -> str:
    return f"seat-{offer.seat.pk}" if offer.seat else f"member-{offer.member.pk}"
