"""Every matter is written down under its rarest pairs of characters, so that like ones are found."""

import django.db.models.deletion
from django.db import migrations, models

from consultations.lineage import grams

CHUNK = 500


def write_down(apps, schema_editor):
    """How common pairs are is counted in the first night; until then all are held for rare."""
    rows = apps.get_model("consultations", "Issue").objects.order_by("pk")
    Gram = apps.get_model("consultations", "Gram")
    last = 0
    while issues := list(rows.filter(pk__gt=last).only("committee", "title", "body", "place")[:CHUNK]):
        Gram.objects.bulk_create(
            [
                Gram(committee_id=issue.committee_id, gram=number, issue_id=issue.pk)
                for issue in issues
                for number in grams.kept(grams.gist_of(issue.title, issue.body, issue.place), {})
            ],
            ignore_conflicts=True,
        )
        last = issues[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("consultations", "0004_mechanisms_of_matters"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommonGram",
            fields=[
                ("pk", models.CompositePrimaryKey("committee", "gram", blank=True, editable=False, primary_key=True, serialize=False)),
                ("gram", models.IntegerField(verbose_name="二字组")),
                ("share", models.FloatField(verbose_name="占比")),
                ("committee", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.committee")),
            ],
            options={"verbose_name": "常见二字组"},
        ),
        migrations.CreateModel(
            name="Gram",
            fields=[
                ("pk", models.CompositePrimaryKey("committee", "gram", "issue", blank=True, editable=False, primary_key=True, serialize=False)),
                ("gram", models.IntegerField(verbose_name="二字组")),
                ("committee", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.committee")),
                ("issue", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="grams", to="consultations.issue")),
            ],
            options={"verbose_name": "意见的二字组"},
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop, elidable=True),
    ]
