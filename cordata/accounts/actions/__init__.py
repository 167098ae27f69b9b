from cordata.accounts.actions.roles import AlreadyCoordinator, appoint_coordinator

__all__ = ["AlreadyCoordinator", "appoint_coordinator"]
