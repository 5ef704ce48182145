import django.db.models.deletion
import kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('permits', '0034_quotas_of_certificates')]

    operations = [
        migrations.CreateModel(
            name='PrintedOverlay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('printed_at', models.DateTimeField(default=kernel.clock.now, verbose_name='printed at')),
                ('permit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overlays', to='permits.permit')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
