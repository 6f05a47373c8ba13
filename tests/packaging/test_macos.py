"""What the .app says of itself and how it is signed, as far as files can tell without a Mac."""

import plistlib
from pathlib import Path

import pytest

from installers import macos, signing
from installers.paths import MIME, TITLE, version


def test_the_app_opens_its_own_files_is_sharp_and_speaks_two_languages() -> None:
    info = plistlib.loads(plistlib.dumps(macos.info()))
    (document,) = info["CFBundleDocumentTypes"]
    (exported,) = info["UTExportedTypeDeclarations"]
    assert document["LSItemContentTypes"] == [exported["UTTypeIdentifier"]]
    assert exported["UTTypeTagSpecification"] == {
        "public.filename-extension": ["readiness"],
        "public.mime-type": [MIME],
    }
    assert info["NSHighResolutionCapable"] is True
    assert info["LSMinimumSystemVersion"] == "14.0"
    assert info["CFBundleLocalizations"] == ["en", "fr"]
    assert info["CFBundleShortVersionString"] == version()


def test_the_entitlements_let_a_user_replace_qt_and_nothing_else() -> None:
    held = plistlib.loads(macos.ENTITLEMENTS.read_bytes())
    assert held == {
        "com.apple.security.cs.disable-library-validation": True,
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
    }


def test_the_image_shows_the_app_and_where_to_drop_it() -> None:
    settings = macos.dmg_settings()
    assert [Path(path).name for path in settings["files"]] == [f"{TITLE}.app"]
    assert set(settings["icon_locations"]) == {f"{TITLE}.app", *settings["symlinks"]}


def test_it_is_signed_under_the_hardened_runtime_with_a_time_stamp() -> None:
    command = macos.sign_command("Developer ID Application: A test", Path("Some.app"))
    assert command[0] == "codesign"
    assert {"--timestamp", "--options", "runtime", str(macos.ENTITLEMENTS)} <= set(command)


def test_without_an_identity_and_a_profile_nothing_is_signed_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv(signing.MACOS_IDENTITY, raising=False)
    monkeypatch.delenv(signing.NOTARY_PROFILE, raising=False)
    macos.sign_app(tmp_path)
    macos.notarize(tmp_path / "some.dmg")
    said = capsys.readouterr().err
    assert f"since {signing.MACOS_IDENTITY} names no certificate" in said
    assert f"since {signing.NOTARY_PROFILE} names no profile" in said
