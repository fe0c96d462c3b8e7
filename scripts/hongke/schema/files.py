"""Which schema belongs to which files of a catalogue, and the editor settings that say so."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hongke.catalogue import Catalogue
from hongke.fields import fields_of
from hongke.kinds import KINDS, Kind
from hongke.load.loading import RESERVED_IDS
from hongke.load.vocabularies import VOCABULARY_FILE
from hongke.model.marks import ID_PATTERN
from hongke.model.vocabulary import VOCABULARIES, Vocabulary, WordModel
from hongke.schema.objects import object_schema, snippet
from hongke.schema.values import Schema

SCHEMA_FOLDER = ".vscode/schemas"
"""Where the editor settings look for the schemas, from the catalogue's root."""
DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(catalogue: Catalogue, *, labels: bool = True) -> dict[str, Schema]:
    """Return every schema by the name of its file: one a kind, and one for the vocabularies."""
    found = {f"{kind.name}.schema.json": _entry_schema(kind, catalogue, labels=labels) for kind in KINDS.values()}
    return {**found, "vocabularies.schema.json": _vocabularies_schema(catalogue, labels=labels)}


def schema_text(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def editor_settings() -> str:
    """Return `.vscode/settings.json`: each schema bound to the files it describes, nothing fetched from elsewhere."""
    bound = {
        f"./{SCHEMA_FOLDER}/{kind.name}.schema.json": f"courses/{kind.name}/*.yml"
        for kind in KINDS.values()
        if not kind.markdown
    }
    settings = {
        "yaml.schemas": {**bound, f"./{SCHEMA_FOLDER}/vocabularies.schema.json": VOCABULARY_FILE},
        "yaml.schemaStore.enable": False,
        "yaml.yamlVersion": "1.2",
        "files.encoding": "utf8",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.quickSuggestions": {"strings": "on"}},
    }
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def editor_extensions() -> str:
    """Return `.vscode/extensions.json`: the one extension that reads the schemas."""
    return json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"


def _entry_schema(kind: Kind, catalogue: Catalogue, *, labels: bool) -> Schema:
    found = object_schema(kind.model, catalogue, labels=labels)
    # An unknown path in `illustrative` is an error of the check: here it is one before that.
    paths: Mapping[str, str] = {path: str(info.title) for path, info in fields_of(kind.model)}
    for name in ("illustrative", "示例字段") if labels else ("illustrative",):
        found["properties"][name]["items"] = {
            "type": "string",
            "enum": ["*", *paths],
            "markdownEnumDescriptions": ["全部是示例。", *paths.values()],
            "errorMessage": f'{kind.label}没有这个字段。写字段名，里层用点连起来，如 units.minutes；全部是示例写 "*"。',
        }
    about = kind.lead if not kind.markdown else f"{kind.lead}写在 Markdown 文件开头两行 --- 之间。"
    snippets = [{"label": f"{kind.label}：必填的字段", "body": snippet(kind.model)}]
    return {"$schema": DRAFT, "title": kind.label, "description": about, **found, "defaultSnippets": snippets}


def _vocabularies_schema(catalogue: Catalogue, *, labels: bool) -> Schema:
    return {
        "$schema": DRAFT,
        "title": "受控词表",
        "description": "每个词一行：编号: {title: 名称}。条目里写名称或编号都可以。",
        "type": ["object", "null"],
        "properties": {
            name: _words_schema(catalogue.vocabularies.get(name) or Vocabulary(name, label), labels=labels)
            for name, label in VOCABULARIES.items()
        },
        "additionalProperties": False,
    }


def _words_schema(vocabulary: Vocabulary, *, labels: bool) -> Schema:
    word = object_schema(WordModel, Catalogue({}), labels=labels)
    # Words that were just added may be parents too: what stands now is proposed, not demanded.
    word["properties"]["parent"] = {**word["properties"]["parent"], "examples": list(vocabulary.words)}
    word["defaultSnippets"] = [{"label": "名称和同义词", "body": {"title": "${1:名称}", "synonyms": ["${2:同义词}"]}}]
    return {
        "title": vocabulary.label,
        "description": f"“{vocabulary.label}”词表（{vocabulary.name}）：编号只用小写字母、数字和连字符，一旦用了就不要改。",
        "type": "object",
        "propertyNames": {
            "pattern": f"{ID_PATTERN}(?!\\n)",
            "not": {"enum": sorted(RESERVED_IDS)},
            "errorMessage": "词的编号只用小写字母、数字和连字符，如 rural；系统保留的名字不能用。",
        },
        "additionalProperties": word,
    }
