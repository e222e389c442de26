"""Two texts side by side (pages, section 10.4b): what is only in one is marked, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from permanence.kernel.comparing import compare_texts, merged, words_of

TEXTS = st.text(alphabet="ab .,\né", max_size=40)
JOAN = "Maya wants to stay at Hazel Road school and to see her Nan on Sundays."
PRIYA = "Maya wants to stay at the same school and to see her Nan on Sundays. She asked about her dog."


def marked(this: str, other: str, mark: str) -> list[str]:
    return [passage.text for passage in compare_texts(this, other) if passage.mark == mark]


def test_marks_what_only_this_text_says_as_one_passage() -> None:
    assert marked(JOAN, PRIYA, "only") == ["Hazel Road"]
    assert marked(PRIYA, JOAN, "only") == ["the same", " She asked about her dog."]


def test_strikes_through_what_is_left_out() -> None:
    assert marked(JOAN, PRIYA, "left_out") == ["the same", " She asked about her dog."]


def test_the_same_text_has_one_passage() -> None:
    assert [passage.mark for passage in compare_texts(JOAN, JOAN)] == ["same"]


def test_an_empty_text_leaves_out_everything() -> None:
    assert marked("", JOAN, "left_out") == [JOAN]


@given(this=TEXTS, other=TEXTS)
def test_each_side_can_be_read_back_word_for_word(this: str, other: str) -> None:
    passages = compare_texts(this, other)
    assert "".join(passage.text for passage in passages if passage.mark != "left_out") == this
    assert "".join(passage.text for passage in passages if passage.mark != "only") == other


@given(text=TEXTS)
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text


def test_merges_changes_in_different_places() -> None:
    base = "She sees Nan. She likes school."
    assert merged(base, "She sees Nan on Sundays. She likes school.", "She sees Nan. She loves school.") == (
        "She sees Nan on Sundays. She loves school."
    )


def test_keeps_mine_where_both_changed_the_same_words() -> None:
    assert merged("She sees Nan.", "She sees Dad.", "She sees Grandad.") == "She sees Grandad."


@given(base=TEXTS, changed=TEXTS)
def test_a_change_of_one_alone_stands(base: str, changed: str) -> None:
    assert merged(base, changed, base) == changed
    assert merged(base, base, changed) == changed
