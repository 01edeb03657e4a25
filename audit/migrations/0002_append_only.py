"""The database refuses to change or delete a line of the flow record."""

from django.db import migrations

from audit import guard


def lock(apps, schema_editor):
    guard.lock(schema_editor.connection)


def unlock(apps, schema_editor):
    guard.unlock(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock, elidable=False)]
