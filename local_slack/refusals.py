"""How the workspace says no: to the app in Slack's codes, to a member with a sentence that helps."""

from local_slack.workspace import Json


class SlackError(Exception):
    """The Web API answers ``{"ok": false, "error": code}``."""

    def __init__(self, code: str, *messages: str, **extras: str) -> None:
        super().__init__(code, *messages)
        self.code = code
        self.messages = messages
        self.extras = extras

    def answer(self) -> Json:
        """The body of the answer, with what Slack adds about the arguments."""
        body: Json = {"ok": False, "error": self.code, **self.extras}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        if self.code == "invalid_blocks":
            body["errors"] = [message.removeprefix("[ERROR] ") for message in self.messages]
        return body


class MemberRefusedError(Exception):
    """The member interface answers ``{"error": code, "detail": sentence}``."""

    def __init__(self, code: str, detail: str, *, status: int = 400) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.status = status
