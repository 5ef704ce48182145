from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('permits', '0006_authority_findings'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='changed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
