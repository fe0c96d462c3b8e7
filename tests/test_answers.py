"""Which questions to the vocabularies have another answer once words are others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hongke.load.memory import Answers
from hongke.model.vocabulary import Vocabulary, VocabularyWord

_TEXT = st.sampled_from(["党员", "干部", "a", "b", "c", "群众"])


@st.composite
def vocabularies(draw: st.DrawFn) -> dict[str, Vocabulary]:
    found = {}
    for name in draw(st.lists(st.sampled_from(["mode", "level"]), unique=True)):
        words = {
            slug: VocabularyWord(name, slug, draw(_TEXT), synonyms=tuple(draw(st.lists(_TEXT, max_size=2))))
            for slug in ("a", "b", "c")[: draw(st.integers(0, 3))]
        }
        found[name] = Vocabulary(name, name, words)
    return found


@given(vocabularies(), vocabularies(), st.sampled_from(["mode", "level"]), _TEXT)
def test_only_the_names_of_changed_words_are_answered_otherwise(
    before: dict[str, Vocabulary], after: dict[str, Vocabulary], name: str, text: str
) -> None:
    answers = Answers(before, after)
    if (name in before) == (name in after) and not answers.stand([(name, text)]):
        assert text in answers.texts()


def test_words_that_are_the_same_are_not_asked_for() -> None:
    word = VocabularyWord("mode", "a", "党员", synonyms=("干部",))
    other = VocabularyWord("mode", "b", "群众")
    renamed = VocabularyWord("mode", "b", "群众们", synonyms=("群众",))
    before = {"mode": Vocabulary("mode", "形式", {"a": word, "b": other})}
    after = {"mode": Vocabulary("mode", "形式", {"a": word, "b": renamed})}
    assert Answers(before, after).texts() == {"b", "群众", "群众们"}
