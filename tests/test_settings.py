from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.settings import Settings, language, load_settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "duban.toml") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults() -> None:
    assert load_settings(environ={}) == Settings()


def test_flag_beats_variable_beats_file_beats_default() -> None:
    write('db = "sqlite:///file.db"\nmax_bytes = 10\nsegmenter = "rjieba"\n')
    environ = {"DUBAN_DB": "sqlite:///variable.db", "DUBAN_MAX_BYTES": "20"}
    settings = load_settings(environ=environ, db="sqlite:///flag.db", lang=None)
    assert (settings.db, settings.max_bytes, settings.segmenter) == ("sqlite:///flag.db", 20, "rjieba")


def test_paths_and_numbers_get_their_types() -> None:
    settings = load_settings(environ={"DUBAN_RULES": "rules", "DUBAN_MIN_CONFIDENCE": "0.5"})
    assert settings.rules == Path("rules")
    assert settings.min_confidence == 0.5


def test_another_file_by_flag_or_variable() -> None:
    named = write("max_bytes = 7\n", "other.toml")
    assert load_settings(named, environ={}).max_bytes == 7
    assert load_settings(environ={"DUBAN_CONFIG": "other.toml"}).max_bytes == 7
    with pytest.raises(ConfigError):
        load_settings(Path("none.toml"), environ={})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense = 1", "nonsense"),
        ("max_bytes = 0", "max_bytes"),
        ("max_bytes = 'many'", "max_bytes"),
        ("min_confidence = 1.5", "min_confidence"),
        ("lang = 'fr'", "lang"),
        ("max_bytes = ", "duban.toml"),
        ("max_bytes = 0\nlang = 'fr'", "lang"),
    ],
)
def test_a_fault_in_the_file_is_one_line(text: str, says: str) -> None:
    write(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(environ={})
    for message in (caught.value.zh, caught.value.en):
        assert says in message
        assert "\n" not in message


def test_an_unknown_variable_is_a_fault_and_known_others_are_none() -> None:
    with pytest.raises(ConfigError, match="nonsense"):
        load_settings(environ={"DUBAN_NONSENSE": "1"})
    assert load_settings(environ={"DUBAN_CACHE": "x", "DUBAN_DEBUG": "1"}) == Settings()


def test_language() -> None:
    assert language(None, {}) == "zh"
    assert language(None, {"DUBAN_LANG": "en_GB"}) == "en"
    write('lang = "en"')
    assert language(None, {}) == "en"
