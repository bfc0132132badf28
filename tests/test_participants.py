"""Who can be affected, how, and who operates the systems: any participants of any Code."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sectool.diagnostic import Address
from sectool.history.parts import facts_of_parts
from sectool.load import Loaded, load_register
from sectool.model.modification import Part
from sectool.model.participants import Impacts, greatest
from sectool.model.register import reference, release_file
from sectool.pipeline import build
from sectool.queries.costs import costs_of
from sectool.queries.register_on import register_on
from tests.command import run
from tests.register import MINIMAL, copy_of, edit
from tests.tables import read_markdown, tables

# Names that no other Code has, kinds of one of them, and levels of two.
BAKERS = """\
everyone: All Guild Members
participants:
  bakers:
    title: Bakers
    parties: Baking Members
    kinds: {great-bakers: {title: Great Bakers}, small-bakers: {title: Small Bakers}}
  millers:
    title: Millers
    parties: Milling Members
  growers:
    title: Growers
    parties: Growing Members
  carters:
    title: Carters
    parties: Carting Members
  oven-keeper:
    title: Oven Keeper
    parties: The Oven Keeper
    operator: true
    levels:
      rebuilt: {changes-systems: true}
      fired: {title: fired once, note: The oven is fired once and stays as it is.}
    areas: {hearth: {title: The hearth}, chimney: {title: The chimney}}
  tasters:
    title: Tasters
    parties: Tasting Members
    levels:
      banquet: {sign: B}
      tasting: {title: one tasting, sign: T, note: The Tasters taste once.}
      invited: {title: invited only, ticked: false}
"""
THIRD = """\
id: MP003
title: A third change
will: serve more bread
impacts: {millers: true, oven-keeper: fired, tasters: tasting}
documents: none
history:
- {date: 2029-01-09, event: approved, release: 2030-06}
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = copy_of(MINIMAL, tmp_path / "register")
    (root / "reference/participants.yaml").write_text(BAKERS, encoding="utf-8")
    edit(
        root / "modifications/MP002.yaml",
        "{suppliers: true, dcc: system}",
        "{bakers: true, oven-keeper: rebuilt, tasters: invited}",
    )
    (root / "modifications/MP003.yaml").write_text(THIRD, encoding="utf-8")
    release = root / "releases/2030-06/release.yaml"
    edit(release, "for: suppliers", "for: small-bakers")
    edit(
        release,
        "- for: dsp\n",
        "- for: tasters\n  says: There is more to taste.\n  rests-on: [MP003]\n"
        "- for: millers\n  says: There is more to mill.\n  rests-on: [MP003]\n- for: hearth\n",
    )
    return root


def loaded(root: Path) -> Loaded:
    found = load_register(root)
    assert found.diagnostics == ()
    return found


def test_participants_of_any_name_and_level_make_a_rid(register: Path) -> None:
    checked = run("check", cwd=register)
    assert "error" not in checked.stdout
    built = build(loaded(register), "rid-2030-06")
    text = built.written("md").decode("utf-8")
    found = tables(read_markdown(built.written("md")))
    matrix = found["Participant impact matrix"]
    assert "| Bakers | Millers | Growers | Carters | Oven Keeper | Tasters |" in text
    signs = {row[0]: tuple(cell[:1] for cell in row[1:]) for row in matrix.texts}
    assert signs == {
        "MP002": ("✓", "", "", "", "✓", ""),
        "MP003": ("", "✓", "", "", "✓", "T"),
    }
    assert "The oven is fired once and stays as it is." in text
    assert "The Tasters taste once." in text
    about = [row[0] for name in found for row in found[name].texts if name.startswith("Impacts")]
    assert [who for who in about if "Members" in who or "Bakers" in who or "hearth" in who] == [
        *("Small Bakers", "Milling Members", "Tasting Members", "The hearth")
    ]
    on = register_on(loaded(register).register, None)
    rows = costs_of(on.register, on.scope("2030-06")).rows
    assert [row.standing.id for row in rows] == ["MP002", "MP003"]


def test_commands_know_them_by_their_ids_and_titles(register: Path) -> None:
    shown = run("mod", "show", "MP003", cwd=register).stdout
    assert "Millers, Oven Keeper (fired once), Tasters (one tasting)" in shown
    data = json.loads(run("mod", "show", "MP002", "--json", cwd=register).stdout)
    assert data["impacts"] == {
        **dict.fromkeys(("millers", "growers", "carters"), False),
        "bakers": True,
        "oven-keeper": "rebuilt",
        "tasters": "invited",
    }
    listed = run("mod", "list", "--all", "--party", "tasters", cwd=register).stdout
    assert "MP003" in listed
    assert "MP002" not in listed


