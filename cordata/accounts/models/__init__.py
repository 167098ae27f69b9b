from cordata.accounts.models.audit import AuditEntry, AuditPerson, AuditSeal, DataProtectionOfficer
from cordata.accounts.models.members import Area, EmailUserManager, Organisation, Role, RoleQuerySet, User

__all__ = [
    "Area",
    "AuditEntry",
    "AuditPerson",
    "AuditSeal",
    "DataProtectionOfficer",
    "EmailUserManager",
    "Organisation",
    "Role",
    "RoleQuerySet",
    "User",
]
