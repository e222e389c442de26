"""Names that answer words which may be misspelt, heard, cut short or without accents (docs/adr/0037).

The indexes of how names are spelt and sound give the names that could be meant; `likeness` then says how well.
"""

from collections.abc import Sequence
from functools import reduce
from operator import add, or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, FloatField, Func, Lookup, Max, Q, Value
from django.db.models.functions import RTrim, Trim

if TYPE_CHECKING:
    from permanence.records.people import PersonName  # noqa: F401  # named in a type that is text

ALIKE = 0.3
"""From which part of their groups of three letters on, two words are taken for one another."""
LIKE_ENOUGH = 0.6
"""How well a name must answer the words together, each from 0 to 1, to be shown at all."""
IN_MEMORY = 1.1
"""What PostgreSQL is to think a page of an index costs beside the next page of a table. Its own guess, 4, is that of a
disk with arms: by it the names of a middling authority would be compared one by one, each by all its letters."""
LOOSELY = """
    SELECT set_config('pg_trgm.strict_word_similarity_threshold', %s, true), set_config('random_page_cost', %s, true)
"""


class Folded(Func):
    """A name or word without accents, case and signs, a space before and after each word."""

    function = "records_folded"
    output_field = models.TextField()


class Sounds(Func):
    """How the words of a name sound."""

    function = "records_sounds"
    output_field = ArrayField(models.TextField())


class Likeness(Func):
    """How well a name answers a word, from 0 to 1."""

    function = "records_likeness"
    output_field = FloatField()


class SpeltLike(Lookup):
    """A name in which a word stands that is spelt like this one."""

    lookup_name = "spelt_like"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the condition for which there is an index."""
        name, given = self.process_lhs(compiler, connection)
        word, also = self.process_rhs(compiler, connection)
        return f"{name} %%>> {word}", [*given, *also]


models.TextField.register_lookup(SpeltLike)


class PersonNameQuerySet(models.QuerySet["PersonName"]):
    """Names, by what is looked for."""

    def answering(self, words: Sequence[str]) -> "PersonNameQuerySet":
        """Return the names that could be meant by any of these words; none for no words. Call `loosely` before."""
        return self.filter(reduce(or_, map(_could_be_meant, words), Q(pk__in=[])))


def loosely() -> None:
    """Take words for one another that are as little alike as ALIKE says, and find them by their indexes.

    It holds until the transaction ends. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOOSELY, [str(ALIKE), str(IN_MEMORY)])


def likeness(words: Sequence[str], *, names: str) -> Any:
    """Return the expression of how well a person's names answer all the words, from 0 to 1.

    Args:
        names: path to the names, such as `person__names`: for each word, the one of them that answers best.
    """
    folded, sounds = F(f"{names}__folded"), F(f"{names}__sounds")
    each = (Max(Likeness(Folded(Value(word)), Sounds(Value(word)), folded, sounds)) for word in words)
    return reduce(add, each) / Value(float(len(words)))


def _could_be_meant(word: str) -> Q:
    folded = Folded(Value(word))
    if len(word) == 1 and word.isascii():
        return Q(folded__contains=folded)  # of one letter, only whoever is called by it alone
    part = Trim(folded) if len(word) > len("ng") else RTrim(folded)  # of two letters, only how a word begins
    spelt = Q(folded__spelt_like=folded) | Q(folded__contains=part)
    return spelt | Q(sounds__overlap=Sounds(Value(word)))
