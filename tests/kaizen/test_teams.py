"""A team from its first modal to its settings."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from kaizen import people
from kaizen.people import Person
from kaizen.refusals import Refusal, Refusals
from kaizen.teams import changing, crafts, defaults, rhythms, rosters, setting_up, settings, showing, zones
from kaizen.teams.forms import TeamForm
from kaizen.teams.setting_up import Place
from kaizen.teams.settings import Chosen, Day
from message_templates import render
from storage import teams as stored
from storage.audit import AuditEvent
from storage.people import SlackPerson
from storage.teams import Craft

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
ADA = Person("T1", "U1", "Ada", "Europe/London")
EVE = Person("T1", "U9", "Eve")
HERE = Place("C1", "model-care")

FORM = TeamForm(
    name="Model care",
    zone="Europe/London",
    lead="U1",
    members=frozenset({"U1", "U2", "U3", "U4"}),
    crafts={
        Craft.DATA_SCIENCE: frozenset({"U1"}),
        Craft.MLOPS: frozenset({"U2"}),
        Craft.COMPLIANCE: frozenset({"U3"}),
        Craft.BUSINESS: frozenset({"U4", "U1"}),
    },
    facilitators=frozenset({"U1", "U2"}),
    day_starts="09:00",
    day_ends="17:00",
)


def described(user, name, zone="Europe/London", title="", **more):
    return SlackPerson(workspace="T1", user=user, name=name, zone=zone, title=title, seen_at=NOON, **more)


AROUND = (
    described("U1", "Ada", title="Senior Data Scientist"),
    described("U2", "Bo", zone="America/Los_Angeles", title="ML platform engineer"),
    described("U3", "Chi", zone="Asia/Tokyo", title="Model risk & compliance"),
    described("U4", "Dev", title="Product manager"),
)


@pytest.fixture
def team(session):
    people.remember(session, [SlackPerson(**person.model_dump()) for person in AROUND])
    _, team = setting_up.set_up(session, ADA, HERE, FORM, now=NOON)
    return team


def fields(refused):
    return {refusal.field: refusal.template for refusal in refused.value.refusals}


def test_everything_is_prefilled_from_what_slack_knows():
    bots = (described("U5", "Kaizen", bot=True), described("U6", "Gone", gone=True))

    form = setting_up.prefilled(ADA, HERE, AROUND + bots, now=NOON).form

    assert form.name == "model-care"
    assert form.members == form.facilitators == ("U1", "U2", "U3", "U4")
    assert (form.data_science, form.mlops, form.compliance, form.business) == (("U1",), ("U2",), ("U3",), ("U4",))
    assert (form.zone, form.day_starts, form.day_ends) == ("Europe/London", "09:00", "17:00")
    assert {"America/Los_Angeles", "Asia/Tokyo"} <= {choice.value for choice in form.zones}


def test_a_title_that_tells_nothing_leaves_the_craft_empty():
    form = setting_up.prefilled(ADA, HERE, [described("U1", "Ada", title="Poet")], now=NOON).form

    assert form.data_science == form.mlops == form.compliance == form.business == ()


def test_the_prefilled_modal_of_a_large_channel_is_one_that_slack_takes():
    crowd = [described(f"U{n}", f"Person {n}", zone=sorted(zones.all_names())[n]) for n in range(40)]

    modal = render.modal("teams/set_up", setting_up.prefilled(ADA, HERE, crowd, now=NOON))

    offered = next(block["element"]["options"] for block in modal["blocks"] if block.get("block_id") == "zone")
    assert len(offered) <= 100


def test_a_team_is_made_with_its_people_and_welcomed_once(session, team):
    [announcement] = setting_up.set_up(session, ADA, Place("C2"), FORM, now=NOON)[0].announcements

    assert announcement.template == "teams/welcome"
    assert announcement.audience.channel == "C2"
    assert (announcement.view.members, announcement.view.zones) == (4, 3)
    ada, bo, *_ = rosters.of_team(session, team)
    assert (ada.name, ada.crafts, ada.facilitates) == ("Ada", (Craft.DATA_SCIENCE, Craft.BUSINESS), True)
    assert (bo.name, bo.zone, bo.day_starts) == ("Bo", "America/Los_Angeles", "09:00")


def test_set_up_stands_in_the_log_without_naming_anybody_but_the_one_who_did_it(session, team):
    [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "teams.set_up")).all()

    assert (event.actor, event.subject) == ("U1", f"team:{team.id}")
    assert "U2" not in str(event.details)


def test_a_second_team_in_a_channel_is_refused_kindly(session, team):
    with pytest.raises(Refusal) as refused:
        setting_up.set_up(session, EVE, HERE, replace(FORM, name="Other"), now=NOON)

    assert refused.value.template == "teams/already_here"
    assert render.words("teams/already_here", **refused.value.figures)
    assert stored.of_channel(session, "T1", "C1").name == "Model care"


async def test_of_two_who_set_up_at_once_one_wins_and_the_other_is_told(database):
    def form(person):
        return replace(FORM, name=person.user, lead=person.user, members=FORM.members | {person.user})

    def by(person):
        def work(session):
            setting_up.set_up(session, person, HERE, form(person), now=NOON)

        return database.transact(work)

    ended = await asyncio.gather(by(ADA), by(EVE), return_exceptions=True)

    [refusal] = [error for error in ended if error is not None]
    assert isinstance(refusal, Refusal)
    assert refusal.template == "teams/already_here"
    assert len(await database.read(lambda session: session.exec(select(stored.Team)).all())) == 1


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"name": "  "}, {"name": "teams/name_missing"}),
        ({"name": "x" * 61}, {"name": "teams/name_too_long"}),
        ({"crafts": {**FORM.crafts, Craft.COMPLIANCE: frozenset()}}, {"compliance": "teams/craft_missing"}),
        ({"facilitators": frozenset()}, {"facilitators": "teams/facilitators_missing"}),
        ({"zone": "Mars/Olympus"}, {"zone": "teams/zone_unknown"}),
        ({"day_ends": "09:00"}, {"day_ends": "teams/day_without_hours"}),
        ({"day_starts": "nine"}, {"day_starts": "teams/not_a_time"}),
        (
            {"name": "", "crafts": {}},
            {
                "name": "teams/name_missing",
                "data_science": "teams/craft_missing",
                "mlops": "teams/craft_missing",
                "compliance": "teams/craft_missing",
                "business": "teams/craft_missing",
            },
        ),
    ],
)
def test_what_has_to_be_mended_is_said_at_its_field_all_at_once(session, wrong, at):
    with pytest.raises(Refusals) as refused:
        setting_up.set_up(session, ADA, HERE, replace(FORM, **wrong), now=NOON)

    assert fields(refused) == at
    for refusal in refused.value.refusals:
        assert render.words(refusal.template, **refusal.figures)


def test_a_bot_and_somebody_who_left_are_refused_where_they_were_named(session):
    people.remember(session, [described("U7", "Bot", bot=True), described("U8", "Left", gone=True)])
    form = replace(FORM, members=FORM.members | {"U7"}, crafts={**FORM.crafts, Craft.MLOPS: frozenset({"U8"})})

    with pytest.raises(Refusals) as refused:
        setting_up.set_up(session, ADA, HERE, form, now=NOON)

    assert fields(refused) == {"members": "teams/not_a_person", "mlops": "teams/not_a_person"}


def test_somebody_from_another_workspace_is_neither_guessed_nor_taken(session):
    eve = described("U7", "Eve", home="T2", title="Data Scientist")
    people.remember(session, [SlackPerson(**eve.model_dump())])

    guessed = setting_up.prefilled(ADA, HERE, [*AROUND, eve], now=NOON).form
    with pytest.raises(Refusals) as refused:
        setting_up.set_up(session, ADA, HERE, replace(FORM, members=FORM.members | {"U7"}), now=NOON)

    assert "U7" not in guessed.members + guessed.data_science
    assert fields(refused) == {"members": "teams/from_elsewhere"}


def test_who_left_is_not_proposed_again_and_works_no_more(session, team):
    people.remember(session, [described("U4", "Dev", gone=True)])

    form = showing.form(session, ADA, team.id).form

    assert form.business == ("U1",)
    assert not next(mate for mate in rosters.of_team(session, team) if mate.user == "U4").works_at(NOON)


def test_who_is_taken_out_but_still_has_a_duty_is_named_instead_of_put_back(session, team):
    form = replace(FORM, members=frozenset({"U1", "U4"}))

    with pytest.raises(Refusals) as refused:
        changing.change(session, ADA, team.id, form, now=NOON)

    assert fields(refused) == {"members": "teams/left_out"}
    [refusal] = refused.value.refusals
    assert render.words(refusal.template, **refusal.figures) == (
        "Bo still facilitates and speaks for MLOps; Chi still speaks for compliance. "
        "Take them out there too, or choose them as members as well."
    )
    assert len(rosters.of_team(session, team)) == 4


def test_who_is_taken_out_everywhere_is_gone(session, team):
    without = frozenset({"U1", "U3", "U4"})
    form = replace(
        FORM, members=without, crafts={**FORM.crafts, Craft.MLOPS: frozenset({"U1"})}, facilitators=frozenset({"U1"})
    )

    changing.change(session, ADA, team.id, form, now=NOON)

    assert {mate.user for mate in rosters.of_team(session, team)} == without


def test_a_team_too_small_for_the_cards_of_a_retro_reads_so_at_once(session, team):
    stored.change_setting(session, team.workspace, team.id, "retro.opened_from", "5")

    alone = render.message("teams/preview", showing.preview(session, ADA, team.id, now=NOON)).text
    stored.change_setting(session, team.workspace, team.id, "retro.opened_from", "4")
    enough = render.message("teams/preview", showing.preview(session, ADA, team.id, now=NOON)).text

    assert "until the team has 5 members, its retros end without cards" in alone
    assert "without cards" not in enough


def test_nobody_stands_in_for_themselves(session, team):
    with pytest.raises(Refusals) as refused:
        changing.change(session, ADA, team.id, replace(FORM, lead="U1", deputy="U1"), now=NOON)

    assert fields(refused) == {"deputy": "teams/deputy_leads"}


def test_whoever_leads_is_in_the_team_or_somebody_else_leads(session, team):
    form = replace(FORM, lead="U5")

    with pytest.raises(Refusals) as refused:
        changing.change(session, ADA, team.id, form, now=NOON)

    [refusal] = refused.value.refusals
    assert "U5 still leads the team." in render.words(refusal.template, **refusal.figures)


def test_guests_are_in_the_team_but_nobody_guesses_that_they_facilitate(session):
    guest = described("U5", "Gus", guest=True)

    form = setting_up.prefilled(ADA, HERE, [*AROUND, guest], now=NOON).form

    assert "U5" in form.members
    assert form.facilitators == ("U1", "U2", "U3", "U4")


@pytest.mark.parametrize(
    ("person", "template"),
    [
        (replace(ADA, guest=True), "refusals/guest"),
        (replace(ADA, home="T2"), "refusals/other_workspace"),
    ],
)
def test_guests_and_strangers_set_up_nothing(session, person, template):
    with pytest.raises(Refusal) as refused:
        setting_up.set_up(session, person, HERE, FORM, now=NOON)

    assert refused.value.template == template
    assert stored.of_channel(session, "T1", "C1") is None


def test_the_card_says_who_works_now_where_they_are(session, team):
    shown = showing.card(session, ADA, team, now=NOON)

    assert {member.user: (member.local_time, member.working) for member in shown.members} == {
        "U1": ("12:00", True),
        "U2": ("04:00", False),
        "U3": ("21:00", False),
        "U4": ("12:00", True),
    }
    assert [(craft.label, craft.users) for craft in shown.crafts][3] == ("Business", ("U1", "U4"))
    assert shown.may_change
    assert not showing.card(session, EVE, team, now=NOON).may_change


def test_nobody_works_at_the_weekend_of_their_own_zone(session, team):
    friday_evening_in_america = datetime(2026, 11, 28, 0, 30, tzinfo=UTC)

    roster = {mate.user: mate for mate in rosters.of_team(session, team)}

    assert roster["U2"].works_at(friday_evening_in_america - timedelta(minutes=1))
    assert not roster["U3"].works_at(friday_evening_in_america)


def test_a_private_teams_card_is_for_its_members(session):
    _, team = setting_up.set_up(session, ADA, Place("C1", private=True), FORM, now=NOON)

    assert showing.here(session, ADA, "C1").id == team.id
    assert showing.here(session, EVE, "C1") is None
    assert showing.here(session, replace(ADA, home="T2"), "C1") is None
    with pytest.raises(Refusal, match="refusals/not_found"):
        showing.every_setting(session, EVE, team.id, now=NOON)


def test_a_channel_that_became_private_takes_its_team_along(session, team):
    assert showing.here(session, EVE, "C1") is not None

    changing.close_off(session, "T1", "C1")

    assert showing.here(session, EVE, "C1") is None
    assert showing.here(session, ADA, "C1") is not None


def test_a_changed_team_keeps_the_hours_that_people_settled_themselves(session, team):
    changing.own_hours(
        session, replace(ADA, user="U2"), team.id, zone="Asia/Kolkata", starts="10:00", ends="18:00", now=NOON
    )
    form = replace(
        FORM,
        name="Care",
        members=frozenset({"U1", "U2", "U4", "U5"}),
        day_starts="08:00",
        crafts={**FORM.crafts, Craft.COMPLIANCE: frozenset({"U5"})},
    )

    changing.change(session, ADA, team.id, form, now=NOON)

    roster = {mate.user: mate for mate in rosters.of_team(session, team)}
    assert sorted(roster) == ["U1", "U2", "U4", "U5"]
    assert (roster["U2"].zone, roster["U2"].day_starts, roster["U1"].day_starts) == ("Asia/Kolkata", "10:00", "08:00")
    assert stored.team(session, "T1", team.id).name == "Care"


def test_a_changed_team_edits_its_welcome_in_place(session, team):
    before, _ = setting_up.set_up(session, ADA, Place("C2"), FORM, now=NOON)
    second = stored.of_channel(session, "T1", "C2")

    after = changing.change(session, ADA, second.id, replace(FORM, name="Renamed"), now=NOON)

    assert [said.key for said in after.announcements] == [said.key for said in before.announcements]
    assert after.announcements[0].view.team == "Renamed"


def test_a_plain_member_changes_their_own_hours_and_nothing_else(session, team):
    chi = Person("T1", "U3")

    changing.own_hours(session, chi, team.id, zone="Asia/Tokyo", starts="10:00", ends="19:00", now=NOON)
    with pytest.raises(Refusal, match="refusals/not_allowed"):
        changing.settle(session, chi, team.id, {"retro.votes": "4"}, now=NOON)
    with pytest.raises(Refusal, match="refusals/not_allowed"):
        changing.change(session, chi, team.id, FORM, now=NOON)

    own = stored.membership(session, "T1", team.id, "U3")
    assert (own.zone, own.day_starts, own.day_ends) == ("", "10:00", "19:00"), "the zone is Slack's, so it follows"


def test_hours_that_equal_the_teams_follow_the_team_from_then_on(session, team):
    changing.own_hours(session, ADA, team.id, zone="Europe/London", starts="10:00", ends="19:00", now=NOON)
    changing.own_hours(session, ADA, team.id, zone="Europe/London", starts="09:00", ends="17:00", now=NOON)

    own = stored.membership(session, "T1", team.id, "U1")
    assert (own.zone, own.day_starts, own.day_ends) == ("", "", "")


def own(session, team):
    return {kept.name: kept.value for kept in stored.changed_settings(session, "T1", team.id)}


def test_a_setting_is_kept_logged_and_goes_back_to_its_default(session, team):
    changing.settle(session, ADA, team.id, {"retro.votes": "4", "retro.day": "friday", "retro.actions": "2"}, now=NOON)

    assert settings.of_team(session, "T1", team.id)[defaults.VOTES] == 4
    assert settings.of_team(session, "T1", team.id)[defaults.RETRO_DAY] is Day.FRIDAY
    logged = session.exec(select(AuditEvent.details).where(AuditEvent.action == "teams.settle")).all()
    assert {"setting": "retro.votes", "before": "3", "after": "4"} in list(logged)
    assert len(logged) == 2, "what equals its default is no change"

    changing.settle(session, ADA, team.id, {"retro.votes": "3"}, now=NOON)

    assert own(session, team) == {"retro.day": "friday"}


def test_a_team_far_apart_is_shown_the_digest_that_it_really_gets(session, team):
    shown = {setting.name: setting for setting in showing.every_setting(session, ADA, team.id, now=NOON).editable}

    assert (shown["digest.day"].value, shown["digest.time"].value) == ("tuesday", "00:00")
    assert shown["digest.time"].unit == "Europe/London"
    assert "more than 8 hours apart" in shown["digest.day"].why

    changing.settle(session, ADA, team.id, {"digest.day": "tuesday", "digest.time": "00:00"}, now=NOON)

    assert own(session, team) == {}, "saving what was shown settles nothing"


def test_a_team_far_apart_may_want_its_monday_all_the_same(session, team):
    changing.settle(session, ADA, team.id, {"digest.day": "monday", "digest.time": "09:00"}, now=NOON)

    assert showing.card(session, ADA, team, now=NOON).digest_at == datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_a_digest_time_of_ones_own_takes_the_day_that_was_shown_along(session, team):
    changing.settle(session, ADA, team.id, {"digest.day": "tuesday", "digest.time": "10:00"}, now=NOON)

    assert own(session, team) == {"digest.day": "tuesday", "digest.time": "10:00"}
    assert showing.card(session, ADA, team, now=NOON).digest_at == datetime(2026, 12, 1, 10, tzinfo=UTC)


def test_settings_out_of_bounds_are_refused_at_their_fields(session, team):
    with pytest.raises(Refusals) as refused:
        changing.settle(session, ADA, team.id, {"retro.votes": "0", "digest.time": "9", "digest.day": "x"}, now=NOON)

    assert fields(refused) == {
        "retro.votes": "teams/setting_out_of_range",
        "digest.time": "teams/not_a_time",
        "digest.day": "teams/not_a_day",
    }


@pytest.mark.parametrize(
    ("entered", "at"),
    [
        ({"retro.votes": "2", "retro.votes_on_one": "9"}, {"retro.votes_on_one": "teams/more_than_all_votes"}),
        ({"retro.votes": "1"}, {"retro.votes_on_one": "teams/more_than_all_votes"}),
        (
            {"ideas.triage_within": "20", "ideas.decided_within": "10"},
            {"ideas.decided_within": "teams/decided_before_looked_at"},
        ),
        ({"retro.opened_from": "9"}, {"retro.opened_from": "teams/more_writers_than_members"}),
        ({"retro.every": "1", "retro.collect": "121"}, {"retro.every": "teams/retros_overlap"}),
    ],
)
def test_settings_that_do_not_go_together_are_refused_and_nothing_is_kept(session, team, entered, at):
    with pytest.raises(Refusals) as refused:
        changing.settle(session, ADA, team.id, entered, now=NOON)

    assert fields(refused) == at
    for refusal in refused.value.refusals:
        assert render.words(refusal.template, **refusal.figures)
    assert own(session, team) == {}


def test_settings_that_just_go_together_are_kept(session, team):
    entered = {"retro.every": "1", "retro.collect": "120", "retro.votes": "2", "ideas.decided_within": "5"}

    _, changed = changing.settle(session, ADA, team.id, entered, now=NOON)

    assert set(changed) == set(own(session, team)) == set(entered)


def test_what_was_settled_is_told_with_the_times_that_follow_from_it(session, team):
    changing.settle(session, ADA, team.id, {"retro.votes": "4"}, now=NOON)
    entered = {"retro.votes": "3", "digest.day": "friday", "digest.time": "10:00", "retro.day": "thursday"}

    _, changed = changing.settle(session, ADA, team.id, entered, now=NOON)
    shown = showing.settled(session, ADA, team.id, changed, now=NOON)

    assert {(change.label, change.value, change.default) for change in shown.changes} == {
        ("Votes each", "3 votes", True),
        ("Digest: day", "Friday", False),
        ("Digest: time", "10:00 Europe/London", False),
        ("Retro: day", "Thursday", False),
    }
    assert shown.digest_at == datetime(2026, 11, 27, 10, tzinfo=UTC)
    assert shown.retro_at == datetime(2026, 12, 3, tzinfo=UTC)


def test_the_channels_welcome_follows_settings_and_no_longer_speaks_of_a_first_retro(session, team):
    later = NOON + timedelta(days=30)

    said, _ = changing.settle(session, ADA, team.id, {"retro.day": "thursday", "retro.votes": "4"}, now=later)
    unsaid, _ = changing.settle(session, ADA, team.id, {"retro.votes": "4"}, now=later)

    [welcome] = said.announcements
    assert (welcome.template, welcome.key) == ("teams/welcome", f"teams:{team.id}:welcome")
    assert welcome.view.retro_at > later
    assert not welcome.view.beginning
    assert not unsaid.announcements


def test_every_reason_of_a_wide_teams_digest_holds_where_its_people_live(session, team):
    shown = {setting.name: setting for setting in showing.every_setting(session, ADA, team.id, now=NOON).editable}
    card = showing.card(session, ADA, team, now=NOON)

    hours = {zone: card.digest_at.astimezone(ZoneInfo(zone)) for zone in ("America/Los_Angeles", "Asia/Tokyo")}

    assert "Asia" in shown["digest.time"].why
    assert "working hours" not in shown["digest.time"].why, "it is midnight in the zone that the field names"
    assert hours["Asia/Tokyo"].hour < 12 <= hours["America/Los_Angeles"].hour
    assert all(local.weekday() < 5 for local in hours.values()), "nobody still has a weekend"


def test_no_reason_is_a_bare_label():
    assert [setting.name for setting in defaults.ALL.values() if len(setting.why.split()) < 3] == []


def test_a_fixed_figure_cannot_be_changed_by_a_crafted_form(session, team):
    with pytest.raises(Refusal, match="refusals/broken_seal"):
        changing.settle(session, ADA, team.id, {"monitors.alert_sigma": "9"}, now=NOON)


def test_every_setting_is_shown_with_its_reason_and_what_it_replaced(session, team):
    changing.settle(session, ADA, team.id, {"retro.votes": "4"}, now=NOON)

    shown = showing.every_setting(session, ADA, team.id, now=NOON)

    votes = next(setting for setting in shown.editable if setting.name == "retro.votes")
    assert (votes.value, votes.default, votes.why) == ("4", "3 votes", "forces a choice")
    assert {setting.name for setting in shown.editable} | {setting.label for setting in shown.fixed} >= {"retro.every"}
    assert all(setting.why for setting in (*shown.editable, *shown.fixed))
    assert len(shown.editable) + len(shown.fixed) == len(defaults.ALL)
    assert len(render.modal("teams/settings", shown)["blocks"]) <= 100


def next_digest(zones, *, zone="Europe/London", **changed):
    return rhythms.digest(Chosen(changed), zone=zone, lived_in=zones, since=NOON, now=NOON).first_after(NOON).at


def test_a_teams_digest_comes_on_its_monday_unless_no_monday_is_everybodys():
    assert next_digest(["Europe/London", "Asia/Kolkata"]) == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert next_digest(["Asia/Tokyo"], zone="Asia/Tokyo") == datetime(2026, 11, 30, 0, tzinfo=UTC)
    assert next_digest(["America/Los_Angeles", "Asia/Tokyo"]) == datetime(2026, 12, 1, 0, tzinfo=UTC)


def test_a_digest_day_of_ones_own_holds_however_far_apart_people_live():
    own = next_digest(["America/Los_Angeles", "Asia/Tokyo"], zone="Asia/Tokyo", **{"digest.day": "friday"})

    assert own == datetime(2026, 11, 27, 0, tzinfo=UTC)


def test_the_first_digest_waits_until_there_can_be_something_to_tell():
    own = next_digest(["UTC"], zone="UTC", **{"digest.day": "tuesday"})

    assert own == datetime(2026, 12, 1, 9, tzinfo=UTC), "not on the morning after set-up"


def test_the_first_retro_leaves_its_facilitator_notice_and_the_next_keep_its_rhythm():
    def first_of_team_made_on(day):
        since = datetime(2026, 11, day, 12, tzinfo=UTC)
        return rhythms.retro(Chosen({}), since=since).first_after(since).at

    assert [first_of_team_made_on(day).day for day in (23, 26, 27, 29)] == [1, 1, 8, 8]
    rhythm = rhythms.retro(Chosen({}), since=NOON)
    assert rhythm.first_after(datetime(2026, 12, 1, tzinfo=UTC)).at == datetime(2026, 12, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "craft"),
    [
        ("Lead Data Scientist", Craft.DATA_SCIENCE),
        ("Research", Craft.DATA_SCIENCE),
        ("Site Reliability Engineer", Craft.MLOPS),
        ("Data engineer", Craft.MLOPS),
        ("MLOps", Craft.MLOPS),
        ("Risk Analyst", Craft.COMPLIANCE),
        ("Privacy counsel", Craft.COMPLIANCE),
        ("Product owner", Craft.BUSINESS),
        ("Claims operations", Craft.BUSINESS),
        ("", None),
        ("Wizard", None),
    ],
)
def test_a_craft_is_guessed_from_a_title(title, craft):
    assert crafts.guessed(title) is craft


def test_the_commonest_zone_wins_and_ones_own_among_equals():
    assert zones.commonest(["Asia/Tokyo", "UTC", "Asia/Tokyo"], otherwise="UTC") == "Asia/Tokyo"
    assert zones.commonest(["Asia/Tokyo", "Europe/Paris"], otherwise="Europe/Paris") == "Europe/Paris"
    assert zones.commonest([], otherwise="Europe/Paris") == "Europe/Paris"
