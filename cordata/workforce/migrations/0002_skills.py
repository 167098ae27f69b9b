from django.db import migrations

from cordata.workforce.rules import SKILLS


def store_skills(apps, schema_editor):
    apps.get_model("workforce", "Skill").objects.bulk_create(
        [apps.get_model("workforce", "Skill")(code=code) for code in SKILLS], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("workforce", "0001_initial")]
    operations = [migrations.RunPython(store_skills, migrations.RunPython.noop)]