def test_what_nobody_says_of_one_is_asked_for(register: Path) -> None:
    edit(register / "releases/2030-06/release.yaml", "for: tasters", "for: millers")
    done = run("check", cwd=register).stdout
    assert "does not say what changes for 'tasters', whom its modifications affect" in done


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("bakersr: true", "there is no participant 'bakersr'; did you mean 'bakers'?"),
        (
            "small-bakers: true",
            "there is no participant 'small-bakers'; it is a kind of Bakers, 'bakers'",
        ),
        ("tasters: banquets", "'banquets' does not say how 'tasters' is affected; did you mean"),
        ("tasters: true", "'true' does not say how 'tasters' is affected; there are: banquet"),
        ("bakers: banquet", "'banquet' does not say how 'bakers' is affected; there are: true"),
    ],
)
def test_an_unknown_word_is_told_where_it_stands(register: Path, written: str, says: str) -> None:
    edit(register / "modifications/MP003.yaml", "tasters: tasting", written)
    done = run("check", cwd=register).stdout
    assert says in " ".join(done.split())
    assert "modifications/MP003.yaml:4:" in done


# Files of shape 3.

PARTICIPANTS_OF_SHAPE_3 = """\
everyone: All SEC Parties
participants:
  suppliers: {title: Suppliers, parties: Supplier Parties}
  dcc: {title: DCC, parties: DCC}
dcc-areas:
  dsp: {title: Data Services Provider}
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(root / "sectool.yaml", "shape: 4", "shape: 3")
    (root / "reference/participants.yaml").write_text(PARTICIPANTS_OF_SHAPE_3, encoding="utf-8")
    return root


@pytest.mark.parametrize("profile", ["", "profile: none\n"])
def test_a_file_of_shape_3_means_the_operator_of_then(older: Path, profile: str) -> None:
    edit(older / "sectool.yaml", "administrator", f"{profile}administrator")
    found = load_register(older)
    parties, now = found.register.parties, load_register(MINIMAL).register.parties
    assert parties is not None
    assert now is not None
    assert parties.participants["dcc"] == now.participants["dcc"]
    assert parties.operator == "dcc"
    assert [*parties.areas] == ["dsp"]
    place = found.sources.place(reference("parties", "participants", "dcc", "areas", "dsp"))
    assert place.source_line == "  dsp: {title: Data Services Provider}"


def test_a_file_of_shape_4_has_no_operator_but_the_one_it_names(older: Path) -> None:
    edit(older / "sectool.yaml", "shape: 3", "shape: 4")
    edit(older / "reference/participants.yaml", "dcc-areas:\n  dsp: {", "# dsp: {")
    parties = load_register(older).register.parties
    assert parties is not None
    assert parties.operator is None


def test_areas_of_a_participant_that_cannot_be_read_are_not_told_besides(older: Path) -> None:
    edit(older / "reference/participants.yaml", "dcc: {title: DCC, parties: DCC}", "dcc: DCC")
    assert [one.code for one in load_register(older).diagnostics] == ["Y203"]


def test_a_cut_off_of_shape_3_is_by_the_impact_on_the_operator(older: Path) -> None:
    file = older / "reference/cut-offs.yaml"
    file.write_text("- {dcc: [system, none], when: 9 months before go-live}\n", encoding="utf-8")
    found = loaded(older)
    (rule,) = found.register.cut_off_rules
    assert rule.impacts == {"dcc": ("system", "false")}
    place = found.sources.place(reference("cut_off_rules", 0, "impacts", "dcc"))
    assert place.span.column == 9
    edit(file, "system", "sytem")
    done = run("check", cwd=older).stdout
    assert "reference/cut-offs.yaml:1:9: error[R130" in done


# What else a Code has words for.

WORDS_OF_THE_GUILD = """\
code-version: Statute edition
operator: the Oven Keeper
systems: the Ovens
operator-costs: Firewood
implementation-costs: firewood and labour
assessments: Oven Keeper's tastings
counted: {one: recipe, several: recipes, in-systems: oven-changing}
requests: {prefix: OK, digits: 2, one: Oven Order, several: Oven Orders}
"""


def test_commands_take_their_words_from_the_code(register: Path) -> None:
    (register / "reference/words.yaml").write_text(WORDS_OF_THE_GUILD, encoding="utf-8")
    release = register / "releases/2030-06/release.yaml"
    edit(
        release,
        "change-requests: none",
        "code-version: 7.1\nchange-requests: [{id: OK12, title: More wood, will: bring wood}]",
    )
    edit(
        register / "modifications/MP002.yaml",
        "will: let Suppliers see more of what happens to their requests",
        "will: bring {irps}\nirps: {count: 2}",
    )
    shown = run("release", "show", "2030-06", cwd=register).stdout
    assert "Statute    edition 7.1" in shown
    assert "Oven Orders\n  OK12" in shown
    assert run("release", "costs", "2030-06", cwd=register).stdout.startswith("Firewood of the ")
    edit(register / "reference/words.yaml", "Statute edition", "Guild Statute")
    edit(register / "reference/words.yaml", "several: Oven Orders", "several: orders")
    named = run("release", "show", "2030-06", cwd=register).stdout
    assert "Guild Statute 7.1" in named
    assert "\nOrders\n  OK12" in named
    edit(register / "reference/words.yaml", "Guild Statute", "Statute edition")
    edit(register / "reference/words.yaml", "several: orders", "several: Oven Orders")
    assert (
        "will          bring two oven-changing recipes"
        in run("mod", "show", "MP002", cwd=register).stdout
    )
    text = build(loaded(register), "rid-2030-06").written("md").decode("utf-8")
    for said in (
        "| **Statute edition** | 7.1 |",
        "### Oven Orders",
        "The Oven Keeper proposes to implement one Oven Order of its own with this release",
        "Impacts on the Oven Keeper",
        "### Firewood",
        "Breakdown of firewood and labour",
    ):
        assert said in text
    edit(release, "OK12", "OK123")
    done = run("check", cwd=register).stdout
    assert "error[R132" in done
    assert "'OK123' has another form than ids of Oven Orders, such as OK12" in done


def test_without_words_of_its_own_a_code_has_general_ones(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(root / "sectool.yaml", "administrator", "profile: none\nadministrator")
    done = run("release", "costs", "2030-06", cwd=root).stdout
    assert done.startswith("Costs of the June 2030 SEC Release")


def test_keys_of_a_release_of_shape_3_are_read_at_their_places(older: Path) -> None:
    file = older / "releases/2030-06/release.yaml"
    edit(file, "administrator-effort:", "secas-effort:")
    then = """\
