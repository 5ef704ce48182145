"""The days of what was imported before, from whole imports alone."""

from django.db import migrations


def state_days(apps, editor):
    """Take the day from whole imports alone: one of some taxa moved it as well, and no measures came with it."""
    runs = apps.get_model('species', 'ImportRun').objects.filter(state='applied', reader__in=('ndjson', 'api'))
    whole = runs.order_by('-as_of').values_list('as_of', flat=True).first()
    if whole is not None:
        apps.get_model('species', 'Dataset').objects.filter(code='species_plus').update(
            taken_on=whole, suspensions_taken_on=whole, quotas_taken_on=whole
        )


class Migration(migrations.Migration):

    dependencies = [
        ('species', '0011_days_of_measures'),
    ]

    operations = [migrations.RunPython(state_days, migrations.RunPython.noop)]
