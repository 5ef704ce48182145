from itertools import islice

from django.db import migrations

DOCUMENTS = ('SPC', 'ORG', 'PRE', 'CAP', 'ART')
GIVES_BACK = ('cancelled', 'replaced', 'handed_back')
AT_ONCE = 1000


def book_what_there_is(apps, editor):
    """What was issued under other documents than export permits stands in the ledger as if it had always been there.

    What is approved and waits is booked by the task that does so every ten minutes (``permits.book_quotas``).
    """
    entry = apps.get_model('permits', 'QuotaEntry')
    own = ('', editor.connection.schema_name.split('_')[1].upper())  # party_bb, party_bb_practice
    entries = entries_of_permits(apps, entry, own)
    while some := list(islice(entries, AT_ONCE)):
        entry.objects.bulk_create(some)


def entries_of_permits(apps, entry, own):
    lines = apps.get_model('permits', 'PermitLine').objects.filter(
        permit__document_type__in=DOCUMENTS, country_of_origin__in=own, quota_entries=None
    )
    lines = lines.select_related('permit', 'endorsed').prefetch_related('permit__events').order_by('pk')
    for line in lines.iterator(chunk_size=AT_ONCE):
        facts, events = facts_of(line), list(line.permit.events.all())
        yield entry(kind='commit', committed=line.quantity, at=line.permit.issued_at, **facts)
        taken, used = line.quantity, [event.at for event in events if event.kind == 'used']
        actual = getattr(getattr(line, 'endorsed', None), 'quantity', taken) if used else taken
        if actual != taken:
            yield entry(kind='adjust', committed=actual - taken, at=used[0], **facts)
        given_back = [event.at for event in events if event.kind in GIVES_BACK]
        if given_back and actual:
            yield entry(kind='release', committed=-actual, at=given_back[0], **facts)


def facts_of(line):
    permit = line.permit
    return {
        'permit_line': line, 'release_number': permit.release_number, 'application_id': permit.application_id,
        'year': (permit.first_issued_on or permit.issued_on).year, 'position': line.position,
        'taxon_code': line.taxon_code, 'term': line.term, 'sources': line.source + line.source2, 'unit': line.unit,
    }


class Migration(migrations.Migration):

    dependencies = [
        ('permits', '0033_signing_keys_by_administrators'),
    ]

    operations = [
        migrations.RunPython(book_what_there_is, migrations.RunPython.noop),
    ]
