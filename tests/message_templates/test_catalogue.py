import pytest

from message_templates import catalogue
from message_templates.catalogue import EXAMPLES, ExamplesMissing


def test_every_template_is_found_and_no_file_of_macros():
    found = catalogue.templates()

    assert "ideas/card" in found
    assert "teams/set_up" in found
    assert not {"blocks", "teams/form", "models/entry"} & set(found)


def test_a_template_without_its_four_examples_is_refused():
    with pytest.raises(ExamplesMissing, match="teams/nonsense has no example typical, empty, maximal, hostile"):
        catalogue.examples("teams/nonsense")


def test_no_example_belongs_to_a_template_that_is_gone():
    features = {template.split("/", maxsplit=1)[0] for template in catalogue.templates()}

    known = {name for feature in features for name in catalogue._examples_of(feature)}

    assert known == set(catalogue.templates())


def test_every_template_is_shown_with_each_example_once():
    shown = [(each.template, each.example) for each in catalogue.all_shown()]

    assert sorted(shown) == sorted((template, example) for template in catalogue.templates() for example in EXAMPLES)
