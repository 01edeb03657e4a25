import stat

import assets
import dev
import prepare
import pytest


def test_a_step_is_done_once_for_each_lockfile(tmp_path):
    done = []
    for value in ("a", "a", "b"):
        prepare.unless_done(tmp_path / "stamp", value, "step", lambda: done.append(1))
    assert len(done) == 2


def test_a_step_that_failed_is_done_again(tmp_path):
    def fail():
        raise RuntimeError

    (tmp_path / "stamp").write_text("old")
    with pytest.raises(RuntimeError):
        prepare.unless_done(tmp_path / "stamp", "new", "step", fail)
    assert not (tmp_path / "stamp").exists()


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "VAR", tmp_path)

    first, second = prepare.secret("secret_key"), prepare.secret("secret_key")

    assert first == second
    assert len(first) >= 40
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_copied_files_name_no_source_maps(tmp_path):
    modules = tmp_path / "node_modules"
    for source in [*assets.FILES, *(f"bootstrap-icons/icons/{n}.svg" for n in assets.ICONS)]:
        (modules / source).parent.mkdir(parents=True, exist_ok=True)
        (modules / source).write_text("a{}\n/*# sourceMappingURL=x.css.map */\nb{}")

    assets.copy(modules, tmp_path / "vendor")

    assert (tmp_path / "vendor/tabler.min.css").read_text() == "a{}\nb{}"
    assert (tmp_path / "vendor/icons/house.svg").exists()


def test_lockfiles_fit_the_pins_and_name_no_host():
    assert dev.unlocked() == []


def test_a_lockfile_that_misses_a_pin_is_noticed(tmp_path, monkeypatch):
    for name in ("requirements", "requirements-dev", "requirements-node"):
        (tmp_path / f"{name}.in").write_text("django==5.2.19  # the framework\n")
        (tmp_path / f"{name}.txt").write_text("--index-url x\ndjango==5.2.18 \\\n")
    monkeypatch.setattr(dev, "ROOT", tmp_path)

    troubles = dev.unlocked()

    assert "requirements.txt lacks django==5.2.19" in troubles
    assert "requirements-node.txt names a host" in troubles
