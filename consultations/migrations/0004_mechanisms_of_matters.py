"""Matters that run already keep the mechanism under which they began."""

from django.db import migrations


def keep(apps, schema_editor):
    mechanisms = apps.get_model("consultations", "Mechanism").objects
    for mechanism in mechanisms.filter(is_default=True):
        for noun in ("Issue", "Topic"):
            rows = apps.get_model("consultations", noun).objects
            rows.filter(committee_id=mechanism.committee_id, mechanism=None).update(
                mechanism=mechanism
            )


class Migration(migrations.Migration):
    dependencies = [("consultations", "0003_county_practice")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
