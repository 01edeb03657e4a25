"""What the sign-in page, the people pages and the calendar ask for."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from accounts import scopes
from accounts.enums import Role
from accounts.models import Unit, User
from core.forms import DayField, PhoneField, PortalForm

WRONG = "账号或密码不正确，请核对后重新输入。连续输错五次将暂停登录十五分钟。"

# Django says some of these in English.
WEAK = {
    "password_too_short": "新密码太短，至少10位。",
    "password_too_common": "新密码太常见，容易被猜到，请换一个。",
    "password_entirely_numeric": "新密码不能全是数字。",
    "password_too_similar": "新密码与账号、姓名太相近，请换一个。",
}


class SignInForm(AuthenticationForm):
    """Account and password; the answer is the same whether or not the account exists."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = "请填写账号。"
        self.fields["password"].error_messages["required"] = "请填写密码。"


class NewPasswordForm(PortalForm, forms.Form):
    """A password of one's own, twice (设置新密码)."""

    submit_label = "保存新密码"

    new1 = forms.CharField(
        label="新密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少10位，不能全是数字，不能是常见密码，也不能与账号、姓名相近。",
        strip=False,
        max_length=128,
    )
    new2 = forms.CharField(
        label="再输入一遍",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_new1(self) -> str:
        password = self.cleaned_data["new1"]
        if self.person.check_password(password):
            raise ValidationError("新密码不能与现在的密码相同。")
        try:
            password_validation.validate_password(password, self.person)
        except ValidationError as refused:
            codes = [one.code for one in refused.error_list]
            raise ValidationError([WEAK.get(code or "", str(refused)) for code in codes]) from None
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, second = cleaned.get("new1"), cleaned.get("new2")
        if first and second and first != second:
            self.add_error("new2", "两次输入的密码不一致。")
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The present password as well, for somebody may have left the screen open (修改密码)."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old", "new1", "new2"]

    def clean_old(self) -> str:
        if not self.person.check_password(self.cleaned_data["old"]):
            raise ValidationError("现在的密码不正确。")
        return self.cleaned_data["old"]


class PersonForm(PortalForm, forms.ModelForm):
    """A new account (新增人员)."""

    creates = True
    submit_label = "新增并生成一次性密码"

    phone = PhoneField(label="手机", required=False)

    class Meta:
        model = User
        fields = ["name", "username", "post", "phone", "email"]
        labels = {"username": "账号", "email": "电子邮箱（用于接收提醒）"}
        help_texts = {"username": "用于登录，可用字母、数字和 @ . + - _，定后不改。"}
        error_messages = {"username": {"unique": "已有人使用这个账号，请换一个。"}}


class GrantForm(PortalForm, forms.Form):
    """Which office, for what, from when to when (授权)."""

    creates = True
    submit_label = "授权"

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="承办单位",
        required=False,
        help_text="只有“承办单位”角色需要选择。",
    )
    studio = forms.ModelChoiceField(
        None, label="工作室", required=False, help_text="只有召集人、联络员需要选择。"
    )
    area = forms.ModelChoiceField(
        None, label="镇（街道）", required=False, help_text="只有“镇（街道）党委”角色需要选择。"
    )
    special_committee = forms.ModelChoiceField(
        None, label="专门委员会", required=False, help_text="只有“专门委员会”角色需要选择。"
    )
    starts_on = DayField(label="自")
    ends_on = DayField(label="至（不填为长期）", required=False)

    scope_fields = {
        Role.CONVENER: "studio",
        Role.LIAISON: "studio",
        Role.TOWNSHIP: "area",
        Role.COMMITTEE_STAFF: "special_committee",
        Role.UNIT: "unit",
    }

    def __init__(self, *args: Any, committee: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of(committee).active()
        for role, name in self.scope_fields.items():
            if name != "unit":
                self.fields[name].queryset = scopes.choices(role, committee)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name = self.scope_fields.get(cleaned.get("role"))
        if name and not cleaned.get(name):
            self.add_error(name, f"请选择{self.fields[name].label}。")
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "终止日期不能早于起始日期。")
        scope = cleaned.get(name) if name else None
        cleaned["facts"] = {
            "role": cleaned.get("role"),
            "starts_on": starts,
            "ends_on": ends,
            "unit": scope if name == "unit" else None,
            "scope": scope if name != "unit" else None,
        }
        return cleaned


class EndGrantForm(PortalForm, forms.Form):
    """The last day of an office (终止授权)."""

    submit_label = "终止授权"

    on = DayField(label="最后一天")


class CalendarDayForm(PortalForm, forms.Form):
    """One day that is worked or not (校正工作日历)."""

    submit_label = "保存这一天"

    day = DayField(label="日期")
    is_workday = forms.TypedChoiceField(
        label="这一天",
        choices=[("0", "休息"), ("1", "上班")],
        coerce=lambda value: value == "1",
        empty_value=None,
    )
    name = forms.CharField(label="名称", max_length=40, help_text="如“春节”“国庆节调休上班”。")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2099:
            raise ValidationError("只能校正2000年至2099年之间的日期。")
        return day
