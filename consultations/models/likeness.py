"""Under which pairs of characters a matter is found again by one that is like it (同类意见)."""

from django.db import models


class Gram(models.Model):
    """One of the few pairs of characters that tell a matter from others (二字组)."""

    pk = models.CompositePrimaryKey("committee", "gram", "issue")
    committee = models.ForeignKey(
        "accounts.Committee", models.CASCADE, related_name="+", db_index=False
    )
    gram = models.IntegerField("二字组")
    issue = models.ForeignKey("consultations.Issue", models.CASCADE, related_name="grams")

    class Meta:
        verbose_name = "意见的二字组"

    def __str__(self):
        return f"{self.issue_id}：{self.gram}"


class CommonGram(models.Model):
    """A pair of characters that many of a county's matters have, and how many (常见二字组).

    Counted now and then: how common a word is hardly changes from one day to the next.
    """

    pk = models.CompositePrimaryKey("committee", "gram")
    committee = models.ForeignKey(
        "accounts.Committee", models.CASCADE, related_name="+", db_index=False
    )
    gram = models.IntegerField("二字组")
    share = models.FloatField("占比")

    class Meta:
        verbose_name = "常见二字组"

    def __str__(self):
        return f"{self.gram}：{self.share:.2%}"
