from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('permits', '0035_printed_overlays')]

    operations = [
        AddIndexConcurrently(
            model_name='permitdocument',
            index=models.Index(fields=['sha256'], name='permits_permitdocument_sha256'),
        ),
    ]
