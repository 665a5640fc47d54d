"""Does jobs when they are due, at least once each: in this process, or by an engine of its own."""

from scheduler.queue.embedded import Embedded
from scheduler.queue.port import NewJob, Queue

__all__ = ["Embedded", "NewJob", "Queue"]
