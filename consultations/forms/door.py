"""What a citizen fills in at the studio's door (群众点单), and what the studio enters for one."""

from datetime import datetime, timedelta

from crispy_forms.layout import Field
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from consultations.actions.raising import sent_before
from consultations.enums import Source
from consultations.models import Issue
from core import clock
from core.forms import PhoneField, PortalForm, UploadsField

# Which text of consent (知情同意) is shown; it is kept with every matter.
CONSENT_VERSION = "2026-1"
MOST_PHOTOS = 3
LARGEST_PHOTO = 10 * 1024 * 1024
TOO_QUICK, TOO_OLD = timedelta(seconds=2), timedelta(hours=12)
SALT = "consultations.door"
EXPIRED = "页面打开太久，已经过期。您填写的内容还在，请核对后再按一次提交；照片需要重新选择。"


class MatterForm(PortalForm, forms.Form):
    """The matter itself and how to reach the person; both ways in share it."""

    creates = True

    title = forms.CharField(label="标题", max_length=50, help_text="一句话说清什么事，不超过50字。")
    body = forms.CharField(
        label="情况和诉求", min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )
    place = forms.CharField(label="地点", max_length=100, required=False)
    photos = UploadsField(
        label="照片",
        most=MOST_PHOTOS,
        groups=("image",),
        required=False,
        help_text=f"最多{MOST_PHOTOS}张，每张不超过10MB。照片中的定位等隐藏信息会自动去除。",
    )
    name = forms.CharField(label="姓名", max_length=20, required=False)
    phone = PhoneField(label="电话", required=False)
    may_publish = forms.BooleanField(label="同意公开办理结果（不含我的个人信息）", required=False)
    consent = forms.BooleanField(
        label="我已阅读并同意上面的个人信息处理说明",
        error_messages={"required": "请先阅读个人信息处理说明并勾选同意。"},
    )

    def clean_photos(self):
        """No single photo is larger than a telephone makes it."""
        photos = self.cleaned_data["photos"]
        for photo in photos:
            if photo.size > LARGEST_PHOTO:
                raise ValidationError(f"“{photo.name}”超过10MB，请缩小后再上传。")
        return photos

    def clean(self):
        """A name alone reaches nobody."""
        data = super().clean()
        if data.get("name") and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "填写了姓名，请一并留下电话；不想留电话的，姓名也请留空。")
        return data

    @property
    def matter(self) -> dict:
        """What `raise_issue` takes."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("title", "body", "place", "may_publish")}
        return kept | {
            "contact_name": data["name"],
            "contact_phone": data["phone"],
            "files": data["photos"],
            "consent_version": CONSENT_VERSION,
        }


class FromTheStreet(PortalForm, forms.Form):
    """What anybody may send without signing in carries two fields that only a robot trips over."""

    website = forms.CharField(
        label="请勿填写此栏",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = stamp

    def layout(self):
        """The trap stands where no eye and no tab key reaches it."""
        layout = super().layout()
        layout.fields = [
            Field(field, wrapper_class="visually-hidden") if field == "website" else field
            for field in layout.fields
        ]
        return layout

    def clean(self):
        """Neither a robot nor a page that was opened yesterday; the text stays in either case."""
        data = super().clean()
        if data.pop("website", ""):
            self._renew(website="")
            raise ValidationError("没有提交成功：有隐藏栏被自动填写。请核对内容，再按一次提交。")
        opened = read_stamp(data.pop("opened", ""))
        age = clock.now() - opened if opened else None
        if age is None or age > TOO_OLD:
            self._renew(opened=stamp())
            raise ValidationError(EXPIRED)
        if age < TOO_QUICK:
            raise ValidationError("提交得太快了，请核对内容，稍等两秒再按一次提交。")
        return data

    def _renew(self, **values: str) -> None:
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value


class DoorForm(FromTheStreet, MatterForm):
    """The form behind the QR code: eight fields for a matter of one's own."""

    submit_label = "提交"

    field_order = ("title", "body", "place", "photos", "name", "phone", "may_publish", "consent")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "phone"
        ].help_text = "姓名、电话都可以不填（匿名），但那样我们无法联系您，只能凭查询码查看进展。"


# Scanned at the door by people themselves; and 带话 is registered on a page of its own.
NOT_ENTERED_HERE = {Source.QR, Source.RELAY}
# With the page's script these stand beside the source, and only for this one.
ONLY_REFERRED = {"data-only-for": f"source={Source.REFERRAL.value}"}


class RegisterForm(MatterForm):
    """What convener, liaison officer or member enters for somebody (代为登记)."""

    submit_label = "登记"
    more = ("sent_by", "sent_number", "photos", "may_publish")
    source = forms.ChoiceField(
        label="来源",
        choices=[choice for choice in Source.choices if choice[0] not in NOT_ENTERED_HERE],
        initial=Source.RECEPTION,
    )
    sent_by = forms.CharField(
        label="转来单位",
        max_length=40,
        required=False,
        help_text="来源为“12345或其他转来”时填写，如：县12345热线。",
        widget=forms.TextInput(attrs=ONLY_REFERRED),
    )
    sent_number = forms.CharField(
        label="来件编号",
        max_length=40,
        required=False,
        help_text="转来单位给这件事的编号；同一编号只登记一次。",
        widget=forms.TextInput(attrs=ONLY_REFERRED),
    )
    studio = forms.ModelChoiceField(label="工作室", queryset=None, empty_label=None)

    field_order = ("studio", "source", "title", "body", "place", "name", "phone", "consent")

    def __init__(self, *args, studios, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["studio"].queryset = studios
        first = studios.first()
        self.fields["studio"].initial = first and first.pk
        if studios.count() == 1:
            self.fields["studio"].widget = forms.HiddenInput()
        self.fields["consent"].label = "已向反映人说明个人信息处理规则，并征得同意"

    def clean(self):
        """What another body sent on says whose it was and under which number, and comes once."""
        data = super().clean()
        if data.get("source") != Source.REFERRAL:
            return data | {"sent_by": "", "sent_number": ""}
        for name in ("sent_by", "sent_number"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, f"来源是其他单位转来的，请填写{self.fields[name].label}。")
        if data.get("sent_by") and data.get("sent_number") and data.get("studio"):
            self._refuse_sent_twice(data)
        return data

    def _refuse_sent_twice(self, data):
        first = sent_before(data["studio"].committee, data["sent_by"], data["sent_number"])
        if first is None:
            return
        if Issue.objects.visible_to(self.reader).filter(pk=first.pk).exists():
            link = format_html('<a href="{}">{}</a>', first.get_absolute_url(), first.number)
        else:
            link = format_html("{}（{}）", first.number, first.studio)
        self.add_error(None, format_html("这一来件已经登记，见{}，不用再登记。", link))

    @property
    def matter(self) -> dict:
        """What `raise_issue` takes."""
        data = self.cleaned_data
        return super().matter | {name: data[name] for name in ("sent_by", "sent_number")}


def stamp() -> str:
    """When the page was opened, signed."""
    return signing.dumps(clock.now().timestamp(), salt=SALT)


def read_stamp(text: str) -> datetime | None:
    """The moment, if the stamp is ours."""
    try:
        return datetime.fromtimestamp(signing.loads(text, salt=SALT), tz=clock.now().tzinfo)
    except signing.BadSignature:
        return None
