"""A strict, readable stand-in for Slack on one's own machine.

``async with local_slack.running(manifest=...) as slack`` gives a workspace to tests and programs;
``python -m local_slack`` gives one to people.
"""

from local_slack.assembling import DEMONSTRATION
from local_slack.members import Member, MemberInterfaceError, Visitor
from local_slack.serving import Running, running
from local_slack.slack import Options

__all__ = ["DEMONSTRATION", "Member", "MemberInterfaceError", "Options", "Running", "Visitor", "running"]
