import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('species', '0005_fold_names_anew')]

    operations = [
        AddIndexConcurrently(
            model_name='taxonname',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='species_name_words'),
        ),
        AddIndexConcurrently(
            model_name='taxonname',
            index=django.contrib.postgres.indexes.GinIndex(fields=['near'], name='species_name_near'),
        ),
    ]
