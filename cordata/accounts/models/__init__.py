from cordata.accounts.models.audit import AuditEntry, AuditPerson, AuditSeal, DataProtectionOfficer
from cordata.accounts.models.entrance import ExpectedIdentity, Invitation, ShortPin, Tally
from cordata.accounts.models.members import Area, EmailUserManager, Organisation, Role, RoleQuerySet, User
from cordata.accounts.models.roles import RoleChange

__all__ = [
    "Area",
    "AuditEntry",
    "AuditPerson",
    "AuditSeal",
    "DataProtectionOfficer",
    "EmailUserManager",
    "ExpectedIdentity",
    "Invitation",
    "Organisation",
    "Role",
    "RoleChange",
    "RoleQuerySet",
    "ShortPin",
    "Tally",
    "User",
]
