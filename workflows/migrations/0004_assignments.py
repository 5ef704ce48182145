import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflows', '0003_news'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('branch', models.CharField(blank=True, default='', max_length=40, verbose_name='branch')),
                ('stage', models.CharField(max_length=40, verbose_name='stage')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='workflows.case', verbose_name='case')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
                'ordering': ['since', 'id'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['person'], name='assignment_held_by')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case', 'branch'), name='assignment_one_holder')],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='due on'),
        ),
        migrations.AddField(
            model_name='case',
            name='due_reckoned_with',
            field=models.CharField(blank=True, db_default='', max_length=40, verbose_name='calendar of the due date'),
        ),
        migrations.AddField(
            model_name='case',
            name='lodged_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='lodged at'),
        ),
    ]
