"""A key for each purpose: those there are sign proofs. The key for tokens is made when the first token is.

There is no way back: the older table has no place for an RSA key.
"""

from django.db import migrations, models

from arouez.openbadges.keys import PublicKey


def write_as_jwk(apps, schema_editor):
    keys = apps.get_model("network", "SigningKey")
    for key in keys.objects.iterator():
        key.public_jwk = PublicKey.from_multibase("", "", key.public_multibase).jwk()
        key.save(update_fields=["public_jwk"])


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="signingkey", name="key_fragment_once_per_issuer"),
        migrations.RemoveConstraint(model_name="signingkey", name="one_active_key_per_issuer"),
        migrations.RenameField(model_name="signingkey", old_name="fragment", new_name="name"),
        migrations.AddField(
            model_name="signingkey",
            name="purpose",
            field=models.CharField(
                choices=[("proof", "Proof"), ("token", "Token")],
                default="proof",
                max_length=10,
            ),
        ),
        migrations.AddField(model_name="signingkey", name="public_jwk", field=models.JSONField(default=dict)),
        migrations.RunPython(write_as_jwk),
        migrations.RemoveField(model_name="signingkey", name="public_multibase"),
        migrations.AlterField(model_name="signingkey", name="public_jwk", field=models.JSONField()),
        migrations.AddConstraint(
            model_name="signingkey",
            constraint=models.UniqueConstraint(models.F("issuer"), models.F("name"), name="key_name_once_per_issuer"),
        ),
        migrations.AddConstraint(
            model_name="signingkey",
            constraint=models.UniqueConstraint(
                models.F("issuer"),
                models.F("purpose"),
                condition=models.Q(("retired_at", None)),
                name="one_active_key_per_issuer_and_purpose",
            ),
        ),
    ]
