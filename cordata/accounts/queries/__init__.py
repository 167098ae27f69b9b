from cordata.accounts.queries.roles import SHOWN_PEOPLE, demo_people, roles_of

__all__ = ["SHOWN_PEOPLE", "demo_people", "roles_of"]
