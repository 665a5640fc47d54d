"""Figures about ideas."""

from typing import Final

from kaizen.digests.behind import Behind
from kaizen.digests.definitions.defining import Definition, Values
from message_templates.digests.views import Weekly

IDEAS: Final = "The team's ideas and their moves"


def _oldest(week: Weekly) -> Values:
    oldest = week.flow.oldest_undecided if week.flow else None
    return [oldest.days, week.flow.limit] if week.flow and oldest else None


def _finished(week: Weekly) -> Values:
    found = week.flow
    return [found.finished_days, found.finished] if found and found.finished_days is not None else None


def _unfinished(week: Weekly) -> Values:
    found = week.flow
    return [found.unfinished_days, found.unfinished] if found and found.unfinished_days is not None else None


def _needs(week: Weekly) -> Values:
    if not week.needs:
        return None
    more = [one.count for one in week.more_needs]
    return [
        len(week.needs),
        *(need.days for need in week.named_needs if need.days is not None),
        *(count for need in week.named_needs if need.numbers for count in (len(need.numbers), need.unnamed)),
        *more,
        *[sum(more)][: len(more)],
    ]


def _people(week: Weekly) -> Values:
    if week.unnamed:
        return [week.contributors, week.unnamed]
    return [week.contributors] if week.contributors else None


OF_IDEAS: Final = (
    Definition(
        "Needs you",
        "How many: alerts that nobody has taken up, alerts that a second person has to agree to close, late actions, "
        "ideas that wait longer for a decision than the team settled on, ideas that were to be triaged by now (one "
        "thing together), and alerts that somebody has had for more than seven days. Then the working days that each "
        "named idea has waited and the days that each named alert has been had; how many ideas wait for triage; then "
        "how many are counted, of each kind.",
        "The team's ideas, alerts and actions",
        _needs,
        Behind.needs,
    ),
    Definition(
        "New ideas",
        "Submitted in the seven days.",
        IDEAS,
        lambda week: [week.flow.new] if week.flow else None,
        Behind.new,
    ),
    Definition(
        "Decided",
        "Approved or declined in the seven days; an idea that was moved twice counts once.",
        IDEAS,
        lambda week: [week.flow.decided] if week.flow else None,
        Behind.decided,
    ),
    Definition(
        "Done",
        "Ideas that reached Done in the seven days.",
        IDEAS,
        lambda week: [week.flow.done] if week.flow else None,
        Behind.done,
    ),
    Definition(
        "Oldest undecided",
        "The working days since the oldest new or triaged idea was submitted, and how many the team settled on. Monday "
        "to Friday in the team's zone; public holidays are not left out.",
        IDEAS,
        _oldest,
        Behind.oldest,
    ),
    Definition(
        "Finished: median lead time",
        "Days from submitting to Done, and of how many ideas: all that are Done.",
        IDEAS,
        _finished,
        Behind.finished,
        "d",
    ),
    Definition(
        "Open: median age",
        "Days since submitting, and of how many ideas: all that are open. It stands beside the finished ones, which "
        "alone would look better than the whole.",
        IDEAS,
        _unfinished,
        Behind.open_ideas,
        "d",
    ),
    Definition(
        "People",
        "Different people who submitted an idea under their name in the seven days; a count, never a list. Then how "
        "many ideas have no name: nobody can tell of how many people those are.",
        IDEAS,
        _people,
        lambda behind: behind.week.contributors + behind.week.unnamed,
    ),
    Definition(
        "Most wanted",
        "Votes of the open ideas with the most of them; one person has one vote for each idea.",
        IDEAS,
        lambda week: [idea.votes for idea in week.wanted] or None,
        Behind.wanted,
    ),
)
