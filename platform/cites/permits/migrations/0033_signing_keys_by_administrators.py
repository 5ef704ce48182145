import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('permits', '0032_warnings_of_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name='person',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            )
            for name in ('signingkey', 'signingkeyevent', 'signingcertificate')
        ),
        migrations.AddField(
            model_name='signingkeyevent',
            name='exposed_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='signingkeyevent',
            name='operator',
            field=models.EmailField(blank=True, default='', max_length=254),
        ),
    ]
