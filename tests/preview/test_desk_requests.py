"""The desk over real HTTP: who may write, what is opened, written, taken back, run and handed out."""

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from asking import Browser
from PIL import Image
from towns import FIRST, PLAN, tiny

from hidaka_dx.kept.store import PLACE
from hidaka_dx.pipeline.desk_history import steps
from hidaka_dx.preview import Session, opened
from hidaka_dx.preview.server import MOST_FOLLOWERS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
CHAPTER = "content/chapters/vision.md"
MEASURE = "content/measures/1-1.yaml"
WORDS = "町は、暮らしを便利にします。 {#aim}"
SAVE = {
    "path": CHAPTER,
    "line": 3,
    "at": None,
    "before": WORDS,
    "after": f"{WORDS[:3]}皆の{WORDS[3:]}",
    "label": "本文",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with opened(tiny(tmp_path, FIRST, action=FIRST), 0) as session:
        yield session


@pytest.fixture
def browser(session: Session) -> Browser:
    return Browser(session.address)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Open a town in which nothing is ever written."""
    with opened(tiny(tmp_path_factory.mktemp("town"), FIRST, action=FIRST), 0) as session:
        yield session


def read(browser: Browser, view: str) -> None:
    """Wait until a document's text is there."""
    next(sight for sight in browser.follow(view) if sight["read"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://example.com"},
        {"Origin": "null"},
        {"Host": "example.com"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_site_cannot_write(untouched: Session, headers: dict[str, str]) -> None:
    assert Browser(untouched.address).tell("save", SAVE, **headers)[0] == 403
    assert WORDS in (untouched.root / CHAPTER).read_text(encoding="utf-8")


def test_without_origin_or_token_nothing_is_written(untouched: Session) -> None:
    browser, body = Browser(untouched.address), json.dumps(SAVE).encode()
    assert browser.ask(f"{browser.home}desk/save", "POST", body, Content_Type="application/json")[0] == 403
    wrong = f"/{'x' * 32}/desk/save"
    origin = f"http://127.0.0.1:{browser.port}"
    assert browser.ask(wrong, "POST", body, Content_Type="application/json", Origin=origin)[0] == 403
    assert WORDS in (untouched.root / CHAPTER).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("save", b"{", 400),
        ("save", b"[]", 400),
        ("save", b"[" * 100_000, 400),
        ("save", {}, 400),
        ("save", {**SAVE, "after": None}, 400),
        ("save", {**SAVE, "after": "\ud800"}, 400),
        ("save", {**SAVE, "at": [{}]}, 400),
        ("save", {**SAVE, "path": "../x"}, 409),
        ("open", {"path": "/etc/passwd"}, 409),
        ("open", {"view": "none", "id": "aim"}, 400),
        ("add", {"what": "town"}, 400),
        ("back", {"name": "../../x"}, 409),
        ("run", {"task": "rm", "answers": {}}, 400),
        ("run", {"task": "status", "answers": {}}, 409),
        ("run", {"task": "status", "answers": {"year": "--output=/tmp"}}, 409),
        ("run", {"task": "publish", "answers": {"document": "--ahead"}}, 409),
        ("go", {"ticket": "none"}, 409),
        ("open", {"path": "content/plan.yaml", "line": 1e400}, 400),
        ("run", {"task": "receive", "answers": {"files": ["/etc/passwd"]}}, 409),
        ("run", {"task": "receive", "answers": {"files": [".desk/received/../../x"]}}, 409),
        ("run", {"task": "receive", "answers": {"files": "--output=/tmp"}}, 409),
        ("upload", {"name": "a", "content": "!"}, 400),
        ("upload", {"name": "..", "content": ""}, 409),
        ("none", {}, 404),
    ],
)
def test_what_is_not_well_formed_or_not_allowed_is_refused(
    untouched: Session, name: str, body: dict[str, Any] | bytes, status: int
) -> None:
    told, answer = Browser(untouched.address).tell(name, body)
    assert (told, "Traceback" in str(answer)) == (status, False)


def test_a_click_opens_a_save_writes_and_a_step_goes_back(session: Session, browser: Browser) -> None:
    read(browser, "promotion-plan")
    before = (session.root / CHAPTER).read_bytes()
    _, found = browser.tell("open", {"view": "promotion-plan", "id": "aim"})
    assert (found["path"], found["line"], found["at"], found["value"]) == (CHAPTER, 3, None, WORDS)
    _, saved = browser.tell("save", SAVE)
    assert saved["written"]
    assert "町は、皆の暮らし" in (session.root / CHAPTER).read_text(encoding="utf-8")
    _, kept = browser.tell("kept")
    assert [step["label"] for step in kept["steps"]] == ["本文"]
    assert browser.tell("back", {"name": saved["step"]}) == (200, {"path": CHAPTER, "line": 3})
    assert (session.root / CHAPTER).read_bytes() == before


def test_a_click_on_older_text_opens_what_was_clicked_or_nothing(session: Session, browser: Browser) -> None:
    read(browser, "promotion-plan")
    file = session.root / CHAPTER
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("町は", "前の文です。\n\n町は"), encoding="utf-8")
    _, found = browser.tell("open", {"view": "promotion-plan", "id": "aim"})
    assert (found["line"], found["value"]) == (5, WORDS)
    file.write_text(text.replace("町は", "村は"), encoding="utf-8")
    status, told = browser.tell("open", {"view": "promotion-plan", "id": "aim"})
    assert (status, "新しくなっています" in told) == (409, True)


def test_a_field_is_opened_with_its_form_and_what_it_may_refer_to(browser: Browser) -> None:
    read(browser, "action-plan")
    _, found = browser.tell("open", {"view": "action-plan", "id": "measure.1-1"})
    assert (found["path"], found["at"], found["label"]) == (MEASURE, [], "取組 1-1")
    fields = dict(found["form"]["fields"])
    assert fields["pillar"]["proposed"] == [["services", "窓口"]]
    assert ["aim", "町は、暮らしを便利にします。"] in fields["basis"]["items"]["proposed"]
    _, one = browser.tell("open", {"path": MEASURE, "at": ["actions", 0]})
    assert [each["at"] for each in one["trail"]] == [[], ["actions"]]


def test_a_draft_is_offered_again_and_goes_with_the_save(browser: Browser) -> None:
    browser.tell("draft", {**SAVE, "after": "書きかけ"})
    _, found = browser.tell("open", {"path": CHAPTER, "line": 3})
    assert found["draft"]["after"] == "書きかけ"
    browser.tell("save", SAVE)
    assert browser.tell("kept")[1]["drafts"] == []


def test_something_new_is_made_and_taken_away_again(session: Session, browser: Browser) -> None:
    _, form = browser.tell("add", {"what": "measure"})
    assert (form["adds"], form["label"]) == ("measure", "取組を足す")
    value = {"number": "1-4", "name": "新しい取組", "kind": "新規", "pillar": "services", "basis": ["vision"]}
    wanted = {**form, "after": value, "label": "取組を足す"}
    _, saved = browser.tell("save", wanted)
    assert [fault["rule"] for fault in saved["faults"]] == ["key-missing"]
    _, saved = browser.tell("save", {**wanted, "after": {**value, "actions": ["する。"]}})
    file = session.root / "content/measures/1-4.yaml"
    assert file.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../../schemas/measure.json\nnumber"
    )
    assert browser.tell("save", {**wanted, "after": {**value, "actions": ["する。"]}})[0] == 409
    assert browser.tell("save", {**wanted, "after": {**value, "number": "../x", "actions": ["する。"]}})[0] == 409
    assert browser.tell("save", {**wanted, "after": {**value, "number": "con", "actions": ["する。"]}})[0] == 409
    before = file.read_bytes()
    assert browser.tell("back", {"name": saved["step"]})[0] == 200
    assert not file.exists()
    (undone, _) = browser.tell("kept")[1]["steps"]
    assert browser.tell("back", {"name": undone["name"]})[0] == 200
    assert file.read_bytes() == before


