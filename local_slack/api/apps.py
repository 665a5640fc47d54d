"""Socket Mode's door: ``apps.connections.open``."""

from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.delivery.sockets import Sockets
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Json


@method("apps.connections.open", tier=Tier.TWO, caller="app")
def open_connection(call: Call) -> Json:
    courier = call.slack.courier
    if not isinstance(courier, Sockets):
        raise SlackError("socket_mode_not_enabled")
    address = call.slack.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/socket?ticket={courier.ticket()}&app_id={call.slack.app.credentials.app_id}"}
