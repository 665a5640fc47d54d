"""Modals and the Home tab.

https://docs.slack.dev/reference/methods?family=views
"""

from local_slack import viewing, wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Json, View


@method("views.open", tier=Tier.FOUR)
def open_modal(call: Call) -> Json:
    content = viewing.checked(call.slack, _view(call), kind="modal")
    trigger = call.slack.triggers.spend(_trigger_id(call))
    return _shown(call, viewing.open_first(call.slack, trigger.user, content))


@method("views.push", tier=Tier.FOUR)
def push_modal(call: Call) -> Json:
    content = viewing.checked(call.slack, _view(call), kind="modal")
    trigger = call.slack.triggers.spend(_trigger_id(call))
    stack = viewing.stack_of(call.slack, trigger.user)
    if trigger.view is None or all(view.id != trigger.view for view in stack):
        raise SlackError("not_found")
    return _shown(call, viewing.put_on_top(call.slack, trigger.user, content))


@method("views.update", tier=Tier.FOUR)
def update_modal(call: Call) -> Json:
    found = _named(call)
    content = viewing.checked(call.slack, _view(call), kind=found.content["type"], besides=found.id)
    _check_hash(call, found)
    viewing.replace(call.slack, found, content)
    return _shown(call, found)


@method("views.publish", tier=Tier.FOUR)
def publish_home(call: Call) -> Json:
    if not call.slack.app.manifest.home_tab:
        raise SlackError("not_enabled")
    member = call.member("user_id")
    home = call.slack.workspace.homes.get(member.id)
    content = viewing.checked(call.slack, _view(call), kind="home", besides=home.id if home else None)
    if home is None:
        home = call.slack.workspace.homes[member.id] = viewing.fresh(call.slack, member.id, content)
        call.slack.changed("home", only=member.id)
    else:
        _check_hash(call, home)
        viewing.replace(call.slack, home, content)
    return _shown(call, home)


def _view(call: Call) -> object:
    return call.structure("view")


def _trigger_id(call: Call) -> str:
    return call.text("interactivity_pointer") or call.required("trigger_id")


def _named(call: Call) -> View:
    """The view named by ``view_id`` or ``external_id``, if it still stands on a screen."""
    workspace = call.slack.workspace
    if view_id := call.text("view_id"):
        found = workspace.open_view(view_id)
    else:
        external = call.required("external_id")
        standing = [view for stack in workspace.modals.values() for view in stack]
        found = next((view for view in standing if view.content.get("external_id") == external), None)
    if found is None:
        raise SlackError("not_found")
    return found


def _check_hash(call: Call, view: View) -> None:
    if (given := call.text("hash")) and given != view.hash:
        raise SlackError("hash_conflict")


def _shown(call: Call, view: View) -> Json:
    return {"view": wire.view(call.slack, view)}
