"""Templates as functions give what Jinja gives, and refuse what they do not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from markupsafe import Markup, escape

import hongke.template_functions
import hongke.templating
from conftest import REPOSITORY
from hongke.build import build
from hongke.escaping import esc
from hongke.template_functions import TemplateFunctions, new_environment
from hongke.template_source import TemplateSource

Filters = Mapping[str, Callable[..., Any]]


class Compared(TemplateFunctions):
    """Renders each template with Jinja, too."""

    def __init__(
        self, html: Filters, other: Filters, constant: Filters, given: Mapping[str, Any], icons: set[str]
    ) -> None:
        super().__init__(html, other, constant, given, icons)
        self.jinja = new_environment()
        self.jinja.filters.update({**other, **{name: marked(made) for name, made in {**html, **constant}.items()}})
        self.jinja.globals.update(given)
        self.rendered: set[str] = set()

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        html = super().render(name, context)
        assert html == self.jinja.get_template(name).render(context), name
        self.rendered.add(name)
        return html

    def macros(self, name: str, values: Mapping[str, Any] | None = None) -> Mapping[str, Callable[..., str]]:
        found = super().macros(name, values)
        if values is not None or name != "macros.html.j2":
            return found
        module: Any = self.jinja.get_template(name).module
        return {**found, "card_of": lambda entry: same(found["card_of"](entry), str(module.card_of(entry)))}


def marked(made: Callable[..., str]) -> Callable[..., Markup]:
    return lambda *given, **named: Markup(made(*given, **named))


def same(one: str, other: str) -> str:
    assert one == other
    return one


@pytest.mark.parametrize("root", ["tests/rich", "."])
def test_each_page_is_what_jinja_makes_of_it(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Compared] = []

    def compared(**given: Any) -> Compared:
        made.append(Compared(**given))
        return made[-1]

    monkeypatch.setattr(hongke.templating, "TemplateFunctions", compared)
    for page in build(REPOSITORY / root).pages:
        html = page.make().html
        shown = set(re.findall(r'<use href="#i-([a-z0-9-]+)"/>', html))
        sprite = set(re.findall(r'<symbol id="i-([a-z0-9-]+)"', html))
        assert shown <= sprite, page.src
        # The catalogue page of a kind holds what cards that come later will show.
        assert shown == sprite or page.index, page.src
    assert len(made[0].rendered) > 30


def source(text: str) -> str:
    lines = TemplateSource("a.html.j2", {"bold", "icon"}, {"icon": str.upper}).written(new_environment().parse(text))
    return "\n".join(line for line, _ in lines)


@pytest.mark.parametrize(
    "text",
    [
        "{% block x %}{% endblock %}",
        "{% for a in b %}{% else %}x{% endfor %}",
        "{% for a in b %}{{ loop.cycle('x') }}{% endfor %}",
        "{% for a in b %}{{ f(loop) }}{% endfor %}",
        "{{ loop.index }}",
        "{% include 'b' %}",
        "{% import name as a %}",
        "{{ a is divisibleby 2 }}",
        "{{ f(*a) }}",
        "{{ a[1:] }}",
        "{% set a, b.c = d %}",
    ],
)
def test_what_is_not_known_is_refused_where_it_stands(text: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        source(f"\n\n{text}")
    assert (caught.value.name, caught.value.lineno) == ("a.html.j2", 3)


def run(text: str, **context: Any) -> str:
    """Render a text with both, and return what they agree on."""
    values = hongke.template_functions._Values({**hongke.template_functions._GLOBALS, **context})
    namespace: dict[str, Any] = {
        "Markup": Markup, "concat": hongke.template_functions._concat, "esc": esc, "f_bold": lambda value: f"<b>{esc(value)}</b>",
    }  # fmt: skip
    exec(source(text), namespace)
    environment: Environment = new_environment()
    environment.filters["bold"] = marked(namespace["f_bold"])
    return same(namespace["page"](values), environment.from_string(text).render(context))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{{ a }}{{ 'x<' }}{{ 1 }}", "&lt;a&gt;x&lt;1"),
        ("{{ a | bold }}{{ (a | bold) ~ '<' }}", "<b>&lt;a&gt;</b><b>&lt;a&gt;</b>&lt;"),
        ("{% set x = a | bold %}{{ x }}", "<b>&lt;a&gt;</b>"),
        ("{{ '<' if none }}{{ a if b else '<' }}", "&lt;a&gt;"),
        ("{% for x in b if x > 1 %}{{ loop.index }}{{ loop.last }}{% endfor %}", "1False2True"),
        ("{% set x = 1 %}{% for y in b %}{% set x = 2 %}{% endfor %}{{ x }}", "1"),
        ("{% if b %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}", "1"),
        (
            "{% for x in b %}{% for y in b %}{{ loop.index }}{% endfor %}{{ loop.first }}{% endfor %}",
            "123True123False123False",
        ),
        ("{% macro m(x, y=2) %}<{{ x }}{{ y }}{% endmacro %}{{ m(a) }}{{ m(1, y=3) }}", "<&lt;a&gt;2<13"),
        ("{% macro m(x) %}{% if x %}{{ x }}{{ m(x - 1) }}{% endif %}{% endmacro %}{{ m(2) }}", "21"),
        ("{% set n = namespace(v=0) %}{% for x in b %}{% set n.v = n.v + x %}{% endfor %}{{ n.v }}", "6"),
        ("{{ c.x if d else c['k'] }}{{ not d }}{{ -b[0] % 3 }}", "vTrue2"),
        ("{{ m }}{{ m ~ '<' }}", "<i><i>&lt;"),
    ],
)
def test_what_is_known_means_what_it_means_to_jinja(text: str, html: str) -> None:
    context = {"a": "<a>", "b": [1, 2, 3], "c": {"k": "v"}, "d": 0, "m": Markup("<i>")}
    assert run(text, **context) == html


def test_an_icon_is_noted_where_it_is_shown() -> None:
    icons: set[str] = set()

    def icon(name: str) -> str:
        icons.add(name)
        return name.upper()

    namespace: dict[str, Any] = {"f_icon": icon, "icons": icons}
    exec(
        source("{% if a %}{{ 'a' | icon }}{% else %}{{ 'b' | icon }}{% endif %}{{ 'c' | icon if a else 'd' | icon }}"),
        namespace,
    )
    assert namespace["page"]({"a": False}) == "BD"
    assert icons == {"b", "d"}


def test_what_was_not_given_fails_only_where_it_is_used() -> None:
    assert run("{% if a %}{{ missing }}{% endif %}", a=False) == ""
    with pytest.raises(UndefinedError):
        run("{{ missing }}")


@given(st.text() | st.integers() | st.none() | st.builds(Markup, st.text()))
def test_escaping_is_that_of_markupsafe(value: object) -> None:
    escaped = esc(value)
    assert type(escaped) is str
    assert escaped == str(escape(value))


def test_tracebacks_point_into_the_template() -> None:
    filters = {"crumbs": str, "entry_list": str}
    functions = TemplateFunctions(filters, {"number": str}, {}, {}, set())
    with pytest.raises(AttributeError) as caught:
        functions.render("list.html.j2", {"list": None, "number": 1, "pages": 1})
    assert str(caught.traceback[-1].path).endswith("list.html.j2")
    assert caught.traceback[-1].lineno + 1 == 2
