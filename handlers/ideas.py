"""Submitting, voting, moving and listing ideas."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, channels, commands, quoting
from handlers.forms import Form
from kaizen.ideas import areas, finding, listing, moving, submitting, voting
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.runtime import Runtime
from kaizen.teams.setting_up import Place
from message_templates import render
from message_templates.choices import Choice
from message_templates.ideas import views
from outbox import Outbox
from storage import models
from storage.receipts import Receipt

UNNAMED = (Choice("unnamed", "Post without my name"),)


def register(app: AsyncApp) -> None:
    """Everything one can do with an idea."""
    commands.verb(app, "idea")(new_here)
    commands.verb(app, "ideas")(list_ideas)
    app.shortcut("ideas.new")(new_anywhere)
    app.shortcut("ideas.from_message")(new_from_message)
    app.action("ideas.new")(new_anywhere)
    app.view("ideas.submit")(keep)
    app.view("ideas.estimate")(submit)
    app.action("ideas.vote")(vote)
    app.action("ideas.take_back")(take_back)
    app.action("ideas.move")(choose_move)
    app.view("ideas.move")(move)
    app.action("ideas.page")(next_page)


async def new_here(
    command: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, person: Person, runtime: Runtime
) -> None:
    private = command.get("channel_name") == "privategroup"
    view = await _first_step(runtime, person, channel=command["channel_id"], private=private)
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def new_anywhere(
    body: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, person: Person, runtime: Runtime
) -> None:
    channel = (body.get("channel") or {}).get("id", "")
    view = await _first_step(runtime, person, channel=channel)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def new_from_message(
    shortcut: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, person: Person, runtime: Runtime
) -> None:
    pain = quoting.as_typed(shortcut["message"].get("text", ""))
    begun = views.Draft(pain=pain, source=_permalink(shortcut))
    private = shortcut["channel"].get("name") == "privategroup"
    view = await _first_step(runtime, person, channel=shortcut["channel"]["id"], private=private, begun=begun)
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


async def keep(
    view: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime
) -> None:
    draft = _draft(view, runtime)

    def work(session: Session) -> None:
        submitting.keep(session, person, draft, now=runtime.clock.now())

    await runtime.database.transact(work, once=receipt)
    if await _shut_out(client, draft.place):
        raise Refusal("ideas/not_in_channel", field="place")
    await ack(response_action="push", view=_second_step(draft, view.get("private_metadata") or ""))


async def submit(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    gains = _gains(Form(view))
    source = _source(view, runtime)

    def work(session: Session) -> dict[str, Any] | None:
        outcome, saved = submitting.submit(session, person, gains, source=source, now=runtime.clock.now())
        outbox.store(session, outcome)
        return vars(saved) if saved.code else None

    saved = await runtime.database.transact(work, once=receipt)
    if saved:
        shown = render.modal("ideas/saved_unnamed", views.Saved(**saved))
        await ack(response_action="update", view={**shown, "clear_on_close": True})
    else:
        await ack(response_action="clear")
    outbox.wake()


async def vote(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    def work(session: Session) -> None:
        idea = finding.opened(runtime.seal.open(action["value"]))
        outbox.store(session, voting.vote(session, person, idea, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def take_back(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    def work(session: Session) -> None:
        idea = finding.opened(runtime.seal.open(action["value"]))
        outbox.store(session, voting.take_back(session, person, idea))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def choose_move(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    shown = await runtime.database.read(lambda session: moving.choices(session, person, idea))
    travelling = runtime.seal.sealed(f"idea:{idea}:{shown.state}")
    view = render.modal("ideas/move", shown, private_metadata=travelling)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def move(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    reference, _, state = runtime.seal.open(view["private_metadata"]).rpartition(":")
    idea, form = finding.opened(reference), Form(view)

    def work(session: Session) -> None:
        to, reason = form.option("to"), form.text("reason")
        outcome = moving.move(session, person, idea, to=to, reason=reason, now=runtime.clock.now(), shown=state)
        outbox.store(session, outcome)

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def list_ideas(command: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    await ack(answering.privately(await _page(runtime, person, commands.rest(command))))


async def next_page(action: dict[str, Any], ack: AsyncAck, respond: Any, person: Person, runtime: Runtime) -> None:
    first, _, query = runtime.seal.open(action["value"]).partition(":")
    message = await _page(runtime, person, query, first=int(first))
    await ack()
    answering.later(respond(**{**answering.privately(message), "replace_original": True}))


async def _page(runtime: Runtime, person: Person, query: str, *, first: int = 0) -> render.Message:
    shown = await runtime.database.read(lambda session: listing.listed(session, person, query, first=first))
    return render.message("ideas/listed", shown, seal=runtime.seal.sealed)


async def _first_step(
    runtime: Runtime, person: Person, *, channel: str = "", private: bool = False, begun: views.Draft | None = None
) -> dict[str, Any]:
    def question(session: Session) -> views.SubmitView:
        places = submitting.places(session, person, channel=channel, private=private)
        kept = submitting.kept(session, person, begun.source if begun else "")
        return views.SubmitView(
            draft=kept or begun or views.Draft(),
            areas=tuple(Choice(area.key, area.label) for area in areas.AREAS),
            places=tuple(Choice(value, label) for value, label in places.items()),
            place=next(iter(places)),
            unnamed_choice=UNNAMED,
            models_known=bool(models.listed(session, person.workspace, user=person.user, guest=person.guest, limit=1)),
            kept=bool(kept),
        )

    shown = await runtime.database.read(question)
    source = runtime.seal.sealed(shown.draft.source) if shown.draft.source else ""
    return render.modal("ideas/submit", shown, private_metadata=source, seal=runtime.seal.sealed)


def _second_step(draft: views.Draft, source: str) -> dict[str, Any]:
    asked = tuple(
        views.AreaView(area.key, area.label, area.better, area.suggested_unit)
        for area in areas.AREAS
        if area.key in draft.areas
    )
    sureness = tuple(Choice(key, words) for key, words in areas.SURENESS.items())
    shown = views.EstimateView(asked, sureness, draft.unnamed)
    return render.modal("ideas/estimate", shown, private_metadata=source)


def _draft(view: dict[str, Any], runtime: Runtime) -> views.Draft:
    form = Form(view)
    return views.Draft(
        pain=form.text("pain"),
        proposal=form.text("proposal"),
        areas=form.options("areas"),
        model=form.option("model") or form.text("model"),
        place=runtime.seal.open(form.option("place")),
        unnamed="unnamed" in form.options("unnamed"),
        source=_source(view, runtime),
    )


def _source(view: dict[str, Any], runtime: Runtime) -> str:
    """The message from which the idea is made, as it travels with the modal."""
    travelled = view.get("private_metadata") or ""
    return runtime.seal.open(travelled) if travelled else ""


async def _shut_out(client: AsyncWebClient, place: str) -> bool:
    """Whether the card would go to a private channel of which the bot knows nothing; public ones it can join."""
    kind, _, rest = place.partition(":")
    channel, _, private = rest.partition(":")
    if kind != "channel" or private != "1":
        return False
    found = await channels.read(client, Place(channel, private=True))
    return not found.joined


def _gains(form: Form) -> submitting.Gains:
    asked = [area.key for area in areas.AREAS if f"{area.key}_sureness" in form]
    estimates = tuple(
        submitting.EstimateForm(
            area=key,
            unit=form.text(f"{key}_unit"),
            low=form.number(f"{key}_low"),
            likely=form.number(f"{key}_likely"),
            high=form.number(f"{key}_high"),
            sureness=form.option(f"{key}_sureness"),
        )
        for key in asked
    )
    return submitting.Gains(estimates, form.text("people_or_fairness"))


def _permalink(shortcut: dict[str, Any]) -> str:
    """Where the message stands; Slack's permalinks follow from what the shortcut says, so no call is needed."""
    domain, channel = shortcut["team"]["domain"], shortcut["channel"]["id"]
    thread = shortcut["message"].get("thread_ts")
    below = f"?thread_ts={thread}&cid={channel}" if thread else ""
    stamp = shortcut["message"]["ts"].replace(".", "")
    return f"https://{domain}.slack.com/archives/{channel}/p{stamp}{below}"
