"""What countries ask of what leaves them, and of personal effects: more columns of the table of advisories."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('species', '0009_designated_authorities'),
    ]

    operations = [
        migrations.AddField(
            model_name='advisory',
            name='leaving',
            field=models.BooleanField(db_default=False, default=False, help_text='About what leaves these countries, and not what goes there.'),
        ),
        migrations.AddField(
            model_name='advisory',
            name='most',
            field=models.DecimalField(blank=True, decimal_places=6, help_text='So much one person carries without a document; empty: nothing.', max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name='advisory',
            name='unit',
            field=models.CharField(blank=True, db_default='', default='', max_length=3),
        ),
        migrations.AlterField(
            model_name='advisory',
            name='effect',
            field=models.CharField(choices=[('notice', 'People are told'), ('advised_against', 'It is advised against'), ('carried', 'A document is needed even for what people carry')], default='notice', max_length=16),
        ),
    ]
