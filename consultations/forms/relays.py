"""What a member brings up (带上来), and what each step on it asks for. Handbook F03."""

from django import forms

from accounts.models import Unit
from consultations.enums import BroadcastWay, DispatchMode, ReasonKind, RelayResult
from consultations.models import ReasonCode
from core import clock
from core.forms import DayField, PortalForm, UploadField
from studios.models import Member, Studio

NOT_PERSONAL = "请不要写群众的姓名、电话和住址。"


def area(rows):
    return forms.Textarea(attrs={"rows": rows})


class CarriedForm(PortalForm, forms.Form):
    """At which studio, and whose word it is; a member who runs no studio speaks for themselves."""

    creates = True

    studio = forms.ModelChoiceField(label="工作室", queryset=None, empty_label=None)
    member = forms.ModelChoiceField(label="带话委员", queryset=None, empty_label="请选择")

    def __init__(self, *args, studios, runs, own, **kwargs):
        super().__init__(*args, **kwargs)
        self.runs, self.own = set(runs), own
        rows = list(studios)
        self.fields["studio"].queryset = Studio.objects.filter(pk__in=[row.pk for row in rows])
        self.fields["studio"].initial = rows[0].pk
        if len(rows) == 1:
            self.fields["studio"].widget = forms.HiddenInput()
        if not self.runs:
            del self.fields["member"]
            return
        of_mine = Member.objects.filter(
            affiliations__studio__in=rows, affiliations__ends_on=None
        ).distinct()
        self.fields["member"].queryset = of_mine
        self.fields["member"].initial = own and own.pk

    def clean(self):
        """Whoever runs no part of a studio speaks only for themselves there."""
        data = super().clean()
        data.setdefault("member", self.own)
        studio, member = data.get("studio"), data.get("member")
        if studio and member and studio.pk not in self.runs and member != self.own:
            self.add_error("member", f"{studio}不由您负责，只能登记您本人的。")
        return data


class RelayForm(CarriedForm):
    """Write down a word from the people (带话单)."""

    submit_label = "登记带话"

    from_whom = forms.CharField(
        label="群众或企业",
        max_length=40,
        required=False,
        help_text="可以不填。只有带话委员、本工作室和政协办公室看得到全称；不用登记电话。",
    )
    title = forms.CharField(label="标题", max_length=50, help_text="一句话说清什么事，不超过50字。")
    body = forms.CharField(label="内容", min_length=10, max_length=1000, widget=area(6))


class VerifyForm(PortalForm, forms.Form):
    """What the office found (核实)."""

    verification = forms.CharField(
        label="核实情况",
        min_length=5,
        max_length=500,
        widget=area(4),
        help_text=f"向谁了解、情况是否属实、涉及哪个单位。{NOT_PERSONAL}",
    )


