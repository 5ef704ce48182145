from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_corrections")]

    operations = [
        migrations.AddField(
            model_name="absence",
            name="deputy_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
