from django.db import migrations

from cordata.people.consent_texts import texts


def store_texts(apps, schema_editor):
    Text = apps.get_model("people", "ConsentText")
    Text.objects.bulk_create(
        [Text(purpose=purpose, version=1, language=language, text=words) for purpose, language, words in texts(1)],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_search_words")]
    operations = [migrations.RunPython(store_texts, migrations.RunPython.noop)]