class DeclineRelayForm(PortalForm, forms.Form):
    """Why it is not for a unit (不予转办)."""

    reason = forms.ModelChoiceField(label="理由", queryset=None, empty_label="请选择")
    remark = forms.CharField(
        label="说明",
        max_length=300,
        required=False,
        widget=area(3),
        help_text=f"带话委员会收到理由和指引；说明记入流转记录。{NOT_PERSONAL}",
    )

    def __init__(self, *args, committee, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = ReasonCode.objects.filter(
            committee=committee, kind=ReasonKind.RELAY_DECLINED
        )


def which_unit(label):
    return forms.ModelChoiceField(label=label, queryset=None, empty_label="请选择")


class DispatchForm(PortalForm, forms.Form):
    """To whom, and on which day (交办); each way adds its own proof."""

    submit_label = "交办"

    def __init__(self, *args, committee, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of(committee).active()
        self.fields["dispatched_on"].initial = clock.today()


class PhoneForm(DispatchForm):
    """A call (电话交办): whom we spoke to, and what they said."""

    unit = which_unit("通话单位")
    dispatched_on = DayField(label="通话日期")
    contact_name = forms.CharField(label="对方姓名", max_length=20)
    contact_post = forms.CharField(label="对方职务", max_length=40)
    proof = forms.CharField(
        label="答复要点", min_length=5, max_length=500, widget=area(4), help_text=NOT_PERSONAL
    )
    field_order = ("unit", "contact_name", "contact_post", "dispatched_on", "proof")


class DocumentForm(DispatchForm):
    """A document (文件转办): its number and gist."""

    unit = which_unit("受文单位")
    dispatched_on = DayField(label="发文日期")
    document_no = forms.CharField(label="文号", max_length=40)
    proof = forms.CharField(
        label="文件要点", min_length=5, max_length=500, widget=area(4), help_text=NOT_PERSONAL
    )
    file = UploadField(
        label="扫描件", required=False, help_text="可以不传。图片、PDF或Office文件，不超过20MB。"
    )
    field_order = ("unit", "document_no", "dispatched_on", "proof", "file")


class SiteForm(DispatchForm):
    """On the spot (现场协调): who came, and what was settled there."""

    unit = which_unit("到场单位")
    dispatched_on = DayField(label="协调日期")
    place = forms.CharField(label="地点", max_length=60)
    attended = forms.CharField(label="参加人员", max_length=120, help_text="写单位和姓名、职务。")
    agreed = forms.CharField(
        label="商定事项", min_length=5, max_length=360, widget=area(4), help_text=NOT_PERSONAL
    )
    file = UploadField(
        label="现场照片", groups=("image",), required=False, help_text="可以不传，定位信息会去除。"
    )
    field_order = ("unit", "place", "dispatched_on", "attended", "agreed", "file")

    def clean(self):
        """Both are one proof: who was there and what they said."""
        data = super().clean()
        attended, agreed = data.pop("attended", ""), data.pop("agreed", "")
        if attended and agreed:
            data["proof"] = f"参加人员：{attended}\n商定事项：{agreed}"
        return data


class MeetingForm(DispatchForm):
    """In a meeting (会议交办): which one, and what it decided."""

    unit = which_unit("交办单位")
    dispatched_on = DayField(label="会议日期")
    place = forms.CharField(label="会议名称", max_length=60)
    proof = forms.CharField(
        label="议定事项", min_length=5, max_length=500, widget=area(4), help_text=NOT_PERSONAL
    )
    field_order = ("unit", "place", "dispatched_on", "proof")


FORM_OF_MODE = {
    DispatchMode.PHONE: PhoneForm,
    DispatchMode.DOCUMENT: DocumentForm,
    DispatchMode.SITE: SiteForm,
    DispatchMode.MEETING: MeetingForm,
}


class ProgressForm(PortalForm, forms.Form):
    """How far it has got (正在处理)."""

    remark = forms.CharField(
        label="进展情况",
        min_length=2,
        max_length=300,
        widget=area(4),
        help_text=f"会告诉带话委员。{NOT_PERSONAL}",
    )


class SettleForm(PortalForm, forms.Form):
    """What came of it (办理结果), in exactly the county's words."""

    result = forms.ChoiceField(
        label="办理结果",
        widget=forms.RadioSelect,
        choices=[
            (RelayResult.DONE.value, RelayResult.DONE.label),
            (RelayResult.CANNOT.value, "暂无法处理（超出管理范围或政策原因）"),
        ],
    )
    outcome = forms.CharField(
        label="结果说明",
        min_length=5,
        max_length=500,
        widget=area(5),
        help_text=f"已落实的写明怎么落实；暂无法处理的写明原因和依据。委员照此向群众说明。{NOT_PERSONAL}",
    )


class ReceiptForm(PortalForm, forms.Form):
    """To whom it was told, how, and how many heard it (带下去回执)."""

    audience = forms.CharField(
        label="对象", max_length=100, help_text="例如“反映人和同楼住户”。不写个人姓名。"
    )
    ways = forms.MultipleChoiceField(
        label="方式", choices=BroadcastWay.choices, widget=forms.CheckboxSelectMultiple
    )
    reached = forms.IntegerField(label="覆盖人数", min_value=1, max_value=999_999)
    held_on = DayField(label="日期")
    file = UploadField(
        label="佐证", required=False, help_text="照片、截图或文件，可以不传；定位信息会去除。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = clock.today()
