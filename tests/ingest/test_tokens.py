from ingest.tokens import quantity_of, term_of, tokenize


def words(text: str) -> list[list[str]]:
    return [[token.text for token in sentence] for sentence in tokenize(text).sents]


def test_quantities_terms_and_references_are_one_token_each() -> None:
    doc = tokenize("Use polyethersulfone (PES) for up to 4 hours [see Storage (16.2)].")
    assert [token.text for token in doc if token.ent_type_] == [
        "polyethersulfone (PES)",
        "up to 4 hours",
        "[see Storage (16.2)]",
    ]
    assert [token.ent_type_ for token in doc if token.ent_type_] == ["MATERIAL", "DURATION", "CROSS_REFERENCE"]
    term = term_of(doc[1])
    assert term is not None
    assert term.label == "polyethersulfone"
    assert [q.unit for token in doc if (q := quantity_of(token))] == ["h"]


def test_the_text_of_the_tokens_is_the_text() -> None:
    for text in ("Store (2-8°C; 36-46°F).", "23/164 patients (14%), respectively.", "a -based, b/c; 5 mg/kg", ""):
        assert tokenize(text).text == text


def test_sentences_end_at_full_stops_and_not_at_abbreviations() -> None:
    assert len(words("Within a cycle (i.e., Days 8 and 15) do not stop. PROTECT FROM LIGHT. DO NOT FREEZE.")) == 3
    assert len(words("In the U.S. general population, e.g. in adults, it is 2-4%.")) == 1
    assert len(words("Stop if it occurs [see Warnings (5.1)]. Monitor 2.5 mg closely.")) == 2


def test_no_sentence_begins_with_a_comma() -> None:
    (sentence,) = words("If signs occur (e.g., fever, rash, etc.), stop it.")
    assert sentence[-3:] == ["stop", "it", "."]


def test_the_letter_of_a_listed_item_begins_a_sentence() -> None:
    assert len(words("Do not shake it. b) Add water. c) Swirl.")) == 3
    assert len(words("It may be given to adults. a second dose")) == 1


def test_brackets_and_colons_are_no_emoticons() -> None:
    assert words("Each (0.4%): sepsis (n=8).") == [
        ["Each", "(", "0.4%", ")", ":", "sepsis", "(", "n", "=", "8", ")", "."]
    ]


def test_sentences_end_before_bullets_and_after_what_closes_them() -> None:
    assert len(words("Stop. • Monitor the patient • Call")) == 3
    assert [
        " ".join(sentence) for sentence in words("It is stable. [see Storage (16)] Keep it (in the box.) Discard it.")
    ] == [
        "It is stable . [see Storage (16)]",
        "Keep it ( in the box . )",
        "Discard it .",
    ]
    assert len(words("Isolates of E. coli and S. aureus. Vitamin D. Then stop.")) == 3


def test_white_space_between_words_is_kept() -> None:
    for text in ("  two  blanks ", "a line\nbreak", "\n", "tab\tand  5  mg. "):
        assert tokenize(text).text == text
