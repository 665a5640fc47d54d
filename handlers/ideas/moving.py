"""An idea's status: chosen in a modal, with the sentence that explains it."""

from typing import Any

from handlers.doing import Doing
from handlers.forms import Form
from kaizen.ideas import finding, moving
from kaizen.people import Person
from kaizen.runtime import Runtime


async def choose_move(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    shown = await runtime.database.read(lambda session: moving.choices(session, person, idea))
    await doing.open("ideas/move", shown, refers_to=f"idea:{idea}:{shown.state}")


async def move(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    reference, _, state = runtime.seal.open(view["private_metadata"]).rpartition(":")
    idea, form, now = finding.opened(reference), Form(view), runtime.clock.now()
    to, reason = form.option("to"), form.text("reason")
    await doing.once(lambda session: moving.move(session, person, idea, to=to, reason=reason, now=now, shown=state))


async def ask_to_withdraw(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """Asked by its author, who is named, or holds the code that this button came with."""
    idea, holds_code = _own(runtime.seal.open(action["value"]))
    await doing.show(
        "ideas/withdraw", lambda session: moving.withdrawable(session, person, idea, holds_code=holds_code)
    )


async def withdraw(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea, holds_code = _own(runtime.seal.open(view["private_metadata"]))
    reason, now = Form(view).text("reason"), runtime.clock.now()
    await doing.once(
        lambda session: moving.withdraw(session, person, idea, reason=reason, now=now, holds_code=holds_code)
    )


def _own(reference: str) -> tuple[int, bool]:
    """The idea that somebody calls theirs, and whether they hold its code: only then we sealed it as unnamed."""
    holds_code = reference.startswith("unnamed:")
    return finding.opened(reference, "unnamed" if holds_code else "idea"), holds_code
