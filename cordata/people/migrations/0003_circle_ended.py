from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_register")]
    operations = [
        migrations.RemoveConstraint(model_name="circlemember", name="circle_member_once"),
        migrations.RemoveConstraint(model_name="circlemember", name="circle_user_once"),
        migrations.AddField(
            model_name="circlemember",
            name="ended_at",
            field=models.DateTimeField(
                blank=True, help_text="before its last day; from then on it opens nothing", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="circlemember",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), models.Q(("end_reason", ""), _negated=True), _connector="OR"),
                name="circle_end_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="circlemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("resident", "professional", "purpose", "since_on"),
                name="circle_member_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="circlemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("resident", "user", "purpose", "since_on"),
                name="circle_user_once",
            ),
        ),
    ]
