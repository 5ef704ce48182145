from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_deputy_told")]

    operations = [
        migrations.AddField(
            model_name="absence",
            name="deputy_mail_failed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="absence",
            name="deputy_refusal",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
    ]
