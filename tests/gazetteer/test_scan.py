"""Place names in running text: what is found, what is not taken for a place, and offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, Mention, detect_language
from gazetteer.anchors import standings
from gazetteer.passage import Passage
from gazetteer.tokens import paragraphs
from gazetteer.wording import Wording

ARTICLE = Path(__file__).parents[3] / "shared" / "data" / "article_bakhmut.txt"


def placed(mentions: list[Mention]) -> dict[str, str]:
    return {m.text: m.place.name for m in mentions if m.place}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fighting goes on [Bahmutissa] and near Avdijivka, the army said.",
            {"Bahmutissa": "Bakhmut", "Avdijivka": "Avdiivka"},
        ),
        (
            "Raskaimmat taistelut käydään yhä Bahmutissa ja Marjinkan lähellä.",
            {"Bahmutissa": "Bakhmut", "Marjinkan": "Marinka"},
        ),
        (
            "Ворог обстріляв Кам'янське та райони Часового Яру й Бахмута.",
            {"Часового Яру": "Chasiv Yar", "Бахмута": "Bakhmut"},
        ),
        (
            "Бои идут под Марьинкой и западнее Красного Лимана.",
            {"Марьинкой": "Marinka", "Красного Лимана": "Lyman"},
        ),
        ("Die Angriffe bei Awdijiwka und auf Wuhledar seien abgewehrt worden.", {
            "Awdijiwka": "Avdiivka", "Wuhledar": "Vuhledar"}),
        ("Najcięższe walki toczą się o Bachmut i Marjinkę.", {
            "Bachmut": "Bakhmut", "Marjinkę": "Marinka"}),
        ("Shelling hit the Donetsk region and the city of Donetsk.", {
            "Donetsk region": "Donetsk Oblast", "Donetsk": "Donetsk"}),
        ("The worst fighting is in Marjinka, located in Donetsk.", {
            "Marjinka": "Marinka", "Donetsk": "Donetsk Oblast"}),
        ("На Бахмутському напрямку ворог наступав.", {"Бахмутському": "Bakhmut direction"}),
        ("На Краснолиманском направлении отражены две атаки.", {
            "Краснолиманском": "Lyman direction"}),
        ("Attacks continue on the Lyman and Kupiansk directions.", {
            "Lyman": "Lyman direction", "Kupiansk": "Kupiansk direction"}),
    ],
)  # fmt: skip
def test_names_in_a_sentence(gaz: Gazetteer, text: str, expected: dict[str, str]) -> None:
    found = placed(gaz.scan(text))
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Spokesman John Kirby said on Monday that he would not comment.",
        "The documents first appeared on Discord during Easter.",
        "Half of the dead belong to the Wagner group, the White House says.",
        "President Volodymyr Zelensky thanked General Pokrovsky.",
        "The Azov brigade and the Kyiv Independent were named.",
        "Генерал Покровський подякував бригаді.",
        "Presidentti Niinistö puhui maanantaina.",
    ],
)
def test_people_units_and_days_are_no_settlements(gaz: Gazetteer, text: str) -> None:
    kinds = [
        (m.text, m.place.name) for m in gaz.scan(text) if m.place and m.place.kind == "settlement"
    ]
    assert kinds == []


def test_a_name_behind_a_word_for_village_is_told_as_not_found(gaz: Gazetteer) -> None:
    mention = next(m for m in gaz.scan("They took the village of Qwertovka.") if "Qw" in m.text)
    assert mention.status == "not found"
    assert mention.place is None
    assert mention.why


def test_neighbours_decide_between_namesakes(gaz: Gazetteer) -> None:
    text = "Attacks were repelled near Bakhmut, Klishchiivka and Andriivka."
    andriivka = next(m for m in gaz.scan(text) if m.text == "Andriivka")
    assert andriivka.place is not None
    assert abs(andriivka.place.latitude - 48.50) < 0.05
    assert andriivka.alternatives


def test_mentions_come_in_order_and_do_not_overlap(gaz: Gazetteer) -> None:
    text = "Bakhmut, Chasiv Yar, Kostiantynivka.\n\nKharkiv region: Kupiansk.\n• Lyman"
    mentions = gaz.scan(text)
    ends = [m.end for m in mentions]
    assert len(mentions) == 6
    assert all(a <= b.start for a, b in zip(ends, mentions[1:], strict=False))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["Bahmutissa", "м. Бахмут", "Чaсів Яр", "\n\n", "Donetsk region", "«"]),
        ),
        max_size=12,
    ).map(" ".join)
)
def test_offsets_cut_out_the_text_of_any_input(text: str) -> None:
    with Gazetteer.open() as gazetteer:
        for mention in gazetteer.scan(text):
            assert text[mention.start : mention.end] == mention.text
            assert mention.why
            assert (mention.place is not None) == (mention.status == "placed")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The army said that the attack was repelled.", "en"),
        ("Armeija kertoo, että hyökkäys on torjuttu.", "fi"),
        ("Ворог не полишає спроб, але успіху не має.", "uk"),
        ("Противник не оставляет попыток, но успеха не имел.", "ru"),
        ("Die Armee hat den Angriff nicht abgewehrt.", "de"),
        ("Wojska nie przerwały ataków na miasto.", "pl"),
        ("12345", "und"),
        ("Танки шли на Торское и Красногоровку, а в Покровске дома горели.", "ru"),
        ("Танки йшли на Торське та Красногорівку, а в Покровську горіли будинки.", "uk"),
    ],
)
def test_languages_are_told_apart(text: str, code: str) -> None:
    assert detect_language(text) == code


@pytest.mark.skipif(not ARTICLE.exists(), reason="the shared article is not here")
def test_a_real_article(gaz: Gazetteer) -> None:
    mentions = gaz.scan(ARTICLE.read_text("utf-8"), date="2023-05-02")
    names = [(m.text, m.place.name, m.place.kind) for m in mentions if m.place]
    assert names.count(("Bahmut", "Bakhmut", "settlement")) == 8
    assert names.count(("Bahmutissa", "Bakhmut", "settlement")) == 1
    assert names.count(("Marjinka", "Marinka", "settlement")) == 4
    assert names.count(("Lyman", "Lyman", "settlement")) == 1
    assert names.count(("Avdijivka", "Avdiivka", "settlement")) == 1
    assert [k for _, n, k in names if n == "Donetsk Oblast"] == ["region", "region"]
    assert [k for _, n, k in names if n == "Donbas"] == ["macroregion"]
    settlements = {name for _, name, kind in names if kind == "settlement"}
    assert settlements == {"Bakhmut", "Marinka", "Lyman", "Avdiivka"}


def test_an_unknown_name_in_a_list_of_places_is_told_as_not_found(gaz: Gazetteer) -> None:
    mentions = gaz.scan("Обстріляно Бахмут, Ікстерівку, Авдіївку та Мар'їнку.")
    assert [(m.text, m.status) for m in mentions][1] == ("Ікстерівку", "not found")
    assert len(mentions) == 4


def test_people_in_a_row_are_no_list_of_places(gaz: Gazetteer) -> None:
    mentions = gaz.scan("We spoke with Kirby, Konashenkov and Yevlash in Bakhmut.")
    assert [m.text for m in mentions] == ["Bakhmut"]


def test_a_namesake_far_from_all_else_is_not_chosen(gaz: Gazetteer) -> None:
    text = "Atakowane były Marjinka, Awdijiwka oraz Jaremcze."
    mention = next(m for m in gaz.scan(text, language="pl") if m.text == "Jaremcze")
    assert mention.status == "ambiguous"
    assert "far from the places beside it" in mention.why


def test_the_first_word_of_a_sentence_is_no_far_village(gaz: Gazetteer) -> None:
    mentions = gaz.scan("Атаки біля Бахмута відбито.")  # Атаки is a town in Moldova too
    assert [m.text for m in mentions] == ["Бахмута"]


def test_the_region_behind_a_list_governs_it(gaz: Gazetteer) -> None:
    text = "Обстріл біля Андріївки та Кліщіївки Донецької області й Вугледара Луганської області."
    found = {m.text: m for m in gaz.scan(text)}
    assert found["Андріївки"].place is not None
    assert found["Андріївки"].place.admin1 == "Donetsk Oblast"
    assert "named behind it" in found["Андріївки"].why
    # The only Vuhledar lies in another oblast.
    assert found["Вугледара"].status == "ambiguous"
    assert "none is known in Luhansk Oblast" in found["Вугледара"].why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бої біля Олександрівки Донецької області.", {"Донецької": "Donetsk Oblast"}),
        ("Вибухи в Миколаєві Миколаївської області.", {"Миколаєві": "Mykolaiv"}),
        ("Удар по Павлограду Дніпропетровської області.", {"Павлограду": "Pavlohrad"}),
        ("Губернатор Харківської області повідомив.", {"Харківської": "Kharkiv Oblast"}),
        (
            "Drones hit Russia's Belgorod Oblast and Ukraine's Sumy Oblast.",
            {"Belgorod Oblast": "Belgorod Oblast", "Sumy Oblast": "Sumy Oblast"},
        ),
        (
            "Shelling of Kharkiv\nDonetsk Oblast: quiet near Bakhmut.",
            {"Kharkiv": "Kharkiv", "Donetsk Oblast": "Donetsk Oblast"},
        ),
    ],
)
def test_regions_and_people_leave_other_names_alone(
    gaz: Gazetteer, text: str, expected: dict[str, str]
) -> None:
    found = placed(gaz.scan(text))
    assert {key: found.get(key) for key in expected} == expected


def test_each_region_governs_its_own_names(gaz: Gazetteer) -> None:
    text = "Fighting near Andriivka, Donetsk Oblast and Kamianske, Zaporizhzhia Oblast goes on."
    for mention in gaz.scan(text):
        for match in (mention.match, *mention.alternatives):
            if mention.text == "Andriivka" and match:
                assert match.place.admin1 == "Donetsk Oblast"


@pytest.mark.parametrize(
    "text",
    [
        "Он встретился с Лукашенко.",
        "The town Council met the village Elder in the evening.",
        "Решение принял городской Совет.",
    ],
)
def test_small_words_make_no_village(gaz: Gazetteer, text: str) -> None:
    assert [m.text for m in gaz.scan(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strikes on Sloviansk and Nikopol.", {"Sloviansk": "Sloviansk", "Nikopol": "Nikopol"}),
        ("По населених пунктах Донецької та Харківської областей.", {
            "Донецької": "Donetsk Oblast", "Харківської": "Kharkiv Oblast"}),
        ("Обстріляно населені пункти Сумської області.", {"Сумської": "Sumy Oblast"}),
        ("Lymanin, Bahmutin ja Marjinkan suunnilla torjuttiin hyökkäyksiä.", {
            "Lymanin": "Lyman direction", "Marjinkan": "Marinka direction"}),
        ("Attacks on the Kupiansk, Lyman and Bakhmut axes.", {"Bakhmut": "Bakhmut direction"}),
        ("Strikes on Odesa, Kyiv and Robotyne.", {"Robotyne": "Robotyne"}),
        ("Освобождён населённый пункт Крахмальное Харьковской области.", {
            "Крахмальное": "Krokhmalne", "Харьковской": "Kharkiv Oblast"}),
        ("Группировкой «Днепр» занята Авдеевка.", {"Днепр": None, "Авдеевка": "Avdiivka"}),
        ("Под обстрелом Торское и Лиман.", {"Торское": "Torske"}),
    ],
)  # fmt: skip
def test_names_in_the_wording_of_staffs(
    gaz: Gazetteer, text: str, expected: dict[str, str | None]
) -> None:
    found = placed(gaz.scan(text))
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Владимир Зеленский посетил выставку.",
        "За словами Зеленського, усе гаразд.",
        "Песков заявил об этом в понедельник.",
        "Олександр Лиманський та Сергій Миколаєв отримали нагороди.",
        "Нове озброєння вже надійшло.",
        "The battle lasted for months, Lyman Stone wrote in a journal.",
        "Победа была близка.",
    ],
)
def test_surnames_like_places_are_no_places(gaz: Gazetteer, text: str) -> None:
    assert [m.text for m in gaz.scan(text)] == []


def test_a_longer_name_than_the_known_one_stays_whole(gaz: Gazetteer) -> None:
    text = "Бои у населённых пунктов Новосёловка Восьмая, Иксовка и Авдеевка."
    found = [(m.text, m.status) for m in gaz.scan(text)]
    assert found == [
        ("Новосёловка Восьмая", "not found"),
        ("Иксовка", "not found"),
        ("Авдеевка", "placed"),
    ]


def test_a_sentence_ends_behind_a_name(gaz: Gazetteer) -> None:
    text = "Fighting went on in Bakhmut. Kharkiv and Sumy were shelled, м. Суми too."
    passages = [
        span
        for number, paragraph in enumerate(paragraphs(text))
        for span in Passage(gaz, paragraph, number, "en", Wording(text)).spans()
    ]
    stands = standings(text, passages)
    assert [(s.row, s.sentence) for s in stands] == [(0, 0), (1, 1), (1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "Mer Charkowa Ihor Terechow zabrał głos.", ["Charkowa"]),
        ("uk", "Міський голова Мелітополя Іван Федоров виступив.", ["Мелітополя"]),
        ("cs", "Starosta Charkova Ihor Terechov promluvil.", ["Charkova"]),
        ("uk", "Виступив генерал Лиман Олег.", []),
    ],
)
def test_a_title_belongs_to_a_bent_name_before_a_given_one(
    gaz: Gazetteer, language: str, text: str, expected: list[str]
) -> None:
    assert [m.text for m in gaz.scan(text, language=language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Взят н.п. Спорное."),
        ("ru", "Обстрел н. п. Спорное продолжался."),
        ("uk", "Обстріляно н.п. Спірне."),
    ],
)
def test_an_abbreviation_of_two_words_says_that_a_place_follows(
    gaz: Gazetteer, language: str, text: str
) -> None:
    """Its last dot ends no sentence."""
    [mention] = gaz.scan(text, language=language)
    assert {match.name for match in mention.alternatives} == {"Spirne"}


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        (
            "Kaujas notiek pie Lielās Novosilkas un Mazās Tokmačkas.",
            "lv",
            {"Lielās Novosilkas": "Velyka Novosilka", "Mazās Tokmačkas": "Mala Tokmachka"},
        ),
        (
            "Pajėgos apšaudė Didžiąją Novosilką ir Mažąją Tokmačką.",
            "lt",
            {"Didžiąją Novosilką": "Velyka Novosilka", "Mažąją Tokmačką": "Mala Tokmachka"},
        ),
        # No English paper translates so: what is new here is something else.
        ("A New Odesa offensive may begin.", "en", {"Odesa": "Odesa"}),
    ],
)
def test_a_translated_word_belongs_to_the_name(
    gaz: Gazetteer, text: str, language: str, names: dict[str, str]
) -> None:
    assert placed(gaz.scan(text, language=language)) == names
