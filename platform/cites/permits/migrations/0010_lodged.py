from django.db import migrations
from django.db.models import Min


def note_when_lodged(apps, editor):
    """A case that was sent in before this was kept was lodged when it was first sent."""
    step = apps.get_model('workflows', 'CaseStep')
    case = apps.get_model('workflows', 'Case')
    sent = step.objects.filter(verb='submit', case__lodged_at=None).order_by().values('case').annotate(first=Min('at'))
    for row in sent.iterator():
        case.objects.filter(pk=row['case']).update(lodged_at=row['first'])


class Migration(migrations.Migration):

    dependencies = [('permits', '0009_application_words_index'), ('workflows', '0005_case_lists')]

    operations = [migrations.RunPython(note_when_lodged, migrations.RunPython.noop)]
