from cordata.base.clock import DayClock

__all__ = ["DayClock"]
