"""What destinations ask beyond the Convention, and which populations a listing leaves out, as data."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('species', '0006_names_as_typed_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='listing',
            name='excepted',
            field=models.TextField(blank=True, db_default='', default='', help_text='ISO codes of the countries whose populations are left out.'),
        ),
        migrations.AddField(
            model_name='listing',
            name='partly',
            field=models.TextField(blank=True, db_default='', default='', help_text='Of these countries only some populations, as the note says.'),
        ),
        migrations.AddField(
            model_name='listing',
            name='unread',
            field=models.BooleanField(db_default=False, default=False, help_text='The note names populations in words that could not be read.'),
        ),
        migrations.CreateModel(
            name='Advisory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(default=datetime.date(1975, 7, 1))),
                ('valid_to', models.DateField(blank=True, help_text='Last day on which it holds.', null=True)),
                ('source', models.CharField(max_length=200)),
                ('checked', models.BooleanField(default=False, help_text='Compared with the official text by a person.')),
                ('name_en', models.CharField(max_length=200)),
                ('name_fr', models.CharField(blank=True, max_length=200)),
                ('name_es', models.CharField(blank=True, max_length=200)),
                ('terms', models.CharField(blank=True, max_length=200)),
                ('sources', models.CharField(blank=True, max_length=40)),
                ('purposes', models.CharField(blank=True, max_length=40)),
                ('key', models.CharField(max_length=40)),
                ('countries', models.TextField(help_text='ISO codes of the destinations, separated by spaces.')),
                ('rank', models.CharField(blank=True, max_length=12)),
                ('taxon_name', models.CharField(blank=True, max_length=120)),
                ('appendices', models.CharField(blank=True, max_length=12)),
                ('effect', models.CharField(choices=[('notice', 'People are told'), ('advised_against', 'It is advised against')], default='notice', max_length=16)),
            ],
            options={
                'ordering': ['key', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('key', 'valid_from'), name='species_advisory_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='species_advisory_ends_later')],
            },
        ),
    ]
