"""Form fields that every county needs: telephone, day, upload."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from core import uploads

# More digits than the largest key has.
LONGEST_KEY = 18
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})-?([2-9]\d{6,7})(?:-(\d{1,6}))?")
_IGNORED = str.maketrans({" ": "", "—": "-", "–": "-", "(": "", ")": "-"})


class PhoneField(forms.CharField):
    """A mainland telephone (手机或座机), kept as `13800138000` or `0917-3521234`."""

    default_error_messages = {
        "phone": "请填写11位手机号，或带区号的座机，如 0917-3521234。",
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs | {"type": "tel"}))
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return text
        plain = unicodedata.normalize("NFKC", text).translate(_IGNORED)
        if landline := _LANDLINE.fullmatch(plain):
            return "-".join(part for part in landline.groups() if part)
        if mobile := _MOBILE.fullmatch(plain.replace("-", "")):
            return mobile[1]
        raise ValidationError(self.error_messages["phone"], code="phone")


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows of a table. A number that no row can have is no choice; SQLite breaks on it."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, (list, tuple)) else ():
            if len(str(key)) > LONGEST_KEY:
                params = {"value": f"{str(key)[:LONGEST_KEY]}…"}
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params=params
                )
        return super().clean(value)


class DayField(forms.DateField):
    """A day, picked or typed as the office writes it (2026年3月2日)."""

    default_error_messages = {"invalid": "请填写正确的日期，如 2026-03-02。"}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        kwargs.setdefault("widget", widget)
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
        super().__init__(input_formats=formats, **kwargs)


class UploadField(forms.FileField):
    """A picture, PDF or office file (附件), checked by ending and by content."""

    default_error_messages = {
        "invalid": "没有收到文件，请重新选择。",
        "empty": "文件是空的，请重新选择。",
        "too_big": "“%(name)s”有%(size)s，超过了%(limit)s。",
    }

    def __init__(
        self, *, groups: Collection[str] = ("image", "pdf", "office"), **kwargs: Any
    ) -> None:
        self.groups = groups
        kwargs.setdefault("max_length", 150)
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(uploads.endings(groups))

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        limit = settings.UPLOAD_MAX_BYTES
        if file.size > limit:
            said = {"name": file.name, "size": _size(file.size), "limit": _size(limit)}
            raise ValidationError(self.error_messages["too_big"], code="too_big", params=said)
        uploads.check(file, str(file.name), self.groups)
        return file


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files at once (多个附件); cleans to a list."""

    def __init__(self, *, most: int = 9, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("widget", _SeveralFiles())
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            return [one for one in [super().clean(None, initial)] if one]
        if len(files) > self.most:
            raise ValidationError(f"一次最多上传{self.most}个文件。", code="too_many")
        return [super(UploadsField, self).clean(file, initial) for file in files]


def _size(n: int) -> str:
    return filesizeformat(n).replace("\xa0", " ")
