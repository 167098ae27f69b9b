import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_rights'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='searchword', name='search_word_like'),
        migrations.AlterField(
            model_name='searchword',
            name='kind',
            field=models.CharField(help_text='one of rules.keys.Kind', max_length=2),
        ),
        migrations.AlterField(
            model_name='searchword',
            name='resident',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='people.resident'),
        ),
    ]
