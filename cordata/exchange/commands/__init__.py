from .importing import import_
from .people import export
from .plan import plan

__all__ = ["export", "import_", "plan"]
