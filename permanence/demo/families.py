"""The people around an invented child: names that follow from the seed, as the record will have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from permanence.demo.subject import SIBLING, Heritage

MOTHERS = ("Dawn", "Kerry", "Michelle", "Tanya", "Yvonne", "Becky", "Carla", "Joanne", "Natalie", "Stacey")
FATHERS = ("Lee", "Darren", "Wayne", "Carl", "Imtiaz", "Pavel", "Gareth", "Simon", "Leon", "Mick")
SISTERS = ("Robyn", "Casey", "Lola", "Esme", "Mina", "Paige", "Orla", "Tess")
BROTHERS = ("Alfie", "Kai", "Reuben", "Jude", "Milo", "Nathan", "Aled", "Bobby")
GRANDPARENTS = ("Iris", "Maureen", "Derek", "Bernard", "Sheila", "Winifred", "Cyril", "Pauline")
AUNTS = ("Bea", "Lorraine", "Shirley", "Donna", "Marcia", "Nell")
FRIENDS = ("Samira Holt", "Jake Penney", "Lottie Brace", "Ade Fagan", "Wiktor Lis", "Mo Tanner", "Edie Crump")
CARERS = ("Ros", "Jan", "Moira", "Stan", "Gwen", "Ade", "Lorna", "Hilary", "Neville", "Beryl")
HOUSEHOLDS = (
    "Whitlow",
    "Tarrant",
    "Ackley",
    "Swale",
    "Brockett",
    "Yarrow",
    "Pettifer",
    "Munro-Fell",
    "Lindqvist",
    "Copeland",
)
SCHOOLS = ("Weir Lane School", "Canal Street School", "St Bride's School", "Larkfield School", "Harbour Academy")
SURNAME_OF_NOBODY = "Carrow"
RELATIONS = {"grandparent": "grandparent_maternal", "aunt": "aunt_or_uncle", "carer": "current_carer", "match": "other"}
HOW_OFTEN_FATHER, HOW_OFTEN_SIBLING = 0.8, 0.7

HERITAGES: Mapping[str, Heritage] = {
    "british": Heritage(),
    "portuguese": Heritage(
        ethnicity="WOTH",
        words="Portuguese and English",
        nationality="portugal",
        language="Portuguese",
        religion="Roman Catholic",
    ),
    "bangladeshi": Heritage(ethnicity="ABAN", words="Bangladeshi", language="Sylheti", religion="Muslim"),
    "pakistani": Heritage(ethnicity="APKN", words="British Pakistani", language="Urdu", religion="Muslim"),
    "punjabi": Heritage(ethnicity="AIND", words="Punjabi and English", language="Punjabi", religion="Sikh"),
    "nigerian": Heritage(ethnicity="BAFR", words="Nigerian, Yoruba", language="Yoruba", religion="Christian"),
    "ghanaian": Heritage(ethnicity="BAFR", words="Ghanaian, Ashanti", language="Twi", religion="Christian"),
    "kenyan": Heritage(ethnicity="BAFR", words="Kenyan, Kikuyu", language="Swahili", religion="Christian"),
    "jamaican": Heritage(ethnicity="BCRB", words="Black British, Jamaican family", religion="Christian"),
    "syrian": Heritage(ethnicity="OOTH", words="Syrian", nationality="syria", language="Arabic", religion="Muslim"),
    "vietnamese": Heritage(ethnicity="AOTH", words="Vietnamese", language="Vietnamese", religion="Buddhist"),
    "chinese": Heritage(ethnicity="CHNE", words="Hong Kong Chinese and Irish", language="Cantonese"),
    "italian": Heritage(
        ethnicity="WOTH", words="Italian family, born here", language="Italian", religion="Roman Catholic"
    ),
    "polish": Heritage(
        ethnicity="WOTH", words="Polish", nationality="poland", language="Polish", religion="Roman Catholic"
    ),
    "danish": Heritage(ethnicity="WOTH", words="Danish and English", language="Danish"),
    "french": Heritage(ethnicity="MOTH", words="French and English", language="French"),
    "irish": Heritage(ethnicity="WIRI", words="Irish", nationality="ireland", religion="Roman Catholic"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Somebody to be added to the record: what they are to the child stands as `relation`, a key of RELATION."""

    alias: str
    relation: str
    name: str
    sex: str
    born: date | None = None


def family_of(child: Mapping[str, Any], rng: Random) -> list[Kin]:
    """Return who is in the child's life before coming into care, as its entry and the seed say."""
    named: Mapping[str, str] = child.get("family", {})
    absent = set(child.get("no", ()))
    surname = child["name"].split()[-1] if " " in child["name"] else SURNAME_OF_NOBODY
    sex = rng.choice("FM")
    drawn = {
        "mother": f"{rng.choice(MOTHERS)} {surname}",
        "father": f"{rng.choice(FATHERS)} {surname}",
        "sibling": f"{rng.choice(SISTERS if sex == 'F' else BROTHERS)} {surname}",
        "grandparent": f"{rng.choice(GRANDPARENTS)} {surname}",
        "aunt": f"{rng.choice(AUNTS)} {surname}",
        "friend": rng.choice(FRIENDS),
    }
    # Brothers and sisters of a group stand in the record themselves.
    absent |= {"sibling"} if "group" in child or rng.random() > HOW_OFTEN_SIBLING else set()
    absent |= {"father"} if rng.random() > HOW_OFTEN_FATHER else set()
    sex = "M" if named.get("sibling") else sex
    born = child["born"].replace(day=11, year=child["born"].year + rng.choice((2, -2)))
    return [
        _kin(alias, named.get(alias, name), sex, born if alias == "sibling" else None)
        for alias, name in drawn.items()
        if alias not in absent - named.keys()
    ]


def _kin(alias: str, name: str, sex: str, born: date | None) -> Kin:
    if alias == "sibling":
        return Kin(alias=alias, relation=SIBLING[sex], name=name, sex=sex, born=born)
    return Kin(alias=alias, relation=RELATIONS.get(alias, alias), name=name, sex="F")


def household(alias: str, rng: Random) -> Kin:
    """Return foster carers: `carer`, with whom the child lives, or `match`, the family that was found."""
    first, last = rng.choice(CARERS), rng.choice(HOUSEHOLDS)
    return Kin(alias=alias, relation=RELATIONS[alias], name=f"{first} {last}", sex="F")
