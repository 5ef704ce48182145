from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('workflows', '0004_assignments')]

    operations = [
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('lodged_at__isnull', False)), fields=['due_on', 'stage_since', 'id'], include=['release_number', 'workflow', 'stage', 'opened_by'], name='case_to_be_done'),
        ),
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('lodged_at__isnull', False)), fields=['closed_at', 'id'], include=['stage'], name='case_done'),
        ),
    ]
