import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Return this installation's secret key, made at the first start and kept in `data` for its owner's eyes only."""
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".secret_key.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48), "utf-8")
        try:
            os.link(made, path)  # fails if another process was faster: its key stands
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text("utf-8")
