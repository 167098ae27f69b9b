from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "cordata.accounts"

    def ready(self) -> None:
        """Note when a session begins and keep it in the audit: this signal is the one thing all ways in share."""
        from cordata.accounts.auditing import note_sign_in
        from cordata.accounts.sessions import open_session

        user_logged_in.connect(open_session, dispatch_uid="session")
        user_logged_in.connect(note_sign_in, dispatch_uid="audit")
