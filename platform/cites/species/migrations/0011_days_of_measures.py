"""Of which day the suspensions and quotas of a body of data are, and how often the reference data changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('species', '0010_carried'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name='dataset',
            name='quotas_taken_on',
            field=models.DateField(blank=True, help_text='The same of export quotas.', null=True),
        ),
        migrations.AddField(
            model_name='dataset',
            name='suspensions_taken_on',
            field=models.DateField(blank=True, help_text='The day of its suspensions of trade; blank: it holds none.', null=True),
        ),
        migrations.AlterField(
            model_name='stagedrecord',
            name='only_names',
            field=models.BooleanField(default=False, help_text='It adds to a taxon and says nothing else of it.'),
        ),
    ]
