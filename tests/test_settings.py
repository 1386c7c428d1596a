"""Settings: where they come from, what is refused, what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_rag.settings import Settings, SettingsError, list_settings, load_settings, unknown_variables


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in [name for name in os.environ if name.upper().startswith("SCRUTINY_RAG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_need_no_server_and_no_account() -> None:
    settings = load_settings()
    assert (settings.llm_base_url, settings.llm_api_key, settings.llm_gguf) == (None, None, None)
    assert settings.host == "127.0.0.1"


def test_the_environment_wins_over_the_file_and_an_override_over_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("SCRUTINY_RAG_PORT=1001\nSCRUTINY_RAG_TOP_K=7\n", encoding="utf-8")
    monkeypatch.setenv("SCRUTINY_RAG_PORT", "1002")
    assert (load_settings().port, load_settings().top_k) == (1002, 7)
    assert load_settings(port=1003, top_k=None).port == 1003


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOP_K", "many"),
        ("TOP_K", "0"),
        ("EMBEDDING_PRECISION", "float7"),
        ("EMBEDDING_MODEL", ""),
        ("PORT", "65536"),
        ("LLM_TIMEOUT_S", "0"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SCRUTINY_RAG_{name}", value)
    with pytest.raises(SettingsError, match=f"SCRUTINY_RAG_{name} is '{value}'") as error:
        load_settings()
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SCRUTINY_RAG_TOP_K=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load_settings()


def test_every_setting_is_listed_and_described() -> None:
    entries = list_settings(load_settings(top_k=9))
    assert [entry.name for entry in entries] == list(Settings.model_fields)
    assert all(entry.description.endswith(".") for entry in entries)
    top_k = next(entry for entry in entries if entry.name == "top_k")
    assert (top_k.variable, top_k.value, top_k.default) == ("SCRUTINY_RAG_TOP_K", 9, 20)


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINY_RAG_LLM_API_KEY", "open-sesame")
    settings = load_settings()
    listed = [entry.to_json() for entry in list_settings(settings)]
    assert "open-sesame" not in f"{listed} {settings!r} {settings.model_dump(mode='json')}"
    assert settings.llm_api_key is not None
    assert settings.llm_api_key.get_secret_value() == "open-sesame"


def test_a_misspelled_variable_is_found_with_the_one_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINY_RAG_TOPK", "5")
    monkeypatch.setenv("SCRUTINY_RAG_TOP_K", "5")
    monkeypatch.setenv("SCRUTINY_RAG_ZZZZZZZZZZZZ", "5")
    assert unknown_variables() == {
        "SCRUTINY_RAG_TOPK": "SCRUTINY_RAG_TOP_K",
        "SCRUTINY_RAG_ZZZZZZZZZZZZ": None,
    }


def test_the_fingerprint_changes_with_what_bears_on_answers_alone() -> None:
    plain = load_settings().fingerprint()
    assert load_settings(port=9, index=Path("elsewhere"), llm_api_key="k").fingerprint() == plain
    assert load_settings(top_k=9).fingerprint() != plain


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://ann:pw1@host:1/v1", "http://ann:**********@host:1/v1"),
        ("https://tok3n@host/v1", "https://**********@host/v1"),
        ("https://ann:p/w@1@host/v1", "https://ann:**********@host/v1"),
        ("https://host/v1?api_key=s3cret&x=1", "https://host/v1?api_key=**********&x=1"),
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
    ],
)
def test_no_listing_shows_what_an_address_keeps_secret(
    monkeypatch: pytest.MonkeyPatch, url: str, shown: str
) -> None:
    monkeypatch.setenv("SCRUTINY_RAG_LLM_BASE_URL", url)
    listed = {entry.name: entry.value for entry in list_settings(load_settings())}
    assert listed["llm_base_url"] == shown
    monkeypatch.setenv("SCRUTINY_RAG_TOP_K", url)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert repr(shown) in str(refused.value)
