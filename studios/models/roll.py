"""A list of members on its way into the directory (委员导入)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from core import clock
from core.crypto import EncryptedTextField


class RollQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever brought a list goes on with it, and nobody else."""
        return self.filter(brought_by=user)


class Roll(models.Model):
    """A file of members that was read and waits to be confirmed (导入预览).

    Its rows hold telephones, so they are kept encrypted, and only until they have been entered or
    a day has passed. Nothing else is written before the office confirms.
    """

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    rows = EncryptedTextField("内容", blank=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField("上传时间", default=clock.now)
    entered_at = models.DateTimeField("导入时间", null=True, blank=True)
    added = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("更新", default=0)

    objects = RollQuerySet.as_manager()

    class Meta:
        verbose_name = "委员名单"
        ordering = ["-brought_at", "-id"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("studios:roll", args=[self.pk])
