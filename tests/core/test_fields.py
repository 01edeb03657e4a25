from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.fields import DayField, PhoneField, UploadField, UploadsField
from tests.core.files import PDF, PNG


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800138000", "13800138000"),
        (" 138 0013 8000 ", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("0917-3521234", "0917-3521234"),
        ("(0917)3521234", "0917-3521234"),
        ("09173521234", "0917-3521234"),
        ("010—62345678", "010-62345678"),
        ("010-62345678-12", "010-62345678-12"),
    ],
)
def test_a_telephone_is_kept_in_one_spelling(typed, kept):
    assert PhoneField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["1380013800", "23800138000", "3521234", "电话", "12345678901234"]
)
def test_what_cannot_be_dialled_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="0917-3521234"):
        PhoneField().clean(typed)


def test_no_telephone_is_no_error_where_none_is_asked():
    assert PhoneField(required=False).clean("") == ""


@pytest.mark.parametrize("typed", ["2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日"])
def test_a_day_is_read_as_the_office_writes_it(typed):
    assert DayField().clean(typed) == date(2026, 3, 2)


def test_a_day_that_does_not_exist_is_refused_with_an_example():
    with pytest.raises(ValidationError, match="2026-03-02"):
        DayField().clean("2026-02-30")


def file(name="照片.png", content=PNG):
    return SimpleUploadedFile(name, content)


def test_a_good_file_passes_and_can_still_be_read():
    assert UploadField().clean(file()).read() == PNG


def test_a_file_over_the_limit_is_told_its_size(settings):
    settings.UPLOAD_MAX_BYTES = 20

    with pytest.raises(ValidationError, match=r"“照片.png”有.+超过了20"):
        UploadField().clean(file())


def test_only_the_asked_groups_are_taken_and_offered():
    field = UploadField(groups=("image",))

    assert ".png" in field.widget.attrs["accept"]
    assert ".pdf" not in field.widget.attrs["accept"]
    with pytest.raises(ValidationError, match="只接受图片"):
        field.clean(file("a.pdf", PDF))


def test_an_empty_or_missing_file_is_said():
    with pytest.raises(ValidationError, match="文件是空的"):
        UploadField().clean(file(content=b""))
    assert UploadField(required=False).clean(None) is None


def test_several_files_clean_to_a_list():
    files = [file("a.png"), file("b.pdf", PDF)]

    assert UploadsField().clean(files) == files
    assert UploadsField().clean(files[0]) == files[:1]
    assert UploadsField(required=False).clean([]) == []


def test_each_of_several_files_is_checked_and_they_are_counted():
    with pytest.raises(ValidationError, match=r"b\.exe"):
        UploadsField().clean([file(), file("b.exe")])
    with pytest.raises(ValidationError, match="最多上传2个"):
        UploadsField(most=2).clean([file()] * 3)
    with pytest.raises(ValidationError):
        UploadsField().clean([])