def test_terms_added_at_the_same_time_are_both_kept(session: Session, browser: Browser) -> None:
    _, form = browser.tell("add", {"what": "term"})
    for word in ("bpr", "dx"):
        value = {"id": word, "term": word.upper(), "text": "説明"}
        assert browser.tell("save", {**form, "after": value, "label": "用語"})[1]["written"]
    glossary = (session.root / "content/glossary.yaml").read_text(encoding="utf-8")
    assert [word in glossary for word in ("AI", "BPR", "DX")] == [True] * 3


def test_the_first_item_makes_its_file(session: Session, browser: Browser) -> None:
    _, form = browser.tell("add", {"what": "footnote"})
    wanted = {**form, "after": {"id": "one", "text": "脚注の文"}, "label": "脚注"}
    assert browser.tell("save", wanted)[1]["written"]
    text = (session.root / "content/footnotes.yaml").read_text(encoding="utf-8")
    assert text.endswith("\n- id: one\n  text: 脚注の文\n")


def test_findings_are_mended_where_their_words_still_stand(session: Session, browser: Browser) -> None:
    file = session.root / CHAPTER
    file.write_text("# 将来展望 {#vision}\n\n町は、CIO （長）と CIO （長）を置く。 {#aim}\n", encoding="utf-8")
    at = {"path": CHAPTER, "line": 3}
    fixes = [{"place": {**at, "column": column}, "words": " （", "fix": "（"} for column in (7, 16, 30)]
    assert len(browser.tell("mend", {"fixes": fixes})[1]["steps"]) == 1
    assert "町は、CIO（長）と CIO（長）を置く。" in file.read_text(encoding="utf-8")
    assert browser.tell("mend", {"fixes": fixes})[1]["steps"] == []
    assert len(steps(session.root, 9)) == 1


