"""Names of the many: first names and surnames drawn from a seed. Nobody is meant by any of them."""

from random import Random

FIRST = {
    "F": (
        *("Abigail", "Adaeze", "Agnieszka", "Aisling", "Amara", "Anika", "Beatrix", "Bronwen", "Carys", "Chiara"),
        *("Daisy", "Delphine", "Eilidh", "Elif", "Esther", "Farah", "Freya", "Georgia", "Hafsa", "Harriet"),
        *("Ines", "Jasmine", "Kasia", "Keira", "Layla", "Lowri", "Marisol", "Matilda", "Meera", "Nadia"),
        *("Nia", "Olamide", "Orla", "Paloma", "Philippa", "Roisin", "Saoirse", "Shanice", "Tamara", "Zofia"),
    ),
    "M": (
        *("Aaron", "Abdul", "Aidan", "Alistair", "Amir", "Bartosz", "Benedict", "Callum", "Cai", "Darius"),
        *("Dominic", "Emeka", "Ewan", "Fabian", "Faisal", "Gethin", "Harvey", "Hassan", "Idris", "Isaac"),
        *("Jerome", "Kieran", "Kofi", "Lewis", "Luca", "Mateusz", "Mehmet", "Nathaniel", "Olek", "Patrick"),
        *("Rafael", "Rhodri", "Samir", "Sebastian", "Stefan", "Tariq", "Tobias", "Vikram", "Wesley", "Yusuf"),
    ),
}
BEGUN = (
    *("Ash", "Birk", "Bram", "Brock", "Chal", "Cold", "Cran", "Dun", "Elm", "Fair", "Fen", "Garth", "Hal", "Hazel"),
    *("Hol", "Kel", "Lang", "Lind", "Marl", "Mel", "Nether", "Oak", "Pem", "Quar", "Rad", "Ravens", "Sel", "Stan"),
    *("Thorn", "Under", "Wal", "Whit", "Win", "Wood"),
)
ENDED = (
    *("acre", "beck", "borne", "bridge", "brook", "burn", "by", "combe", "croft", "dale", "den", "field", "ford"),
    *("gate", "ham", "hurst", "ley", "low", "mere", "mont", "more", "ridge", "shaw", "stead", "ton", "well", "wick"),
)
TOLD_FIRST = {
    "F": ("Corisande", "Dorabella", "Perdita", "Hespera", "Jocasta", "Kerensa", "Rosalba", "Isaura", "Melisende"),
    "M": ("Evander", "Tancred", "Quillon", "Leander", "Peregrin", "Ignatius", "Auberon", "Ferdinand", "Ludovic"),
}
"""Of the children whose stories are told: names that stand in no text of the demo, so that they can be found in one."""
TOLD_ENDED = ("quist", "zander", "vane", "thwaite", "pryce", "garde", "locke", "wraith", "kemp", "strand")


def drawn_name(sex: str, rng: Random) -> tuple[str, str]:
    """Return a first name and a surname."""
    return rng.choice(FIRST[sex]), rng.choice(BEGUN) + rng.choice(ENDED)


def told_name(number: int, sex: str) -> tuple[str, str]:
    """Return the name of the child of that number, 0 being the first, whose story is told: each has another surname."""
    first = TOLD_FIRST[sex][number % len(TOLD_FIRST[sex])]
    return first, BEGUN[number // len(TOLD_ENDED) % len(BEGUN)] + TOLD_ENDED[number % len(TOLD_ENDED)]
