from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('permits', '0010_lodged'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='permit',
            index=models.Index(fields=['issued_on'], name='permits_permit_issued_on'),
        ),
        AddIndexConcurrently(
            model_name='permitline',
            index=models.Index(fields=['taxon_code'], name='permits_permitline_taxon'),
        ),
    ]
