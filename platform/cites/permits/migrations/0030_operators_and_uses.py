"""Operators of the simplified procedure, and what holders of partly completed permits declare of their uses."""

import django.db.models.deletion
import kernel.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_deputy_mail_failed'),
        ('permits', '0029_retention'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisteredOperator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, verbose_name='registration number')),
                ('terms', models.CharField(blank=True, max_length=200, verbose_name='types of specimen')),
                ('sources', models.CharField(blank=True, max_length=40, verbose_name='sources')),
                ('remark', models.TextField(blank=True, max_length=1000, verbose_name='remark')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('registered_at', models.DateTimeField(default=kernel.clock.now)),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'operator',
                'verbose_name_plural': 'operators',
                'ordering': ['number', '-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='OperatorSpecies',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taxon_code', models.CharField(max_length=40, verbose_name='taxon')),
                ('scientific_name', models.CharField(max_length=200, verbose_name='scientific name')),
                ('approved_at', models.DateTimeField(default=kernel.clock.now)),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('operator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='species', to='permits.registeredoperator')),
            ],
            options={
                'ordering': ['scientific_name'],
            },
        ),
        migrations.CreateModel(
            name='OperatorEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('suspended', 'Suspended'), ('restored', 'In force again'), ('ended', 'Ended')], max_length=10, verbose_name='event')),
                ('from_day', models.DateField(verbose_name='from')),
                ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                ('at', models.DateTimeField(default=kernel.clock.now, verbose_name='at')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('operator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='permits.registeredoperator')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='UseDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('used_on', models.DateField(verbose_name='day of the shipment')),
                ('consignee_name', models.CharField(blank=True, max_length=200, verbose_name='importer')),
                ('consignee_address', models.TextField(blank=True, max_length=500, verbose_name="importer's address")),
                ('consignee_country', models.CharField(blank=True, max_length=2, verbose_name='country of import')),
                ('description', models.TextField(blank=True, max_length=500, verbose_name='description and marks')),
                ('transport_document', models.CharField(blank=True, max_length=60, verbose_name='bill of lading or air waybill')),
                ('declared_at', models.DateTimeField(default=kernel.clock.now)),
                ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('permit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='use', to='permits.permit')),
            ],
            options={
                'verbose_name': 'declaration of a use',
                'verbose_name_plural': 'declarations of uses',
                'ordering': ['declared_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UsedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='quantity sent')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='permits.usedeclaration')),
                ('permit_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declared', to='permits.permitline')),
            ],
            options={
                'ordering': ['permit_line__position'],
            },
        ),
        migrations.AddConstraint(
            model_name='registeredoperator',
            constraint=models.UniqueConstraint(fields=('number', 'valid_from'), name='permits_operator_once'),
        ),
        migrations.AddConstraint(
            model_name='registeredoperator',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='permits_operator_days'),
        ),
        migrations.AddConstraint(
            model_name='registeredoperator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='permits_operator_one_holder'),
        ),
        migrations.AddConstraint(
            model_name='operatorspecies',
            constraint=models.UniqueConstraint(fields=('operator', 'taxon_code'), name='permits_operatorspecies_once'),
        ),
        migrations.AddConstraint(
            model_name='operatorevent',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='permits_operatorevent_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='operatorevent',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'ended')), fields=('operator',), name='permits_operatorevent_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='usedline',
            constraint=models.UniqueConstraint(fields=('declaration', 'permit_line'), name='permits_usedline_once'),
        ),
        migrations.AddConstraint(
            model_name='usedline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 0)), name='permits_usedline_not_negative'),
        ),
    ]
