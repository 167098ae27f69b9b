from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "cordata.accounts"

    def ready(self) -> None:
        """Note when a session begins and keep it in the audit: these signals are what all ways in share."""
        from allauth.socialaccount.signals import social_account_added

        from cordata.accounts.auditing import note_sign_in
        from cordata.accounts.events import note_tie
        from cordata.accounts.sessions import open_session

        user_logged_in.connect(open_session, dispatch_uid="session")
        user_logged_in.connect(note_sign_in, dispatch_uid="audit")
        social_account_added.connect(note_tie, dispatch_uid="identity")
