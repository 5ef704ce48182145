"""The Secretariat's registers: breeding operations, nurseries and scientific institutions."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('species', '0007_advisories_and_populations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dataset', models.CharField(db_default='starter', default='starter', editable=False, max_length=20)),
                ('valid_from', models.DateField(default=datetime.date(1975, 7, 1))),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which it holds.', null=True)),
                ('source', models.CharField(max_length=200)),
                ('checked', models.BooleanField(default=False, help_text='Compared with the official text by a person.')),
                ('register', models.CharField(choices=[('breeding', 'Operations that breed animals of Appendix I for commerce'), ('nursery', 'Nurseries that propagate plants of Appendix I for export'), ('institution', 'Scientific institutions')], max_length=12)),
                ('code', models.CharField(max_length=20)),
                ('party', models.CharField(max_length=2)),
                ('name', models.CharField(max_length=300)),
                ('scientific_name', models.CharField(blank=True, help_text='Blank: the register names none.', max_length=120)),
                ('ended_by', models.CharField(blank=True, choices=[('deleted', 'Deleted from the register'), ('suspended', 'Suspended'), ('gone', 'No longer in the data')], max_length=10)),
                ('end_told', models.BooleanField(db_default=True, default=True)),
            ],
            options={
                'ordering': ['code', 'scientific_name', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('register', 'code', 'scientific_name', 'valid_from'), name='species_registration_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='species_registration_ends_later')],
            },
        ),
    ]
