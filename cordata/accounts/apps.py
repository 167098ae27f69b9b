from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "cordata.accounts"

    def ready(self) -> None:
        """Keep in the audit that somebody signed in, by whichever way: this signal is the one thing all ways share."""
        from cordata.accounts.auditing import note_sign_in

        user_logged_in.connect(note_sign_in, dispatch_uid="audit")
