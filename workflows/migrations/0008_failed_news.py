from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('workflows', '0007_news_sent')]

    operations = [
        AddIndexConcurrently(
            model_name='casenews',
            index=models.Index(condition=models.Q(('sending', 'failed')), fields=['sent_at'], name='news_failed'),
        ),
    ]
