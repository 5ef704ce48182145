import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('permits', '0008_application_words')]

    operations = [
        AddIndexConcurrently(
            model_name='application',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='permits_application_words'),
        ),
    ]
