from django.db import migrations

from cites.species.folding import folded, words_of
from cites.species.spelling import keys_of_name


def fold_anew(apps, schema_editor):
    names = apps.get_model('species', 'TaxonName')._default_manager
    for name in names.filter(words=None).iterator(chunk_size=2000):
        plain = folded(name.name)
        names.filter(pk=name.pk).update(folded=plain, words=words_of(plain), near=keys_of_name(plain))


class Migration(migrations.Migration):

    dependencies = [('species', '0004_names_as_typed')]

    operations = [migrations.RunPython(fold_anew, migrations.RunPython.noop)]
