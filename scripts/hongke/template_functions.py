"""The package's templates as functions, made of what Jinja reads in them; compiled once for all processes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from types import CodeType, SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.nodes import EvalContext
from markupsafe import Markup

from hongke.compiled import CompiledTemplates
from hongke.escaping import esc

_COMPILED = CompiledTemplates()
"""Kept for the next catalogue: a preview makes one at every save."""
_BUILTIN = ("join", "lower", "replace", "reverse", "min", "striptags", "urlencode")
"""Jinja's own filters that our templates use beside those below."""
_GLOBALS: Mapping[str, Any] = {"range": range, "namespace": SimpleNamespace}
_PLAIN: Mapping[str, Callable[..., Any]] = {
    "length": len,
    "list": list,
    "select": lambda values: [value for value in values if value],
}


def new_environment() -> Environment:
    """Return the Jinja environment that reads our templates."""
    return Environment(
        loader=PackageLoader("hongke", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class TemplateFunctions:
    """Renders templates by name, with filters and globals of one catalogue.

    `html` are the filters that give HTML, as plain text, `other` all others, `constant` those of the first that give the
    same for the same constants, whatever the catalogue; `icons` takes the names of icons that templates name themselves.
    """

    def __init__(
        self,
        html: Mapping[str, Callable[..., str]],
        other: Mapping[str, Callable[..., Any]],
        constant: Mapping[str, Callable[..., str]],
        given: Mapping[str, Any],
        icons: set[str],
    ) -> None:
        self._environment = new_environment()
        self._html = {*html, *constant}
        self._constant = constant
        self._values = _Values({**_GLOBALS, **given})
        self._namespace: dict[str, Any] = {
            "Markup": Markup, "concat": _concat, "esc": esc, "icons": icons, "macros_of": self.macros,
        }  # fmt: skip
        builtin = {name: self._builtin(name) for name in _BUILTIN}
        filters: dict[str, Callable[..., Any]] = {**builtin, **_PLAIN, **other, **constant, **html}
        self._namespace.update((f"f_{name}", function) for name, function in filters.items())
        self._loaded: dict[str, dict[str, Any]] = {}
        self._macros: dict[str, Mapping[str, Callable[..., str]]] = {}

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Return what a template gives."""
        values = _Values(self._values)
        values.update(context)
        html: str = self._module(name)["page"](values)
        return html

    def macros(self, name: str, values: Mapping[str, Any] | None = None) -> Mapping[str, Callable[..., str]]:
        """Return the macros of a template, which see the `values` of another where they were imported with its context."""
        if values is not None:
            seeing: Mapping[str, Callable[..., str]] = self._module(name)["macros"](values)
            return seeing
        found = self._macros.get(name)
        if found is None:
            found = self._macros[name] = self._module(name)["macros"](self._values)
        return found

    def _module(self, name: str) -> dict[str, Any]:
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = dict(self._namespace)
            exec(self._code(name), found)  # noqa: S102 - our own templates
        return found

    def _code(self, name: str) -> CodeType:
        """Return the compiled functions of a template, as an earlier process left them or made now."""
        environment = self._environment
        if environment.loader is None:
            raise ValueError(f"no loader for {name}")
        source, filename, _ = environment.loader.get_source(environment, name)
        # What a filter gives is compiled in, too.
        bucket = _COMPILED.get_bucket(environment, name, filename, f"{sorted(self._html)}\n{source}")
        if bucket.code is None:
            from hongke.template_source import TemplateSource  # seldom: once for all processes

            lines = TemplateSource(name, self._html, self._constant).written(environment.parse(source, name, filename))
            tree = ast.parse("\n".join(line for line, _ in lines))
            for node in ast.walk(tree):
                if isinstance(node, ast.expr | ast.stmt | ast.arg | ast.keyword):
                    # Tracebacks then point into the template.
                    node.lineno = node.end_lineno = lines[node.lineno - 1][1]
                    node.col_offset = node.end_col_offset = 0
            bucket.code = compile(tree, filename or name, "exec")
            _COMPILED.set_bucket(bucket)
        return bucket.code

    def _builtin(self, name: str) -> Callable[..., Any]:
        """Return a filter of Jinja's, with what it wants to be told of the environment."""
        function: Callable[..., Any] = self._environment.filters[name]
        wants = getattr(function, "jinja_pass_arg", None)
        if wants is None:
            return function
        first: Any = self._environment if wants.name == "environment" else EvalContext(self._environment)
        return lambda value, *given: function(first, value, *given)


class _Values(dict[str, Any]):
    """What a template was given; what it was not fails where it is used, and no earlier."""

    def __missing__(self, name: str) -> Any:
        return StrictUndefined(name=name)


def _concat(*parts: object) -> str:
    """Join values as `~` does: as HTML where one of them is HTML."""
    if any(isinstance(part, Markup) for part in parts):
        return Markup("".join(map(esc, parts)))  # noqa: S704 - each part was escaped
    return "".join([part if type(part) is str else str(part) for part in parts])