def ended(browser: Browser) -> dict[str, Any]:
    end = time.monotonic() + 30
    while (told := browser.tell("running")[1])["running"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    return told  # type: ignore[no-any-return]


def test_a_task_says_what_its_command_says_and_hands_out_what_it_made(session: Session, browser: Browser) -> None:
    names = [task["name"] for task in browser.tell("tasks")[1]["tasks"]]
    assert {"build", "forms", "receive", "publish", "council", "website"} <= set(names)
    (session.root / MEASURE).write_text(
        (session.root / MEASURE).read_text(encoding="utf-8") + "lead: 総務課\n", encoding="utf-8"
    )
    answers = {"survey": "実績（進捗）", "year": "2027", "until": ""}
    assert browser.tell("run", {"task": "forms", "answers": answers}) == (200, {})
    assert browser.tell("run", {"task": "check", "answers": {}})[0] == 409
    told = ended(browser)
    assert (told["code"], "総務課" in told["words"]) == (0, True)
    (path,) = (path for path in told["made"] if "総務課" in path)
    assert browser.get(f"output/{quote(path)}")[2][:2] == b"PK"


def test_a_task_that_cannot_be_undone_is_asked_about_and_run_as_it_was_asked(browser: Browser) -> None:
    answers = {"document": "推進計画"}
    _, told = browser.tell("run", {"task": "publish", "answers": answers})
    assert "消すこともできません" in told["asks"]
    assert not browser.tell("running")[1]["running"]
    assert browser.tell("go", {"ticket": told["ticket"], "task": "build"})[0] == 200
    assert ended(browser)["task"] == "publish"
    assert browser.tell("go", {"ticket": told["ticket"]})[0] == 409


def test_what_a_trial_showed_is_done_and_can_be_taken_back(session: Session, browser: Browser) -> None:
    file = session.root / CHAPTER
    file.write_text("# 将来展望 {#vision}\n\n町は、CIO （長）を置く。 {#aim}\n", encoding="utf-8")
    before = file.read_bytes()
    _, told = browser.tell("run", {"task": "fix", "answers": {}})
    assert "＋" not in ended(browser)["words"]
    assert file.read_bytes() == before
    browser.tell("go", {"ticket": told["ticket"]})
    ended(browser)
    assert "CIO（長）" in file.read_text(encoding="utf-8")
    end = time.monotonic() + 10
    while not (kept := browser.tell("kept")[1]["steps"]):
        assert time.monotonic() < end
    browser.tell("back", {"name": kept[0]["name"]})
    assert file.read_bytes() == before


def test_no_program_in_the_town_is_run(session: Session, browser: Browser) -> None:
    (session.root / "yaml.py").write_text("open('OWNED', 'w')\n", encoding="utf-8")
    browser.tell("run", {"task": "editions", "answers": {}})
    assert ended(browser)["code"] == 0
    assert not (session.root / "OWNED").exists()


def test_a_task_that_is_refused_says_why(browser: Browser) -> None:
    browser.tell("run", {"task": "status", "answers": {"year": "1999"}})
    told = ended(browser)
    assert told["code"]
    assert "1999" in told["words"]


def test_a_task_is_stopped_and_leaves_everything_as_it_was(session: Session, browser: Browser) -> None:
    browser.tell("run", {"task": "build", "answers": {}})
    browser.tell("stop")
    told = ended(browser)
    assert told["stopped"]
    assert told["code"]
    assert not list((session.root / "output").glob("*.pdf"))


def test_dropped_files_are_kept_under_their_own_name_only(session: Session, browser: Browser) -> None:
    content = b64encode(b"PK").decode()
    _, told = browser.tell("upload", {"name": "..\\..\\様式 (1).xlsx", "content": content})
    assert Path(told["path"]).name == "様式 (1).xlsx"
    assert (session.root / told["path"]).read_bytes() == b"PK"
    assert told["path"].startswith(".desk/received/")


def test_of_many_windows_the_oldest_gives_way_and_may_come_again(browser: Browser) -> None:
    followers = [browser.raw(f"events/{PLAN}") for _ in range(MOST_FOLLOWERS + 1)]
    assert b"event: turn" in followers[0].read()
    assert followers[-1].readline().startswith(b"data: ")
    assert browser.tell("kept")[0] == 200


def test_a_picture_is_cleaned_and_named_for_figures(session: Session, browser: Browser) -> None:
    photo = BytesIO()
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")
    body = {"name": "写真 (1)_A.JPG", "content": b64encode(photo.getvalue()).decode()}
    assert [browser.tell("picture", body)[1]["name"] for _ in range(2)] == ["1-a.jpg", "1-a-2.jpg"]
    assert b"Exif" not in (session.root / "assets/images/1-a.jpg").read_bytes()
    status, answer = browser.tell("picture", {"name": "x.png", "content": b64encode(b"GIF89a").decode()})
    assert (status, "PNGかJPEG" in answer) == (409, True)


def test_a_new_run_is_found_under_the_same_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "kept"))
    town = tiny(tmp_path / "town", FIRST)
    with opened(town, 0) as first, opened(town, 0) as beside:  # the port is taken: another one, and another token
        assert Path(first.address).name != Path(beside.address).name
    with opened(town, 0) as again:
        assert again.address == beside.address
    with opened(town, 0) as once_more:
        assert once_more.address == beside.address
    with opened(tiny(tmp_path / "other", FIRST), 0) as other:
        assert Path(other.address).name != Path(beside.address).name
    assert [file.stat().st_mode & 0o077 for file in (tmp_path / "kept").rglob("*") if file.is_file()] == [0] * 3
