from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('workflows', '0009_notes')]

    operations = [
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(
                condition=models.Q(('lodged_at__isnull', False)),
                fields=['lodged_at'],
                include=('workflow',),
                name='case_lodged',
            ),
        ),
        AddIndexConcurrently(
            model_name='casestep',
            index=models.Index(fields=['verb', 'at'], include=('case', 'version'), name='step_verb_at'),
        ),
    ]
