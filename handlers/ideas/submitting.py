"""A new idea: from a command, a shortcut or a message, in two steps."""

from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import channels, commands, people, quoting
from handlers.doing import Doing
from handlers.forms import Form
from handlers.ideas import estimating, travelling
from kaizen.ideas import areas, comparing, submitting
from kaizen.ideas import estimating as asking
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.runtime import Runtime
from kaizen.teams.setting_up import Place
from message_templates import render
from message_templates.choices import Choice
from message_templates.ideas import views
from storage import models

UNNAMED = (Choice("unnamed", "Post without my name"),)
NOTHING_YET = views.Draft()

A_MOMENT: Final = 0.5
"""Seconds for the names of the people in a message; the modal's trigger lives three."""


async def new_here(command: dict[str, Any], person: Person, doing: Doing) -> None:
    await open_first_step(person, doing, views.Draft(pain=commands.rest(command)))


async def new_anywhere(person: Person, doing: Doing) -> None:
    await open_first_step(person, doing)


async def new_from_message(shortcut: dict[str, Any], person: Person, doing: Doing) -> None:
    text = shortcut["message"].get("text", "")
    known = await people.profiles(
        doing.client, doing.runtime, person.workspace, quoting.mentioned(text), patience=A_MOMENT
    )
    pain = quoting.as_typed(text, {user: profile.name for user, profile in known.items()})
    await open_first_step(person, doing, views.Draft(pain=pain, source=_permalink(shortcut)))


async def open_first_step(person: Person, doing: Doing, begun: views.Draft = NOTHING_YET) -> None:
    """The first step, with what was kept of it."""
    here = channels.where(doing.body)

    def question(session: Session) -> views.SubmitView:
        places = submitting.places(session, person, here=here)
        kept = submitting.kept(session, person, begun.source)
        return views.SubmitView(
            draft=submitting.taken_up(kept, begun),
            areas=tuple(Choice(area.key, area.label) for area in areas.AREAS),
            places=tuple(Choice(value, label) for value, label in places.items()),
            place=next(iter(places)),
            unnamed_choice=UNNAMED,
            models_known=bool(models.listed(session, person.workspace, user=person.user, guest=person.guest, limit=1)),
            kept=bool(kept),
        )

    shown = await doing.runtime.database.read(question)
    await doing.open("ideas/submit", shown, refers_to=shown.draft.source)


async def keep(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    draft = typed(view, runtime)

    def work(session: Session) -> None:
        submitting.keep(session, person, draft, now=runtime.clock.now())

    def question(session: Session) -> tuple[views.SimilarIdea, ...]:
        return comparing.similar(session, person, draft)

    _, similar = await runtime.database.transact_and_read(work, question, once=doing.receipt)
    if await _shut_out(doing.client, draft.place):
        raise Refusal("ideas/not_in_channel", field="place")
    shown = views.EstimateView(asking.asked(draft.areas), asking.sureness(), similar)
    source = view.get("private_metadata") or ""
    second = render.modal("ideas/estimate", shown, private_metadata=source, seal=runtime.seal.sealed)
    await doing.ack(response_action="push", view=second)


async def submit(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    gains = estimating.gains(Form(view))
    source = travelling.source(view, runtime)
    # Made of what names this submission: said again to whom the answer did not reach, and kept nowhere.
    code = submitting.follow_code(runtime.seal.secret(str(doing.receipt)))

    def work(session: Session) -> dict[str, Any] | None:
        now = runtime.clock.now()
        outcome, saved = submitting.submit(session, person, gains, source=source, code=code, now=now)
        doing.outbox.store(session, outcome)
        return {**vars(saved), "code": ""} if saved.code else None

    saved = await doing.transact(work)
    if saved:
        shown = render.modal("ideas/saved_unnamed", views.Saved(**{**saved, "code": code}))
        await doing.answer({"response_action": "update", "view": {**shown, "clear_on_close": True}})
    else:
        await doing.answer({"response_action": "clear"})


def typed(view: Mapping[str, Any], runtime: Runtime) -> views.Draft:
    """The first step as it stands in the window."""
    form = Form(view)
    return views.Draft(
        pain=form.text("pain"),
        proposal=form.text("proposal"),
        areas=form.options("areas"),
        model=form.option("model") or form.text("model"),
        place=runtime.seal.open(form.option("place")),
        unnamed="unnamed" in form.options("unnamed"),
        source=travelling.source(view, runtime),
    )


async def _shut_out(client: AsyncWebClient, place: str) -> bool:
    """Whether the card would go to a private channel of which the bot knows nothing; public ones it can join."""
    kind, _, rest = place.partition(":")
    channel, _, private = rest.partition(":")
    if kind != "channel" or private != "1":
        return False
    found = await channels.read(client, Place(channel, private=True))
    return not found.joined


def _permalink(shortcut: dict[str, Any]) -> str:
    """Where the message stands; Slack's permalinks follow from what the shortcut says, so no call is needed."""
    domain, channel = shortcut["team"]["domain"], shortcut["channel"]["id"]
    thread = shortcut["message"].get("thread_ts")
    below = f"?thread_ts={thread}&cid={channel}" if thread else ""
    stamp = shortcut["message"]["ts"].replace(".", "")
    return f"https://{domain}.slack.com/archives/{channel}/p{stamp}{below}"
