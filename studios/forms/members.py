"""What is asked about a member's file (委员档案)."""

from typing import Any

from django import forms

from accounts.models import Committee
from core.forms import DayField, PhoneField, PortalForm, SeveralField
from studios.enums import Basis
from studios.forms.places import in_tree_order
from studios.models import Area, Member, Sector, SpecialCommittee, Studio, pinyin_of

IDENTITIES = [("member", "政协委员"), ("invited", "特邀成员（不计入委员统计）")]
GENDERS = [("", "未填"), ("男", "男"), ("女", "女")]
TIES = (Basis.HOME, Basis.WORK, Basis.CONTACT, Basis.ASSIST)


def _letters(label: str, longest: int, help_text: str) -> forms.RegexField:
    return forms.RegexField(
        r"^[a-z][a-z0-9'-]*$",
        label=label,
        max_length=longest,
        required=False,
        help_text=help_text,
        error_messages={"invalid": f"{label}只能用小写英文字母，中间不空格。"},
    )


def _several_places(label: str) -> SeveralField:
    widget = forms.SelectMultiple(attrs={"size": 5})
    said = "可不选；按住Ctrl可选多处。"
    return SeveralField(
        Area.objects.none(), label=label, required=False, widget=widget, help_text=said
    )


class MemberForm(PortalForm, forms.ModelForm):
    """Who it is, which posts they have, where they stand in the committee, and their places."""

    submit_label = "保存"
    more: tuple[str, ...] = (
        "is_standing", "cppcc_post", "second_committee", "term", "sound", "initials",
        "home", "work", "contact", "assist",
    )  # fmt: skip

    identity = forms.ChoiceField(label="身份", choices=IDENTITIES, initial="member")
    phone = PhoneField(label="手机", required=False)
    gender = forms.ChoiceField(label="性别", choices=GENDERS, required=False)
    sound = _letters("拼音", 45, "不填按姓名自动生成；多音字读错时在这里改，如 zengguangming。")
    initials = _letters("拼音首字母", 14, "如 zgm，用于快速查找。")
    home = forms.ModelChoiceField(Area.objects.none(), label="居住地", required=False)
    work = forms.ModelChoiceField(Area.objects.none(), label="工作地", required=False)
    contact = _several_places("联系地")
    assist = _several_places("帮扶地")

    class Meta:
        model = Member
        fields = [
            "name", "post", "phone", "sector", "special_committee", "party", "gender",
            "is_standing", "cppcc_post", "second_committee", "term",
        ]  # fmt: skip
        help_texts = {
            "term": "如“十届”。特邀成员没有届次。",
            "cppcc_post": "如“副主席”“提案委副主任”。",
        }

    field_order = ("name", "identity", "post", "phone", "sector", "special_committee", "party")

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committee = committee
        whole, _, initials = self.instance.pinyin.partition(" ")
        identity = "member" if self.instance.is_cppcc_member else "invited"
        self.initial.update(sound=whole, initials=initials, identity=identity)
        self.initial["term"] = self.initial.get("term") or committee.term
        for name in ("sound", "initials", "term"):  # derived, so no reason to unfold them
            self.fields[name].initial = self.initial[name]
        for name, model in (
            ("sector", Sector),
            ("special_committee", SpecialCommittee),
            ("second_committee", SpecialCommittee),
        ):
            self.fields[name].queryset = model.objects.filter(committee=committee)
            self.fields[name].empty_label = "请选择"
        self.fields["party"].widget.attrs["list"] = "parties"
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        _offer_places(self, committee)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_member = data.get("identity") == "member"
        has_sectors = self.fields["sector"].queryset.exists()
        if is_member and has_sectors and not data.get("sector") and "sector" not in self.errors:
            self.add_error("sector", "政协委员请选择界别；特邀成员可以不选。")
        second = data.get("second_committee")
        if second and second == data.get("special_committee"):
            self.add_error("second_committee", "第二专委会不能与专委会相同。")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the action wants: the file, its sound, and the places that were touched."""
        data = self.cleaned_data
        return {name: data[name] for name in self.Meta.fields} | {
            "is_cppcc_member": data["identity"] == "member",
            "pinyin": self._pinyin(),
            "places": {tie: _as_list(data[tie]) for tie in TIES if tie in self.changed_data},
        }

    def _pinyin(self) -> str:
        """What staff have written about the sound, or what the name says by itself."""
        data = self.cleaned_data
        touched = {"sound", "initials"} & set(self.changed_data)
        if "name" in self.changed_data and not touched:
            return pinyin_of(data["name"])
        whole, _, initials = pinyin_of(data["name"]).partition(" ")
        return f"{data['sound'] or whole} {data['initials'] or initials}"


class EditMemberForm(MemberForm):
    """Correct the file (修改档案)."""

    edits = True


class NewMemberForm(MemberForm):
    """Open a file (登记委员), and take the person into a first studio at the same time."""

    creates = True
    submit_label = "登记"
    more = ("is_another", "studio", "basis", "since", *MemberForm.more)

    studio = forms.ModelChoiceField(
        Studio.objects.none(), label="所在工作室", required=False, empty_label="暂不编入"
    )
    basis = forms.ChoiceField(
        label="编入依据", choices=[("", "未注明"), *Basis.choices], required=False
    )
    since = DayField(label="任职日期", required=False, help_text="本届担任委员的第一天，可不填。")
    is_another = forms.BooleanField(label="与名录中的同名者不是同一人", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        studios = Studio.objects.filter(committee=self.committee)
        self.fields["studio"].queryset = studios.exclude(status="revoked")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        namesakes = Member.objects.filter(committee=self.committee, name=data.get("name", ""))
        if not data.get("is_another") and (known := namesakes.first()):
            where = "、".join(part for part in (known.post, known.get_status_display()) if part)
            self.add_error(
                "is_another",
                f"名录中已有“{known.name}”（{where}）。确实不是同一人的，请勾选这一项后再登记。",
            )
        return data

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().facts | {name: data[name] for name in ("studio", "basis", "since")}


class PhoneForm(PortalForm, forms.ModelForm):
    """A member's own telephone (修改手机号)."""

    edits = True
    submit_label = "保存"

    phone = PhoneField(label="手机", help_text="只有政协机关和您本人看得到。")

    class Meta:
        model = Member
        fields = ["phone"]


def _offer_places(form: Any, committee: Committee) -> None:
    """Four selects of places over one list of them; what the file has is chosen."""
    places = Area.objects.filter(committee=committee)
    tree = in_tree_order(list(places.values_list("pk", "name", "order")))
    has: dict[str, list[int]] = {}
    if form.instance.pk:
        for basis, area in form.instance.places.values_list("basis", "area_id"):
            has.setdefault(basis, []).append(area)
    for tie in TIES:
        is_one = tie in (Basis.HOME, Basis.WORK)
        form.fields[tie].queryset = places
        form.fields[tie].choices = [("", "未填"), *tree] if is_one else tree
        chosen = has.get(tie, [])
        form.initial[tie] = next(iter(chosen), None) if is_one else chosen


def _as_list(chosen: Any) -> list[Area]:
    """One place, several or none."""
    if not chosen:
        return []
    return [chosen] if isinstance(chosen, Area) else list(chosen)
