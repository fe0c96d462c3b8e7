"""The arithmetic of `make bench`, its edits, and one small run. No number of seconds is asserted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench_growth import __main__ as bench
from bench_growth.edits import Word, edit_text, edit_title, edit_word, middling_word
from bench_growth.process import Cost, differing, measure
from bench_growth.steps import CHECK, COLD, HUGO, MKDOCS, NOTHING, TEXT
from bench_growth.table import aims, aims_text, as_data, exponent, ratio, table
from conftest import REPOSITORY
from generator import generate
from hongke.build import check_catalogue
from hongke.problems import has_errors

COSTS = {
    (1000, COLD): Cost(10.0, 12.0, 200.0, 5_000_000, 1200),
    (1000, HUGO): Cost(20.0, 11.0, 300.0, 2_000_000, 1300),
    (10_000, COLD): Cost(100.0, 120.0, 900.0, 50_000_000, 12_000),
    (10_000, TEXT): Cost(3.0, 3.0, 90.0),
    (10_000, NOTHING): Cost(3.0, 3.0, 90.0),
    (10_000, CHECK): Cost(11.0, 11.0, 400.0),
    (10_000, MKDOCS): Cost(500.0, 500.0, 600.0),
    (10_000, HUGO): Cost(200.0, 110.0, 1700.0),
}


def test_tenfold_time_for_ten_times_the_entries_is_an_exponent_of_1() -> None:
    assert exponent(COSTS, COLD, 1000, 10_000) == pytest.approx(1.0)
    assert exponent({(100, COLD): Cost(1, 1, 1), (1000, COLD): Cost(100, 1, 1)}, COLD, 100, 1000) == pytest.approx(2.0)
    assert exponent(COSTS, MKDOCS, 1000, 10_000) is None


def test_a_ratio_is_that_of_processor_time_at_the_same_size() -> None:
    assert ratio(COSTS, 1000, COLD, HUGO) == pytest.approx(0.5)
    assert ratio(COSTS, 10_000, COLD, MKDOCS) == pytest.approx(0.2)
    assert ratio(COSTS, 1000, COLD, MKDOCS) is None


def test_aims_say_what_is_reached_and_what_is_a_fault() -> None:
    found = {(aim.name, aim.most): aim.reached for aim in aims(COSTS)}
    assert found["build, growth exponent from 1,000 to 10,000", 1.1] is True
    assert found["check of 10,000, seconds", 10.0] is False
    assert found["cold build of 10,000 / Hugo's", 0.7] is True
    assert found["cold build of 10,000 / MkDocs'", 0.25] is True
    assert found["cold build of 10,000, MB at its peak", 400.0] is False
    assert found["build, text of 10,000 / Hugo's full build", 0.03] is True
    assert found["build, nothing of 10,000 / Hugo's full build", 0.01] is False
    assert found["build, title of 10,000 / Hugo's full build", 0.06] is None
    name = "saved edit in the browser, 10,000, seconds"
    assert [aim.found for aim in aims(COSTS) if aim.name == name] == [None]
    assert [aim.found for aim in aims(COSTS, [0.2, 0.4, 0.9]) if aim.name == name] == [0.4]
    lines = aims_text(aims(COSTS)).splitlines()
    assert [line for line in lines if "(a fault)" in line] == [
        line for line in lines if line.startswith("check of 10,000, s")
    ]


def test_the_table_has_a_line_for_each_step_and_the_data_hold_every_number() -> None:
    lines = table(COSTS).splitlines()
    assert len(lines) == 1 + len(COSTS)
    assert lines[3].split() == [
        "10,000",
        "build,",
        "cold",
        "100.00",
        "120.00",
        "900",
        "50.0",
        "12,000",
        "0.500",
        "0.200",
        "1.00",
    ]
    data = json.loads(json.dumps(as_data(COSTS, aims(COSTS))))
    assert [row["seconds"] for row in data["costs"]] == [cost.seconds for cost in COSTS.values()]


def test_a_process_is_measured_whole_and_its_failure_is_not_a_number(tmp_path: Path) -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(4_000_000)); b = bytearray(90 << 20)'])"
    (tmp_path / "file").write_bytes(b"12345")
    cost = measure([sys.executable, "-c", busy], out=tmp_path)
    assert cost.memory > 90
    assert cost.seconds > 0
    assert (cost.size, cost.files) == (5, 1)
    with pytest.raises(subprocess.CalledProcessError):
        measure([sys.executable, "-c", "raise SystemExit(3)"])


def test_edits_change_what_they_say_every_time_and_leave_a_sound_catalogue(tmp_path: Path) -> None:
    generate(tmp_path, entries=30, characters=200)
    word = middling_word(tmp_path)
    assert word.entries > 0
    case, words = tmp_path / "courses/case/case-00001.yml", tmp_path / "courses/vocabularies.yml"
    states = set()
    for run in (1, 2):
        for edit in (edit_text, edit_title):
            edit(tmp_path, run)
            states.add(case.read_bytes())
        edit_word(tmp_path, word, run)
        states.add(words.read_bytes())
    assert len(states) == 6
    catalogue, problems = check_catalogue(tmp_path)
    assert not has_errors(problems)
    assert catalogue.entries["case/case-00001"].model.title.endswith("（改2）")
    assert catalogue.word(word.vocabulary, word.slug).title.endswith("改2")
    with pytest.raises(ValueError, match="nowhere"):
        edit_word(tmp_path, Word("theme", "nowhere", 1), 1)


def test_two_folders_are_compared_byte_for_byte(tmp_path: Path) -> None:
    for name, files in (("a", {"x": "1", "y": "2"}), ("b", {"x": "1", "y": "3", "z": ""})):
        (tmp_path / name).mkdir()
        for path, text in files.items():
            (tmp_path / name / path).write_text(text, "utf-8")
    assert differing(tmp_path / "a", tmp_path / "b") == ["y", "z"]


def test_a_small_run_prints_one_table_and_keeps_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench_growth", "--sizes", "30", "--runs", "1", "--only", "cold,word,check",
         "--folder", str(tmp_path), "--json", str(tmp_path / "bench.json")],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=600,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tests")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "rebuilt site and cold build are the same byte for byte" in done.stdout
    kept = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [(row["entries"], row["step"]) for row in kept["costs"]] == [(30, COLD), (30, "build, word"), (30, CHECK)]
    assert [path.name for path in tmp_path.iterdir()] == ["bench.json"]


def test_without_a_browser_the_bench_says_that_no_edit_was_timed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "LARGE", 5)
    monkeypatch.setattr(bench, "has_chromium", lambda: False)
    kept = tmp_path / "bench.json"
    arguments = ["--sizes", "5", "--runs", "1", "--only", "preview", "--folder", str(tmp_path), "--json", str(kept)]
    assert bench.main(arguments) == 0
    assert "no saved edit was timed, Chromium is not installed" in capsys.readouterr().out
