import django.contrib.postgres.fields
import django.contrib.postgres.search
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ('species', '0003_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='taxonname',
            name='near',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, editable=False, null=True, size=None),
        ),
        migrations.AddField(
            model_name='taxonname',
            name='words',
            field=django.contrib.postgres.search.SearchVectorField(blank=True, editable=False, null=True),
        ),
    ]
