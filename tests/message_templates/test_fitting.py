from message_templates import fitting


def section(words="word"):
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


BUTTONS = {"type": "actions", "elements": []}
MORE = "… and {} more"


def test_what_fits_is_left_alone():
    blocks = [section()] * 49 + [BUTTONS]

    assert fitting.of_message(blocks) == blocks


def test_too_many_blocks_say_how_many_more_there_are_and_keep_the_buttons():
    fitted = fitting.of_message([section()] * 80 + [BUTTONS])

    assert len(fitted) == 50
    assert fitted[-1] == BUTTONS
    assert fitted[-2]["elements"][0]["text"] == MORE.format(80 - 48)


def test_too_many_words_are_cut_at_a_block_even_if_the_blocks_are_few():
    fitted = fitting.of_message([section("x" * 3000)] * 10 + [BUTTONS])

    assert [block["type"] for block in fitted] == ["section"] * 4 + ["context", "actions"]
    assert sum(map(fitting.letters, fitted)) <= 13_000


def test_a_view_counts_bytes_and_not_letters():
    fitted = fitting.of_view([section("質" * 3000)] * 90)

    assert sum(map(fitting.size, fitted)) < 250_000
    assert fitted[-1]["elements"][0]["text"].startswith("… and ")


def test_a_message_of_buttons_only_still_fits():
    fitted = fitting.of_message([BUTTONS] * 60)

    assert len(fitted) == 50
    assert fitted[-1] == BUTTONS
