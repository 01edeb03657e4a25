from datetime import date

from django.db import migrations

LONG_AGO = date(2020, 1, 1)


def link(apps, schema_editor):
    """Who is in charge now has been since the studio opened, as far as anybody wrote down."""
    links = apps.get_model("studios", "StudioLink")
    for studio in apps.get_model("studios", "Studio").objects.order_by("pk"):
        since = studio.opened_on or LONG_AGO
        for kind, field, key in (
            ("leader", "leader_id", studio.linked_leader_id),
            ("committee", "special_committee_id", studio.special_committee_id),
        ):
            if key and not links.objects.filter(studio=studio, kind=kind, ends_on=None).exists():
                links.objects.create(studio=studio, kind=kind, starts_on=since, **{field: key})


class Migration(migrations.Migration):
    dependencies = [("studios", "0002_the_directory")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
