"""The expressions of templates as Python code, and what the names in them stand for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Literal

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from msgspec import Struct, field

from hongke.escaping import esc

Form = Literal["html", "sound", "value"]
"""What an expression gives: HTML as it is, a text that needs no escaping (a number), or anything."""
_SOUND = frozenset({"length", "number"})
_COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}
_BETWEEN: Mapping[type, str] = {nodes.Add: "+", nodes.Sub: "-", nodes.Mod: "%", nodes.And: "and", nodes.Or: "or"}


class Loop(Struct):
    """The `loop` of a `for`: what of it the body asks for."""

    name: str
    asked: set[str] = field(default_factory=set)


class Macro(Struct, frozen=True):
    """A macro of this template, by its function."""

    function: str


class Imported(Struct, frozen=True):
    """The macros of another template, by the variable that holds them."""

    variable: str


class Scope(dict[str, "str | Loop | Macro | Imported"]):
    """The names of one block, and behind it those around it."""

    def __init__(self, outer: Scope | None = None) -> None:
        super().__init__()
        self.outer = outer

    def find(self, name: str) -> str | Loop | Macro | Imported | None:
        """Return what a name stands for here."""
        found = self.get(name)
        return self.outer.find(name) if found is None and self.outer else found


class Expressions:
    """Writes the expressions of one template down.

    `html` names the filters that give HTML; `constant` holds those of them whose result for constants is written down.
    """

    def __init__(self, name: str, html: Collection[str], constant: Mapping[str, Callable[..., str]]) -> None:
        self._name = name
        self._html = html
        self._constant = constant
        self._count = 0
        self._scope = Scope()
        self._free: dict[str, str] = {}
        self._icons: list[str] = []

    def _new(self, name: str) -> str:
        self._count += 1
        return f"v{self._count}_{name}"

    def _fail(self, node: nodes.Node, what: str) -> TemplateSyntaxError:
        return TemplateSyntaxError(f"{what} is not known to template_source.py", node.lineno, self._name)

    def _shown(self, node: nodes.Node) -> tuple[bool, str]:
        """Return what an expression shows: a text as it will stand there, or the code that gives it."""
        match node:
            case nodes.Const():
                return True, esc(node.value)
            case nodes.CondExpr():
                first = self._code_shown(node.expr1)
                second = self._code_shown(node.expr2) if node.expr2 else "''"
                return False, f"({first} if {self._value(node.test)} else {second})"
            case nodes.Filter(name="safe", node=nodes.Const(value=text)):
                return True, text
            case nodes.Filter(node=nodes.Const(value=text)) if node.name in self._constant and _is_constant(node):
                if node.name == "icon":
                    self._icons.append(text)
                made: str = self._constant[node.name](text, *(argument.as_const() for argument in node.args))
                return True, made
        code, form = self._expression(node)
        return False, code if form == "html" else f"str({code})" if form == "sound" else f"esc({code})"

    def _code_shown(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Filter) and node.name == "icon":
            return self._expression(node)[0]  # it may not be shown, and its name is noted where it is
        literal, text = self._shown(node)
        return repr(text) if literal else text

    def _value(self, node: nodes.Node) -> str:
        """Return the code for an expression whose value is used further."""
        code, form = self._expression(node)
        return f"Markup({code})" if form == "html" else code

    def _expression(self, node: nodes.Node) -> tuple[str, Form]:
        match node:
            case nodes.Const():
                return repr(node.value), "sound" if isinstance(node.value, int) else "value"
            case nodes.Name():
                return self._name_of(node), "value"
            case nodes.Getattr(node=nodes.Name(name="loop")):
                return self._of_loop(node)
            case nodes.Getattr():
                return f"{self._value(node.node)}.{node.attr}", "value"
            case nodes.Getitem():
                return f"{self._value(node.node)}[{self._value(node.arg)}]", "value"
            case nodes.Call():
                return self._call(node)
            case nodes.Filter() if node.node is not None:
                return self._filter(node, node.node)
            case nodes.List() | nodes.Tuple():
                items = "".join(f"{self._value(item)}, " for item in node.items)
                return (f"[{items}]" if isinstance(node, nodes.List) else f"({items})"), "value"
            case nodes.Dict():
                return f"{{{', '.join(f'{self._value(p.key)}: {self._value(p.value)}' for p in node.items)}}}", "value"
            case nodes.Concat():
                return f"concat({', '.join(map(self._value, node.nodes))})", "value"
            case nodes.Not():
                return f"(not {self._value(node.node)})", "value"
            case nodes.Neg():
                return f"(-{self._value(node.node)})", "sound"
            case nodes.Add() | nodes.Sub() | nodes.Mod() | nodes.And() | nodes.Or():
                return f"({self._value(node.left)} {_BETWEEN[type(node)]} {self._value(node.right)})", "value"
            case nodes.Compare():
                rest = "".join(f" {_COMPARED[operand.op]} {self._value(operand.expr)}" for operand in node.ops)
                return f"({self._value(node.expr)}{rest})", "value"
            case nodes.CondExpr():
                second = self._value(node.expr2) if node.expr2 else "''"
                return f"({self._value(node.expr1)} if {self._value(node.test)} else {second})", "value"
            case nodes.Test(name="sameas", args=[other]):
                return f"({self._value(node.node)} is {self._value(other)})", "value"
        raise self._fail(node, type(node).__name__)

    def _name_of(self, node: nodes.Name) -> str:
        found = self._scope.find(node.name)
        if isinstance(found, str):
            return found
        if found is not None:
            raise self._fail(node, f"{node.name} as a value")
        return self._free.setdefault(node.name, f"g_{node.name}")

    def _of_loop(self, node: nodes.Getattr) -> tuple[str, Form]:
        loop = self._scope.find("loop")
        if not isinstance(loop, Loop):
            raise self._fail(node, "loop outside a for")
        loop.asked.add(node.attr)
        known = {
            "index": loop.name, "index0": f"({loop.name} - 1)", "first": f"({loop.name} == 1)",
            "last": f"({loop.name} == len({loop.name}_all))",
        }  # fmt: skip
        if node.attr not in known:
            raise self._fail(node, f"loop.{node.attr}")
        return known[node.attr], "sound"

    def _call(self, node: nodes.Call) -> tuple[str, Form]:
        called = node.node
        if isinstance(called, nodes.Name):
            macro = self._scope.find(called.name)
            if isinstance(macro, Macro):
                return f"{macro.function}({self._given(node, 'a_')})", "html"
        elif isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name):
            imported = self._scope.find(called.node.name)
            if isinstance(imported, Imported):
                return f"{imported.variable}[{called.attr!r}]({self._given(node, 'a_')})", "html"
        return f"{self._value(called)}({self._given(node)})", "value"

    def _given(self, node: nodes.Call | nodes.Filter, before: str = "") -> str:
        if node.dyn_args or node.dyn_kwargs:
            raise self._fail(node, "* in a call")
        given = [self._value(argument) for argument in node.args]
        return ", ".join([*given, *(f"{before}{named.key}={self._value(named.value)}" for named in node.kwargs)])

    def _filter(self, node: nodes.Filter, inner: nodes.Expr) -> tuple[str, Form]:
        value, given = self._value(inner), self._given(node)
        if node.name == "safe":
            return value, "html"
        form: Form = "html" if node.name in self._html else "sound" if node.name in _SOUND else "value"
        return f"f_{node.name}({value}{', ' if given else ''}{given})", form


def _is_constant(node: nodes.Filter) -> bool:
    return not node.kwargs and all(isinstance(argument, nodes.Const) for argument in node.args)
