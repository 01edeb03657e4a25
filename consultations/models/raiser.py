"""Who raised a matter, what came with it, and what they were told."""

from django.db import models

from consultations.models.issue import Issue
from core import clock
from core.crypto import EncryptedTextField


class Contact(models.Model):
    """How to reach the person who raised an issue (联系方式): kept apart, encrypted, purged.

    Shown masked; seeing it whole is a step of its own in the flow record.
    """

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="contact")
    name = EncryptedTextField("姓名", blank=True)
    phone = EncryptedTextField("电话", blank=True)

    class Meta:
        verbose_name = "联系方式"

    def __str__(self):
        return f"{self.issue.number}联系方式"


class Attachment(models.Model):
    """A photo or file that came with an issue (附件)."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="attachments")
    file = models.FileField("文件", upload_to="issues/%Y/%m/")
    name = models.CharField("文件名", max_length=100)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "附件"

    def __str__(self):
        return self.name


class Telling(models.Model):
    """What the raiser was told, and when (告知): shown on the tracking page (件件有回音)."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="tellings")
    text = models.CharField("内容", max_length=500)
    at = models.DateTimeField("时间", default=clock.now)

    class Meta:
        verbose_name = "告知"
        ordering = ["at", "id"]

    def __str__(self):
        return self.text
