"""What people wrote, made harmless: it can ping nobody, link nowhere and break no block.

Three kinds of text meet here. *Raw* is a ``str`` as somebody typed it. *Mrkdwn* is a ``Markup``: every ``&``, ``<`` and
``>`` of a person is an entity, and a ``<…>`` that is left was written by one of our own filters. *Plain* is a ``str``
again, for the places that Slack does not parse (titles, labels, buttons, errors at a field).
"""

import re

from markupsafe import Markup

UNWANTED = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, and those that turn the direction of the words after them or hide; and halves of characters."""

TOKEN = re.compile(r"<[^<>]*>")
FALLBACK_OF_DATE = re.compile(r"<!date\^[^|<>]*\|([^<>]*)>")
LABEL_OF_LINK = re.compile(r"<(https?://[^|<>]*)\|([^<>]*)>")


def ours(words: str) -> Markup:
    """Words that are safe: written by ourselves, or escaped before. The one door to ``Markup``."""
    return Markup(words)  # noqa: S704  -- its callers are the filters and builders of this package


def cleaned(raw: str) -> str:
    """The words without characters that nobody sees; each kind of line end becomes a newline."""
    lines = re.sub("\r\n?|\u2028|\u2029|\u0085|\u000b|\u000c", "\n", raw)
    return UNWANTED.sub("", lines)


def folded(raw: str) -> str:
    """The words on one line; a separator such as ``" and "`` keeps its spaces."""
    return re.sub(r"\s+", " ", cleaned(raw))


def escaped(raw: str) -> Markup:
    """The words as mrkdwn.

    >>> escaped("<!channel> & co")
    Markup('&lt;!channel&gt; &amp; co')
    """
    return ours(cleaned(raw).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def mrkdwn(words: str) -> Markup:
    """The words as mrkdwn, however they came: raw ones are escaped, ours get tidy lines."""
    if not isinstance(words, Markup):
        return escaped(words)
    # Jinja joins with HTML's escape, which knows two entities that Slack does not; a person's "&#34;" is "&amp;#34;".
    slack = str(words).replace("&#34;", '"').replace("&#39;", "'")
    lines = "\n".join(line.strip() for line in slack.splitlines())
    return ours(re.sub("\n{3,}", "\n\n", lines).strip())


def plain(words: str) -> str:
    """The words for a place that Slack does not parse.

    >>> plain(Markup("Due <!date^0^{date}|1 Jan 1970> &amp; done"))
    'Due 1 Jan 1970 & done'
    """
    if not isinstance(words, Markup):
        return cleaned(words)
    shown = FALLBACK_OF_DATE.sub(r"\1", str(mrkdwn(words)))
    shown = LABEL_OF_LINK.sub(r"\2 (\1)", shown)
    shown = shown.replace("<#", "the channel<")  # an id says nothing to a person
    shown = TOKEN.sub("", shown.replace("<@", "somebody<"))
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
