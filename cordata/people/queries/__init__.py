from cordata.people.queries.rows import age, in_order, row
from cordata.people.queries.search import PAGE, find_people
from cordata.people.queries.seeing import may_edit, reads_health

__all__ = ["PAGE", "age", "find_people", "in_order", "may_edit", "reads_health", "row"]
