"""Who takes a matter on, until when, and what was found when somebody asked (接单、转交、查单)."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string

from consultations.enums import FollowUpResult, FollowUpWay, LimitCode
from consultations.lineage.conflicts import Matter, conflict_of
from consultations.lineage.suggestions import Suggestion, ranked, suggested
from consultations.models import Issue, due_on
from core import clock
from core.forms import DayField, PortalForm
from studios.models import Member

NOTE = "有关联而不须回避的，请写明情况。只进流转记录并告知召集人，反映人看不到。"


class _Suggested:
    """The people one might ask, with the reasons (推荐人选)."""

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        words = {"suggestions": form.suggestions}
        return render_to_string("consultations/_suggestions.html", words)


class TakingOnForm(PortalForm, forms.Form):
    """Puts a matter into a member's hands: offers whom to ask, and room to explain a tie.

    Also for topics: `offer_members` fills the field `member`, `ask_of` looks at one's own ties.
    """

    more: tuple[str, ...] = ("interest_note",)
    suggestions: list[Suggestion] = []

    interest_note = forms.CharField(
        label="利害关系说明",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NOTE,
    )

    def layout(self) -> Layout:
        """The people one might ask stand right where one chooses."""
        made = super().layout()
        chooses = [name for name in ("member", "team") if name in made.fields]
        if self.suggestions and chooses:
            made.insert(made.fields.index(chooses[0]) + 1, _Suggested())
        return made

    def suggest(self, matter: Matter, *, but: Member | None = None) -> None:
        """Name those who suit best, without a list to choose from."""
        self.suggestions = suggested(ranked(matter, clock.today(), but=but))

    def offer_members(self, matter: Matter, *, but: Member | None = None) -> None:
        """Everybody who may be asked; those who suit best stand first, with the reasons."""
        everybody = ranked(matter, clock.today(), but=but)
        self.suggestions = suggested(everybody)
        field = self.fields["member"]
        keys = [one.member.pk for one in everybody]
        field.queryset = Member.objects.filter(pk__in=keys)
        field.choices = _grouped(everybody, self.suggestions)

    def ask_of(self, member: Member | None, matter: Matter) -> None:
        """A matter that may touch what one has declared asks for the explanation in sight."""
        conflict = conflict_of(member, matter, clock.today()) if member else None
        if conflict is None or conflict.is_stop:
            return
        self.more = ()
        field = self.fields["interest_note"]
        field.required = True
        field.help_text = f"这件事可能与您申报的“{conflict.tie}”有关。{NOTE}"


def _grouped(everybody: list[Suggestion], first: list[Suggestion]) -> list[Any]:
    """推荐, then the rest of the studio, then the neighbours."""
    rest = [one for one in everybody if one not in first]
    own = [one for one in rest if not one.studio]
    groups = (
        ("推荐", first),
        ("本室其他委员", sorted(own, key=lambda one: one.member.pinyin)),
        ("邻近工作室委员", [one for one in rest if one.studio]),
    )
    return [
        ("", "请选择"),
        *((name, [(one.member.pk, _label(one)) for one in rows]) for name, rows in groups if rows),
    ]


def _label(one: Suggestion) -> str:
    remarks = [word for word, holds in (
        (one.studio, True), ("请假中", one.is_away), ("没有账号", not one.member.user_id),
        ("须回避", one.conflict is not None and one.conflict.is_stop),
    ) if word and holds]  # fmt: skip
    return f"{one.member}（{'，'.join(remarks)}）" if remarks else str(one.member)


class ClaimForm(TakingOnForm):
    """The day until which a member promises an answer (接单)."""

    promised_on = DayField(label="承诺答复日期", help_text="会告诉反映人，请留出办理时间。")

    field_order = ("promised_on", "interest_note")

    def __init__(self, *args: Any, issue: Issue, member: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promised_on"].initial = _usual_day(issue)
        self.ask_of(member, issue)


class AssignForm(TakingOnForm):
    """To whom a matter is given, and until when (指派委员)."""

    member = forms.ModelChoiceField(label="委员", queryset=None)
    promised_on = DayField(label="承诺答复日期", help_text="会告诉反映人，请留出办理时间。")

    field_order = ("member", "promised_on", "interest_note")

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_members(issue)
        self.fields["promised_on"].initial = _usual_day(issue)


class HandOverForm(TakingOnForm):
    """Who goes on with a matter, and why (转交)."""

    member = forms.ModelChoiceField(label="转交给", queryset=None)
    remark = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="承诺答复日期不变。原因写入流转记录，请不要写反映人的姓名、电话。",
    )

    field_order = ("member", "remark", "interest_note")

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_members(issue, but=issue.claimed_by)


class FollowUpForm(PortalForm, forms.Form):
    """What was found when somebody asked how it went (查单). Handbook F19."""

    creates = True

    done_on = DayField(label="日期")
    way = forms.ChoiceField(label="方式", choices=FollowUpWay.choices, widget=forms.RadioSelect)
    is_reached = forms.BooleanField(label="联系上反映人", required=False, initial=True)
    result = forms.ChoiceField(
        label="事项是否解决", choices=FollowUpResult.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label="情况",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="没有完全解决或没有联系上反映人的，请写明。不要写反映人的姓名、电话。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        solved = data.get("result") == FollowUpResult.SOLVED and data.get("is_reached")
        if data.get("result") and not solved and not data.get("remark"):
            self.add_error("remark", "没有完全解决或没有联系上反映人的，请写明情况。")
        return data


class AgainForm(PortalForm, forms.Form):
    """What is to be done once more (再次办理)."""

    remark = forms.CharField(
        label="说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明还有什么没有解决。写入流转记录，请不要写反映人的姓名、电话。",
    )


def _usual_day(issue: Issue) -> Any:
    return due_on(issue.committee, LimitCode.PROMISE, clock.today())
