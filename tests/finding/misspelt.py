"""How names come over the telephone or from a tired hand: invented children, and what is typed for them."""

CHILDREN = (
    "Maya Thornbury", "Amelia O’Brien-Ng", "Zoë Łukasik", "Nguyễn Thị Hạnh", "Siobhán Kelleher", "Muhammad Rahim",
    "Caitlyn Pembroke", "Jayden Wright", "Philip Marsden", "Geoffrey Askham", "Wiktoria Zając", "Yusuf Demirağ",
    "Ayesha Choudhury", "Rhys Llewellyn", "Aaron Macdonald", "Stephen Leigh", "Catherine Gray", "Isaac Oyelaran",
    "Chloe Featherstone", "Michael Schofield", "Xanthe Beauchamp", "Søren Pedersen", "Tadhg Moynihan", "Zachary Pell",
    "Null True", "محمد علي", "Daniel Okafor", "Grace Attwood", "Oliver Hartley", "Ruby Pickering", "Leo Bannister",
    "Ivy Carrow", "Thomas Thornton", "Martha Thorne", "Mia Tanner", "Amy Thorpe", "Emilia Brien", "Lucas Lukas",
)  # fmt: skip
"""The last ones are there to be taken for those above."""

# What is typed, and who is meant: found among the first three.
TYPED = (
    # A letter wrong, missing, doubled, or two the wrong way round.
    ("Maya Thornberry", "Maya Thornbury"), ("Thornburry", "Maya Thornbury"), ("Thronbury", "Maya Thornbury"),
    ("Hornbury", "Maya Thornbury"), ("Maia Thornbury", "Maya Thornbury"), ("mya thornbruy", "Maya Thornbury"),
    ("Amilia", "Amelia O’Brien-Ng"), ("Micheal Schofeild", "Michael Schofield"), ("Pickring", "Ruby Pickering"),
    ("Banister", "Leo Bannister"), ("Atwood", "Grace Attwood"), ("Fetherston", "Chloe Featherstone"),
    ("Danial Okafour", "Daniel Okafor"), ("Cabrow", "Ivy Carrow"), ("Lio Banister", "Leo Bannister"),
    # As it sounds.
    ("Filip Marsdon", "Philip Marsden"), ("Jeffrey Askam", "Geoffrey Askham"), ("Victoria Zajac", "Wiktoria Zając"),
    ("Katelin Pembrook", "Caitlyn Pembroke"), ("Jaiden Right", "Jayden Wright"), ("Mohamed Raheem", "Muhammad Rahim"),
    ("Aisha Chowdury", "Ayesha Choudhury"), ("Reece Lewelyn", "Rhys Llewellyn"), ("Steven Lee", "Stephen Leigh"),
    ("Katherine Grey", "Catherine Gray"), ("Isack Oyelaren", "Isaac Oyelaran"), ("Zakary Pel", "Zachary Pell"),
    ("Zanthe Beachamp", "Xanthe Beauchamp"), ("Soren Petersen", "Søren Pedersen"), ("Aron McDonald", "Aaron Macdonald"),
    ("Youssef Demirag", "Yusuf Demirağ"), ("Cloe", "Chloe Featherstone"), ("Moinahan", "Tadhg Moynihan"),
    # Accents and signs left out, or put in.
    ("zoe lukasik", "Zoë Łukasik"), ("ZOE LUKASIK", "Zoë Łukasik"), ("Nguyen Thi Hanh", "Nguyễn Thị Hạnh"),
    ("Ngyuen", "Nguyễn Thị Hạnh"), ("Siobhan", "Siobhán Kelleher"), ("Zo\u0065\u0308", "Zoë Łukasik"),
    ("Màya", "Maya Thornbury"), ("obrien", "Amelia O’Brien-Ng"), ("O'Brien Ng", "Amelia O’Brien-Ng"),
    ("obrienng", "Amelia O’Brien-Ng"), ("O Brien-Ng", "Amelia O’Brien-Ng"),
    # A part, the other way round, or with a name that the record does not have.
    ("bury", "Maya Thornbury"), ("tho may", "Maya Thornbury"), ("THORNBURY, Maya", "Maya Thornbury"),
    ("Maya Rose Thornbury", "Maya Thornbury"), ("Ng", "Amelia O’Brien-Ng"), ("Maya T", "Maya Thornbury"),
    # Names that look like something else.
    ("Null", "Null True"), ("true null", "Null True"), ("محمد", "محمد علي"), ("محمود", "محمد علي"),
)  # fmt: skip

# Typed, and what is said: a sentence each.
HOSTILE = (
    ("a" * 10_000, "What you wrote has 10,000 characters, and a search takes at most 100."),
    ("a" * 101, "What you wrote has 101 characters"),
    ("%", "Signs such as % and * stand for nothing here"),
    ("_", "Signs such as % and * stand for nothing here"),
    ("***", "Signs such as % and * stand for nothing here"),
    ("% _ * ?", "Signs such as % and * stand for nothing here"),
    ("\\", "Signs such as % and * stand for nothing here"),
    ("'", "Signs such as % and * stand for nothing here"),
    ("\U0001f600", "Signs such as % and * stand for nothing here"),
    ("may\x00a", "Character 4 of what you wrote cannot be part of a name."),
    ("ma\x1bya", "Character 3 of what you wrote cannot be part of a name."),
    ("may\ufffd", "Character 4 of what you wrote cannot be part of a name."),
    ("a1 b1 c1 d1 e1 f1 g1 h1 i1", "A search takes at most 8 words."),
    ("1234567890123", "A person number has at most 12 figures."),
    ("31/2/2018", "31 February 2018 does not exist."),
    ("4/5/1066", '"1066" is not a year from 1900 to 2199'),
)

# Signs beside letters stand for nothing.
SIGNS = ("Maya%", "%may%", "Thorn_bury", "maya'", '"Maya"', "Maya; --", "${Maya}", "Maya \\", "*thornbury*")
# Nobody is called so, and nothing breaks.
NOBODY = ("maya' OR 1=1 --", "Maya; DROP TABLE", "<script>x</script>", "{{ 7 * 7 }}", "../../etc/passwd", "Quigley")

# Ways of writing 4 May 2018.
BORN = (
    "4/5/2018", "04/05/2018", "4.5.2018", "4-5-18", "4 / 5 / 2018", "2018-05-04", "2018/5/4", "4 May 2018",
    "4th May 2018", "4th of May, 2018", "4 may 18", "4-May-2018", "May 4, 2018", "May 4th 2018", "04 05 2018",
    "04052018", "4May2018",
)  # fmt: skip