stated: [{figure: secas-pounds, says: 300, source: plan}]
history: [{date: 2029-01-10, event: noted, sec-version: 1.2}]
"""
    text = file.read_text(encoding="utf-8") + then
    file.write_text(text, encoding="utf-8")
    found = loaded(older)
    release = found.register.releases["2030-06"]
    assert release.administrator_effort
    assert release.stated[0].figure == "administrator-pounds"
    assert release.history[0].code_version == "1.2"
    place = found.sources.place(Address(release_file("2030-06"), ("history", 0, "code-version")))
    assert place.span.column == text.splitlines()[-1].index("1.2") + 1
    file.write_text(text.replace("days: 5", "days: five"), encoding="utf-8")
    (found_,) = load_register(older).diagnostics
    assert found_.place.source_line.strip() == "days: five"
    file.write_text(text + "administrator-effort: none\n", encoding="utf-8")
    (found_,) = load_register(older).diagnostics
    assert "unknown key 'secas-effort'" in found_.message


# What several parts do together.

# Drawing is quick; a machine at work on other things may not be.
UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
LEVELS = st.sampled_from(((), ("a",), ("b", "a"), ("c", "a", "b"), ("d", "c", "b", "a")))
WORDS = st.sampled_from(("true", "false", "tbc", "a", "b", "c", "d"))
IMPACTS = st.tuples(WORDS, WORDS, WORDS, st.booleans()).map(
    lambda words: {who: (word,) for who, word in zip("xyz"[words[3] :], words[:3], strict=False)}
)


def together(*impacts: Impacts) -> Impacts:
    parts = [Part.model_construct({"impacts"}, impacts=each) for each in impacts]
    found: Impacts = facts_of_parts(parts)["impacts"]
    return found


@UNHURRIED
@given(st.lists(IMPACTS, min_size=1, max_size=4), LEVELS)
def test_parts_together_affect_whom_one_of_them_affects(
    parts: list[Impacts], levels: tuple[str, ...]
) -> None:
    order = levels or ("true",)
    for participant in ("x", "y", "z"):
        each = [greatest(one.get(participant, ("false",)), levels) for one in parts]
        found = greatest(together(*parts).get(participant, ("false",)), levels)
        ranks = [order[0], "tbc", *order[1:], "false"]
        assert found == min(each, key=ranks.index)


@UNHURRIED
@given(st.lists(IMPACTS, min_size=1, max_size=3), LEVELS)
def test_the_order_of_parts_and_their_grouping_do_not_matter(
    parts: list[Impacts], levels: tuple[str, ...]
) -> None:
    def read(found: Impacts) -> dict[str, str]:
        return {who: greatest(found.get(who, ("false",)), levels) for who in ("x", "y", "z")}

    whole = read(together(*parts))
    assert all(read(together(*one)) == whole for one in permutations(parts))
    assert read(together(*parts, *parts)) == whole
    if len(parts) == 3:
        assert read(together(parts[0], together(*parts[1:]))) == whole
