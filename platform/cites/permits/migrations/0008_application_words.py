import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('permits', '0007_application_changed_at')]

    operations = [
        migrations.AddField(
            model_name='application',
            name='words',
            field=django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
    ]
