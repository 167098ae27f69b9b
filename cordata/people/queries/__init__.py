from cordata.people.queries.search import PAGE, age, find_people, in_order, row

__all__ = ["PAGE", "age", "find_people", "in_order", "row"]
