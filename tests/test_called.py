"""What records are called where several of them have one name."""

from hypothesis import given
from hypothesis import strategies as st

from readiness.called import told_apart


def test_a_name_that_nobody_shares_stands_alone() -> None:
    assert told_apart([("1", "Ada", ("ada@x.example",)), ("2", "Bob", ("bob@x.example",))]) == {
        "1": "Ada", "2": "Bob",
    }  # fmt: skip


def test_those_of_one_name_are_told_apart_by_the_first_thing_that_they_do_not_share() -> None:
    alike = [
        ("1", "Ada Nowak", ("ada@x.example", "1001", "Lyon")),
        ("2", "ADA NOWAK", ("", "1002", "Lyon")),
        ("3", "Ada Nowak", ("", "", "Paris")),
        ("4", "Ada Nowak", ("", "", "Lyon")),
    ]
    assert told_apart(alike) == {
        "1": "Ada Nowak · ada@x.example",
        "2": "ADA NOWAK · 1002",
        "3": "Ada Nowak · Paris",
        "4": "Ada Nowak · 4",
    }


_TEXTS = st.sampled_from(("", "a", "A", "b", "c"))


@given(st.dictionaries(st.integers(), st.tuples(_TEXTS, st.lists(_TEXTS, max_size=3)), max_size=8))
def test_no_two_are_ever_called_the_same(people: dict[int, tuple[str, list[str]]]) -> None:
    found = told_apart((str(key), name, hints) for key, (name, hints) in people.items())
    assert len(found) == len(people)
    assert len(set(found.values())) == len(found)
