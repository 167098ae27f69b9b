import logging
import re

LINK = re.compile(r"/invitation/[\w-]+")


class WithoutLinks(logging.Filter):
    """Takes the secrets of one-time links out of a line before it is written: one that was not used yet lets in."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line, without what it holds of such a link."""
        said = record.getMessage()
        if LINK.search(said):
            record.msg, record.args = LINK.sub("/invitation/…", said), None
        return True
