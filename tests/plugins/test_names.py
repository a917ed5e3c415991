"""Names, and whose they are."""

import pytest

from publications.model import Name
from publications.names import Owner, parse, split

NAMES = {
    "Anhao Zhao": Name("Zhao", "Anhao"),
    "Zhao, Anhao": Name("Zhao", "Anhao"),
    "Ludwig van Beethoven": Name("Beethoven", "Ludwig", "van"),
    "van Beethoven, Ludwig": Name("Beethoven", "Ludwig", "van"),
    "King, Jr., Martin Luther": Name("King", "Martin Luther", "", "Jr."),
    "de la Cruz, Mar{\\'\\i}a": Name("Cruz", "María", "de la"),
    'M{\\"u}ller, J\\"org': Name("Müller", "Jörg"),
    "Erd{\\H o}s, Paul": Name("Erdős", "Paul"),
    "{EIT NLP and Friends}": Name("EIT NLP and Friends"),
    "{\\'A}lvarez, Jos{\\'e}": Name("Álvarez", "José"),
    "{Zhao}, {Anhao}": Name("Zhao", "Anhao"),
    "family=Zhao, given=Anhao": Name("Zhao", "Anhao"),
    "赵安浩": Name("赵安浩"),
    "Sartre, Jean-Paul": Name("Sartre", "Jean-Paul"),
    "Zhao,~A.": Name("Zhao", "A."),
}


@pytest.mark.parametrize(("written", "name"), NAMES.items())
def test_parts(written: str, name: Name) -> None:
    assert parse(written) == name


def test_printed_in_natural_order() -> None:
    assert str(parse("van Beethoven, Jr., Ludwig")) == "Ludwig van Beethoven Jr."


def test_split_keeps_braces_whole() -> None:
    assert split("A B and {C and D} and E, F") == ["A B", "{C and D}", "E, F"]


OWNER = {
    "Anhao Zhao": True,
    "Zhao, Anhao": True,
    "Zhao, A.": True,
    "A. Zhao": True,
    "A Zhao": True,
    "ZHAO, ANHAO": True,
    "Zhao, An-hao": True,
    "Zhao, An Hao": True,
    "赵安浩": True,
    "Zhao, Aihua": False,
    "Zhao, B.": False,
    "Zhao": False,
    "Anhao Zhou": False,
    "Anhao, Zhao": False,
    "van Zhao, Anhao": False,
}


@pytest.mark.parametrize(("written", "is_owner"), OWNER.items())
def test_owner(written: str, is_owner: bool) -> None:
    assert Owner(["Anhao Zhao", "赵安浩"]).is_named(parse(written)) is is_owner


def test_owner_with_accents_in_either_unicode_form() -> None:
    owner = Owner(["José Núñez"])
    assert owner.is_named(parse("Nu\u0301n\u0303ez, Jose\u0301"))
    assert not owner.is_named(parse("Nunez, Jose"))


def test_initials_of_several_names() -> None:
    owner = Owner(["Jean-Paul Marie Sartre"])
    assert owner.is_named(parse("Sartre, J.-P."))
    assert owner.is_named(parse("Sartre, J.-P. M."))
    assert not owner.is_named(parse("Sartre, J. M. P."))
