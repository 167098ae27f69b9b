from .importing import import_
from .plan import plan

__all__ = ["import_", "plan"]
