"""Slack's mrkdwn, dates and rich text, drawn by the page's own modules in a real browser."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DRAW = """
  const { mrkdwn } = await import("/page/mrkdwn.js");
  const { h } = await import("/page/dom.js");
  const names = { U1: "Amara", U2: "Grace", C1: "general", S1: "kaizen-facilitator" };
  const called = (id) => names[id] ?? id;
  const reader = { zone: "UTC", now: () => 0, me: "U1", nameOf: called, channelName: called, groupName: called };
  const node = h("div", {}, mrkdwn(it.text, reader));
  const besides = ["class", "target", "rel", "title", "role", "aria-label"];
  node.querySelectorAll("*").forEach((one) => besides.forEach((name) => one.removeAttribute(name)));
  return node.innerHTML;
"""

FILL = """
  const { fill } = await import("/page/dates.js");
  return fill(it.pattern, it.epoch, { zone: it.zone, now: () => it.now });
"""

TUESDAY = 1392734382  # 2014-02-18 14:39:42 UTC, the moment in Slack's own examples


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("*bold* _italic_ ~gone~ `code`", "<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>"),
        ("*bold _and italic_*", "<strong>bold <em>and italic</em></strong>"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("* not bold * and *open", "* not bold * and *open"),
        ("`*literal*`", "<code>*literal*</code>"),
        ("```\n*a* &lt;b&gt;\n```", "<pre>*a* &lt;b&gt;</pre>"),
        ("before\n```x```\nafter", "before<pre>x</pre>after"),
        ("&gt; quoted\n&gt; more\nplain", "<blockquote>quoted\nmore</blockquote>plain"),
        ("&gt;&gt;&gt; all\nof it", "<blockquote>all\nof it</blockquote>"),
        ("• one\n• two", "• one\n• two"),
        ("<@U2> and <@U1>", "<span>@Grace</span> and <span>@Amara</span>"),
        (
            "<#C1> <#C2|new>",
            '<a data-channel="C1" href="#/channel/C1">#general</a> <a data-channel="C2" href="#/channel/C2">#new</a>',
        ),
        ("<!here> <!channel> <!subteam^S1|@oncall>", "<span>@here</span> <span>@channel</span> <span>@oncall</span>"),
        ("<!subteam^S1> <!subteam^S2>", "<span>@kaizen-facilitator</span> <span>@S2</span>"),
        ("<https://a.example/x_y_z|a *label*>", '<a href="https://a.example/x_y_z">a *label*</a>'),
        ("_see <https://a.example/x_y|it>_", '<em>see <a href="https://a.example/x_y">it</a></em>'),
        ("https://a.example/x_y.", '<a href="https://a.example/x_y">https://a.example/x_y</a>.'),
        ("&amp;lt; &lt;b&gt;", "&amp;lt; &lt;b&gt;"),
        (":tada: :nobody_knows:", "<span>🎉</span> :nobody_knows:"),
        ("12:30:45", "12:30:45"),
    ],
)
async def test_mrkdwn_is_drawn_as_slack_draws_it(desk, written, drawn):
    await desk.sit()

    assert await desk.run(DRAW, {"text": written}) == drawn


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "<javascript:alert(1)|click>",
        "<data:text/html,hi|click>",
        "<script>alert(1)</script>",
        "```<img src=x onerror=alert(1)>```",
    ],
)
async def test_what_people_write_never_becomes_markup(desk, hostile):
    await desk.sit()

    drawn = await desk.run(DRAW, {"text": hostile})

    assert "<img" not in drawn
    assert "<script" not in drawn
    assert "<a " not in drawn


@pytest.mark.parametrize(
    ("pattern", "drawn"),
    [
        ("{date_num}", "2014-02-18"),
        ("{date}", "February 18th"),
        ("{date_short}", "Feb 18"),
        ("{date_long}", "Tuesday, February 18th"),
        ("{date_long_full}", "February 18, 2014"),
        ("{date_pretty}", "Today"),
        ("due {date_short_pretty} at {time}", "due today at 14:39"),
        ("{time_secs}", "14:39:42"),
        ("{unknown} {time}", "{unknown} 14:39"),
    ],
)
async def test_dates_follow_slacks_formats(desk, pattern, drawn):
    await desk.sit()

    given = {"pattern": pattern, "epoch": TUESDAY, "zone": "UTC", "now": TUESDAY + 600}

    assert await desk.run(FILL, given) == drawn


@pytest.mark.parametrize(
    ("zone", "drawn"),
    [
        ("America/Los_Angeles", "Today at 06:39"),
        ("Asia/Kolkata", "Today at 20:09"),
        ("Pacific/Auckland", "Today at 03:39"),
    ],
)
async def test_a_date_is_told_in_the_zone_of_the_reader(desk, zone, drawn):
    await desk.sit()

    given = {"pattern": "{date_pretty} at {time}", "epoch": TUESDAY, "zone": zone, "now": TUESDAY}

    assert await desk.run(FILL, given) == drawn


@pytest.mark.parametrize(
    ("later_by_days", "drawn"),
    [(-1, "Tomorrow"), (1, "Yesterday"), (30, "February 18th"), (300, "February 18th, 2014")],
)
async def test_near_days_have_names_and_far_days_have_years(desk, later_by_days, drawn):
    await desk.sit()

    given = {"pattern": "{date_pretty}", "epoch": TUESDAY, "zone": "UTC", "now": TUESDAY + later_by_days * 86_400}

    assert await desk.run(FILL, given) == drawn


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/London", "Asia/Kolkata"])
async def test_a_moment_survives_the_way_through_a_field(desk, zone):
    await desk.sit()
    script = """
      const dates = await import("/page/dates.js");
      return it.moments.map((at) => dates.fromLocalField(dates.toLocalField(at, it.zone), it.zone));
    """
    across_a_year = [1767225600 + days * 86_400 + 34_200 for days in range(0, 365, 7)]

    assert await desk.run(script, {"zone": zone, "moments": across_a_year}) == across_a_year


async def test_an_unknown_block_says_so_instead_of_vanishing(desk):
    await desk.sit()
    script = """
      const { drawBlock } = await import("/page/blocks.js");
      return drawBlock({ type: "carousel", block_id: "x" }, {}).textContent;
    """

    assert await desk.run(script) == "not drawn here: carousel"
