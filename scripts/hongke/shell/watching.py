"""Marked values for a template to show, and a note of everything that it does with them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from jinja2 import Environment

from hongke.shell.forms import mark, token
from hongke.shell.shells import ALL_KEYS

_PASSING = frozenset({"default", "d", "string", "safe"})
"""Filters that hand a text on."""
_SINGLE = frozenset({"e", "escape", "forceescape", "tojson", "urlencode"})
"""Filters that treat each character by itself, so that it does not matter what a text stands between."""
_ADDRESS = frozenset({"url", "script_tag"})
_SAFE_TESTS = frozenset(
    {"defined", "undefined", "none", "string", "mapping", "number", "integer", "float", "boolean", "callable", "iterable", "sequence"}
)  # fmt: skip
_TEXT_METHODS = frozenset(name for name in dir(str) if callable(getattr(str, name))) - frozenset(
    ["__new__", "__init__", "__class__", "__getattribute__", "__setattr__", "__delattr__", "__str__", "__doc__", "__reduce__", "__reduce_ex__", "__getstate__", "__sizeof__", "__dir__", "__getnewargs__", "__init_subclass__", "__subclasshook__", "__add__", "__format__", "encode"]
)  # fmt: skip


class Watch:
    """What the rendering of one page read.

    `values` are facts that must be read as they are, `kinds` those of which only presence counted; `whole_site` says that
    other pages were asked for, `refused` why the page cannot be cut into a shell.
    """

    def __init__(self, variant: int, values: Iterable[str]) -> None:
        self.on = False
        self.values = set(values)
        self.closely: set[str] = set()
        self.kinds: set[str] = set()
        self.targets: set[str] = set()
        self.whole_site = False
        self.refused = ""
        self._variant = variant

    def read(self, name: str, value: Any) -> Any:
        """Return what a template gets for a fact: a text comes marked."""
        if not self.on:
            return value
        if name in self.values or not (value is None or isinstance(value, str)):
            self.values.add(name)
            return value
        self.kinds.add(name)
        return _Marked.of(self, name, self._variant) if value else value

    def refuse(self, what: str) -> None:
        """Note that a template read something that differs from page to page and is no fact."""
        self.refused = self.refused or what

    def in_texts(self, values: Iterable[Any], depth: int = 3) -> set[str]:
        """Return the names of the marks in texts, lists and mappings."""
        found: set[str] = set()
        for value in values:
            if isinstance(value, str):
                text = str(value)
                found |= {name for name in self.kinds if token(name, self._variant) in text}
            elif isinstance(value, (list, tuple)) and depth:
                found |= self.in_texts(value, depth - 1)
            elif type(value) is dict and depth:
                found |= self.in_texts(value.values(), depth - 1)
        return found

    @contextmanager
    def filters_of(self, environment: Environment) -> Iterator[None]:
        """Watch what the filters and tests of an environment are given."""
        filters, tests = environment.filters, environment.tests
        environment.filters = {name: self._filter(name, made) for name, made in filters.items()}
        environment.tests = {name: self._test(name, cast("Callable[..., Any]", made)) for name, made in tests.items()}
        self.on = True
        try:
            yield
        finally:
            self.on = False
            environment.filters, environment.tests = filters, tests

    def _filter(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(made)
        def watched(*given: Any, **named: Any) -> Any:
            marks = self.in_texts((*given, *named.values()))
            if name in _ADDRESS:
                self.closely |= marks
                self.targets.update(str(value) for value in given if isinstance(value, str))
                self.on = False
                try:
                    return made(*map(_plain, given), **named)
                finally:
                    self.on = True
            if not marks or name in _PASSING:
                return made(*given, **named)
            if name not in _SINGLE and not (name == "striptags" and isinstance(given[0], _Marked)):
                self.closely |= marks
            return made(*map(_plain, given), **named)

        return watched

    def _test(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(made)
        def watched(*given: Any, **named: Any) -> Any:
            if name not in _SAFE_TESTS:
                self.closely |= self.in_texts((*given, *named.values()))
            return made(*map(_plain, given), **named)

        return watched


class _Marked(str):
    """A mark that notes when a template does more with it than write it or ask whether it is there."""

    name: str
    watch: Watch

    @classmethod
    def of(cls, watch: Watch, name: str, variant: int) -> _Marked:
        """Return the mark of a fact."""
        made = cls(mark(name, variant))
        made.name, made.watch = name, watch
        return made

    def __bool__(self) -> bool:
        return True

    def __format__(self, form: str) -> str:
        if form:
            self.watch.closely.add(self.name)
        return format(str(self), form)


def _closely(method: str) -> Callable[..., Any]:
    made = getattr(str, method)

    def watched(self: _Marked, *given: Any, **named: Any) -> Any:
        self.watch.closely.add(self.name)
        return made(self, *given, **named)

    return watched


for _method in _TEXT_METHODS:
    setattr(_Marked, _method, _closely(_method))


def _plain(value: Any) -> Any:
    return str(value) if type(value) is _Marked else value


class WatchedMeta(dict[str, Any]):
    """A page's front matter that notes which keys are read."""

    def __init__(self, meta: Mapping[str, Any], watch: Watch) -> None:
        super().__init__(meta)
        self._watch = watch

    def __getitem__(self, key: str) -> Any:
        if key not in self:
            raise KeyError(key)
        return self._watch.read(f"meta.{key}", super().__getitem__(key))

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or the default where there is none."""
        return self[key] if key in self else default  # noqa: SIM401 - dict.get would not be watched

    def __contains__(self, key: object) -> bool:
        there = super().__contains__(key)
        if not there and self._watch.on:
            self._watch.values.add(f"meta.{key}")
        elif self._watch.on:
            self._watch.read(f"meta.{key}", super().__getitem__(str(key)))
        return there

    def __bool__(self) -> bool:
        return super().__len__() > 0  # every page of ours has a title there

    def __len__(self) -> int:
        self._all()
        return super().__len__()

    def __iter__(self) -> Iterator[str]:
        self._all()
        return super().__iter__()

    def __eq__(self, other: object) -> bool:
        self._watch.refuse("page.meta == …")
        return super().__eq__(other)

    __hash__ = None

    def __repr__(self) -> str:
        self._watch.refuse("page.meta")
        return super().__repr__()

    def keys(self) -> Any:
        """Return the keys."""
        self._all()
        return super().keys()

    def items(self) -> Any:
        """Return keys and values."""
        self._all()
        return [(key, self[key]) for key in super().keys()]  # noqa: SIM118 - the class's own iterator is watched

    def values(self) -> Any:
        """Return the values."""
        return [value for _key, value in self.items()]

    def _all(self) -> None:
        if self._watch.on:
            self._watch.values.add(ALL_KEYS)
