"""`hongke build` and `mkdocs build` write the same bytes, whatever the catalogue, its theme and its plugins do."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import REPOSITORY, Project
from generator import generate
from hongke import mkdocs_steps
from hongke.mkdocs_site import build_site
from test_build import differences, tree

MKDOCS = Path(sys.executable).parent / "mkdocs"
SLOWER = "会慢一些"
AWKWARD = (
    "“引号”与 \"quotes\" 'single'", "小于 < 大于 > 与 & 与 &amp; &lt;b&gt;", "<i>斜体</i> <!-- 注释 --> 没有完 <b", "{{ page.title }} {% if %} {# #}",
    "Q58XQ QX7469746c65ZQ XQ", r"反斜杠 \1 \g<0> $1 ${2} %s %(x)s", "很长" * 140, "表情 😀👨‍👩‍👧 与 𠮷 野家", "两  个  空格　全角", "</title><script>1</script>",
    "hk:/course/x/ 与 href=\"hk:/\"",
)  # fmt: skip


def reference(root: Path, out: Path, *, strict: bool = False) -> None:
    """Build with MkDocs itself."""
    command: list[str | Path] = [MKDOCS, "build", "--quiet", "--site-dir", out, *(["--strict"] if strict else [])]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})


def differing(root: Path, tmp_path: Path) -> list[str]:
    """Build both ways; return the files that are not the same."""
    assert build_site(root, tmp_path / "ours", strict=False) == 0
    reference(root, tmp_path / "theirs")
    assert (tmp_path / "ours/index.html").is_file()
    return differences(tree(tmp_path / "ours"), tree(tmp_path / "theirs"))


def configured(project: Project, *lines: str, theme: str = "material") -> None:
    project.write("mkdocs.yml", "\n".join(["site_name: 小目录", f"theme: {theme}", "plugins: [hongke]", *lines]) + "\n")


def with_terms(project: Project, titles: Sequence[str]) -> None:
    """Add a term for each title."""
    for number, title in enumerate(titles):
        quoted = "'" + title.replace("'", "''") + "'"
        project.write(f"courses/term/t{number}.yml", f"title: {quoted}\nsummary: {quoted}\ndefinition: {quoted}\n")


def overridden(project: Project, files: dict[str, str], *lines: str) -> None:
    for path, content in files.items():
        project.write(f"own/{path}", "{% if page %}" + content + "{% endif %}")  # 404.html has no page
    configured(project, *lines, theme="{name: material, custom_dir: own}")


@pytest.mark.parametrize(
    "settings",
    [
        [],
        ["site_url: https://example.test/kb"],
        ["use_directory_urls: false", "site_url: https://example.test/"],
        ["repo_url: https://example.test/r", "edit_uri: edit/main/docs/"],
        [
            "nav: [{首页: index.md}, {课: [{全部: course/index.md}, {名词: term/index.md}]}, {外: 'https://example.test/'}]"
        ],
    ],
    ids=["plain", "address", "files", "edit", "nav"],
)
def test_awkward_titles_come_out_as_mkdocs_writes_them(
    settings: list[str], project: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with_terms(project, AWKWARD)
    configured(project, *settings)
    assert differing(project.root, tmp_path) == []
    assert SLOWER not in capfd.readouterr().err


# An include of the theme that every page has.
FOOT = "partials/copyright.html"
FOLLOWED = (
    '<meta content="{{ page.meta.description }}">{{ page.meta.custom }}{% if page.meta.noindex %}N{% endif %}',
    "{{ page.title | e }}|{{ page.title | striptags }}|{{ page.title | striptags | e }}|{{ page.title | urlencode }}|{{ page.title | tojson }}",
    "{{ page.url }} {{ page.canonical_url or 'none' }} {{ page.update_date }} {{ page.title ~ '!' }} {{ 'term/t3/b/' | url }}",
    "{% for key in page.meta %}{{ key }};{% endfor %}{% for k, v in page.meta.items() %}{{ k }}={{ v }}{% endfor %}",
    "{{ page.edit_url }}{{ page.is_homepage }}{{ page.previous_page.title }}{{ page.toc | length }}{{ pages | length }}",
    "{% if page.title is defined and page.meta.title is string and page.meta.hide %}{{ page.meta.hide }}{% endif %}",
    "{{ {'t': page.title, 'l': [page.meta.title, base_url]} | tojson }}",
    "{% filter e %}<b>{{ page.title }}</b>{% endfilter %}{% macro m(p) %}{{ p.title }}{% endmacro %}{{ m(page) }}",
)
"""What a theme may show of a page, and a shell with it."""
REFUSED = (
    "{% if 'hk-card' in page.content %}卡片{% endif %}",
    "{{ page.title | length }}{{ page.title[:2] }}{{ page.title.upper() }}",
    "{{ page.meta.title | replace('长', '大') }}{{ ('x' ~ page.title) | upper }}",
    "{% if page.title == '一' or page.url.startswith('term/t3') %}就是它{% endif %}",
    "{{ page.file.src_uri }}{{ page }}{{ page.meta }}",
    "{% for f in pages %}{{ f.page.title }}{{ f.page.content | length }}{% if f.page == page %}*{% endif %}{% endfor %}",
)
"""What only the theme itself can do."""


def test_an_override_that_shows_what_a_page_is_keeps_the_quick_way(
    project: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with_terms(project, AWKWARD)
    overridden(project, {FOOT: "\n<hr>".join(FOLLOWED)}, "repo_url: https://example.test/r")
    assert differing(project.root, tmp_path) == []
    assert SLOWER not in capfd.readouterr().err


@pytest.mark.parametrize("block", REFUSED)
def test_an_override_that_a_shell_cannot_follow_has_the_right_bytes(
    block: str, project: Project, tmp_path: Path
) -> None:
    with_terms(project, [*AWKWARD, *(f"名词{'长' * number}" for number in range(20)), "一"])
    overridden(project, {FOOT: block})
    assert differing(project.root, tmp_path) == []


def test_what_goes_the_slow_way_is_said_and_does_not_stop_a_strict_build(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    overridden(project, {FOOT: "{{ page.content | length }}"})
    assert build_site(project.root, None, strict=True) == 0
    said = capfd.readouterr().err
    assert "page.content" in said
    assert SLOWER in said
    assert "index.md" in said


def test_a_shell_that_differs_from_the_theme_is_found_and_not_used(
    project: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with_terms(project, [f"名词{number}" for number in range(8)])
    # A text that is searched for the title: nothing that can be watched happens.
    overridden(project, {FOOT: "{% if page.title in '名词0 名词7' %}!{% endif %}"})
    assert differing(project.root, tmp_path) == []
    assert "逐页排版的结果不同" in capfd.readouterr().err


def test_a_hook_that_changes_pages_is_heard(project: Project, tmp_path: Path) -> None:
    project.write("own.py", "def on_post_page(output, page, config):\n    return output + f'<!-- {page.url} -->'\n")
    configured(project, "hooks: [own.py]")
    assert differing(project.root, tmp_path) == []
    assert b"<!-- course/grid/ -->" in (tmp_path / "ours/course/grid/index.html").read_bytes()


def test_a_hook_that_adds_files_keeps_the_quick_way(project: Project, tmp_path: Path) -> None:
    hook = (
        "from pathlib import Path\nfrom mkdocs.structure.files import File\n"
        "def on_files(files, config):\n    files.append(File.generated(config, 'own/a.txt', content='甲\\n'))\n"
        "    Path(config.site_dir).mkdir(parents=True)\n    Path(config.site_dir, 'b.txt').write_text('乙')\n    return files\n"
    )
    project.write("own.py", hook)
    configured(project, "hooks: [own.py]")
    assert differing(project.root, tmp_path) == []
    assert (tmp_path / "ours/own/a.txt").read_text("utf-8") == "甲\n"
    assert (tmp_path / "ours/b.txt").is_file()


@pytest.mark.site
@pytest.mark.parametrize("kind", ["rich", "generated"])
@pytest.mark.parametrize("settings", ["", "site_url: https://example.test/kb/\nuse_directory_urls: false\n"], ids=["folders", "files"])  # fmt: skip
def test_whole_catalogues_come_out_as_mkdocs_writes_them(kind: str, settings: str, tmp_path: Path) -> None:
    project = Project(tmp_path / "c")
    if kind == "rich":
        shutil.copytree(REPOSITORY / "tests/rich", project.root)
    else:
        generate(project.root, entries=150)
    with (project.root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(settings)
    assert differing(project.root, tmp_path) == []


@pytest.mark.site
def test_a_portable_site_is_the_one_mkdocs_writes(project: Project, tmp_path: Path) -> None:
    with_terms(project, AWKWARD)
    assert build_site(project.root, tmp_path / "ours", strict=True, portable=True) == 0
    configured(project, "use_directory_urls: false", "extra: {hongke_portable: true}")
    reference(project.root, tmp_path / "theirs")
    assert differences(tree(tmp_path / "ours"), tree(tmp_path / "theirs")) == []


def test_shells_are_plain_data_that_fills_pages_without_mkdocs(project: Project, tmp_path: Path) -> None:
    from hongke import site_build

    with_terms(project, AWKWARD)
    kept: list[bytes] = []
    old = site_build.SitePages.__init__

    def init(self: site_build.SitePages, *given: object) -> None:
        old(self, *given)  # type: ignore[arg-type]
        kept.append(pickle.dumps(self.shells))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_build.SitePages, "__init__", init)
        assert build_site(project.root, tmp_path / "site", strict=True) == 0
    (tmp_path / "shells").write_bytes(kept[0])
    script = f"""
import pickle, sys
from pathlib import Path
from hongke.build import build
shells = pickle.loads(Path({str(tmp_path / "shells")!r}).read_bytes())
made = build(Path({str(project.root)!r}), None, shells.heads.links)
filled = 0
for page in made.pages:
    finished = shells.finish(page, page.fragment(shells.heads.links).html)
    if finished is not None:
        filled += 1
        assert finished == Path({str(tmp_path / "site")!r}, shells.heads.url(page), "index.html").read_bytes(), page.src
assert filled > 20, filled
assert not [name for name in sys.modules if name == "mkdocs" or name.startswith("mkdocs.")]
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_parts_of_mkdocs_that_are_leant_on_are_those_we_know() -> None:
    assert mkdocs_steps.is_known()
    assert mkdocs_steps.source_hash() == "c171b708032e688fdc3420fbce58a8cf37e2b05d65811cfc4a28dd28ddcb5bef"
