from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from storage import receipts
from storage.receipts import KeptReceipt, Receipt

CLICK = Receipt("T1", "click", "1.2.abc")


def test_the_answer_is_kept_with_the_receipt(session: Session):
    receipts.answer_once(session, CLICK, lambda _: {"number": 214})

    [kept] = session.exec(select(KeptReceipt)).all()

    assert (kept.workspace, kept.kind, kept.key, kept.answer) == ("T1", "click", "1.2.abc", {"number": 214})
    assert abs(kept.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_answer_of_none_is_an_answer(session: Session):
    answers = iter([None, "a second run"])

    both = [receipts.answer_once(session, CLICK, lambda _: next(answers)) for _ in range(2)]

    assert both == [None, None]


def test_old_receipts_are_forgotten_and_young_ones_stay(session: Session):
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for hours in (50, 49, 1):
        session.add(KeptReceipt(workspace="T1", kind="event", key=str(hours), at=noon - timedelta(hours=hours)))
    session.flush()

    receipts.forget_before(session, noon - timedelta(hours=48))

    assert session.exec(select(KeptReceipt.key)).all() == ["1"]
