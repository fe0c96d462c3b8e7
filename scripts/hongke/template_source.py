"""Templates as the source of Python functions: Jinja reads them, and what it read is written down as plain code.

Jinja's own code for a template serves every use that it might be put to, and spends most of a page on that. Ours need less:
a dot is an attribute and brackets are an item, a macro is a function, and a filter is known to give HTML or not. A template
that needs more than is known here is refused, where it stands. A test renders every page with Jinja, too, and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from hongke.escaping import esc

Form = Literal["html", "sound", "value"]
"""What an expression gives: HTML as it is, a text that needs no escaping (a number), or anything."""
_SOUND = frozenset({"length", "number"})
_COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}
_BETWEEN: Mapping[type, str] = {nodes.Add: "+", nodes.Sub: "-", nodes.Mod: "%", nodes.And: "and", nodes.Or: "or"}


@dataclass(slots=True)
class _Loop:
    """The `loop` of a `for`: what of it the body asks for."""

    name: str
    asked: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Macro:
    """A macro of this template, by its function."""

    function: str


@dataclass(frozen=True, slots=True)
class _Imported:
    """The macros of another template, by the variable that holds them."""

    variable: str


class _Scope(dict[str, "str | _Loop | _Macro | _Imported"]):
    """The names of one block, and behind it those around it."""

    def __init__(self, outer: _Scope | None = None) -> None:
        super().__init__()
        self.outer = outer

    def find(self, name: str) -> str | _Loop | _Macro | _Imported | None:
        """Return what a name stands for here."""
        found = self.get(name)
        return self.outer.find(name) if found is None and self.outer else found


class TemplateSource:
    """Writes one template down as two functions: `page(values)` gives its HTML, `macros(values)` its macros by name.

    `html` names the filters that give HTML; `constant` holds those of them whose result for constants is written down.
    The names of icons that are so written down are put into the set `icons` when the template shows them.
    """

    def __init__(self, name: str, html: Collection[str], constant: Mapping[str, Callable[..., str]]) -> None:
        self._name = name
        self._html = html
        self._constant = constant
        self._lines: list[tuple[str, int]] = []
        self._depth = 1
        self._count = 0
        self._line = 1
        self._scope = _Scope()
        self._free: dict[str, str] = {}
        self._icons: list[str] = []

    def written(self, template: nodes.Template) -> list[tuple[str, int]]:
        """Return the lines of the source, each with the line of the template that it comes from."""
        macros = [node for node in template.body if isinstance(node, nodes.Macro)]
        page = self._function("page", template.body, 'return "".join(out)')
        given = ", ".join(f"{macro.name!r}: m_{macro.name}" for macro in macros)
        return [*page, *self._function("macros", macros, f"return {{{given}}}")]

    def _function(self, name: str, body: Sequence[nodes.Node], end: str) -> list[tuple[str, int]]:
        self._lines, self._scope, self._free = [], _Scope(), {}
        for node in body:
            if isinstance(node, nodes.Macro):
                self._scope[node.name] = _Macro(f"m_{node.name}")
        self._body(body)
        self._write(end)
        free = [(f"    {variable} = values[{name!r}]", 1) for name, variable in self._free.items()]
        return [(f"def {name}(values):", 1), *free, ("    out = []", 1), *self._lines]

    def _write(self, line: str) -> None:
        self._lines.append((f"{'    ' * self._depth}{line}", self._line))

    def _new(self, name: str) -> str:
        self._count += 1
        return f"v{self._count}_{name}"

    @contextmanager
    def _block(self, scope: _Scope | None = None) -> Iterator[None]:
        outer, self._scope = self._scope, scope or self._scope
        self._depth += 1
        yield
        self._depth -= 1
        self._scope = outer

    def _fail(self, node: nodes.Node, what: str) -> TemplateSyntaxError:
        return TemplateSyntaxError(f"{what} is not known to template_source.py", node.lineno, self._name)

    # Statements

    def _body(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self._line = node.lineno
            match node:
                case nodes.Output():
                    self._output(node)
                case nodes.If():
                    self._if(node)
                case nodes.For():
                    self._for(node)
                case nodes.Assign():
                    self._assign(node)
                case nodes.Macro():
                    self._macro(node)
                case nodes.Import(template=nodes.Const(value=name)):
                    variable = self._scope[node.target] = _Imported(self._new(node.target))
                    self._write(f"{variable.variable} = macros_of({name!r}{', values' if node.with_context else ''})")
                case _:
                    raise self._fail(node, type(node).__name__)

    def _output(self, node: nodes.Output) -> None:
        parts: list[tuple[bool, str]] = []
        for child in node.nodes:
            literal, text = (True, child.data) if isinstance(child, nodes.TemplateData) else self._shown(child)
            if literal and parts and parts[-1][0]:
                parts[-1] = True, parts[-1][1] + text
            elif not literal or text:
                parts.append((literal, text))
        if self._icons:
            self._write(f"icons.update({tuple(dict.fromkeys(self._icons))})")
            self._icons = []
        if parts:
            self._write(f"out += ({', '.join(repr(text) if literal else text for literal, text in parts)},)")

    def _if(self, node: nodes.If) -> None:
        for word, case in (("if", node), *(("elif", other) for other in node.elif_)):
            self._write(f"{word} {self._value(case.test)}:")
            with self._block():
                self._filled(case.body)
        if node.else_:
            self._write("else:")
            with self._block():
                self._filled(node.else_)

    def _filled(self, body: Iterable[nodes.Node]) -> None:
        before = len(self._lines)
        self._body(body)
        if len(self._lines) == before:
            self._write("pass")

    def _for(self, node: nodes.For) -> None:
        if node.else_ or node.recursive:
            raise self._fail(node, "for with else or recursive")
        source = self._value(node.iter)
        scope = _Scope(self._scope)
        loop = scope["loop"] = _Loop(self._new("loop"))
        line, start = self._line, len(self._lines)
        with self._block(scope):
            target = self._target(node.target)
            if node.test:
                source = f"[{target} for {target} in {source} if {self._value(node.test)}]"
            self._filled(node.body)
        body, self._lines[start:] = self._lines[start:], []
        self._line = line
        if "last" in loop.asked:
            self._write(f"{loop.name}_all = list({source})")
            source = f"{loop.name}_all"
        counted = f"for {loop.name}, {target} in enumerate({source}, 1):"
        self._write(counted if loop.asked else f"for {target} in {source}:")
        self._lines += body

    def _target(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Tuple):
            return f"({', '.join(map(self._target, node.items))})"
        if not isinstance(node, nodes.Name):
            raise self._fail(node, type(node).__name__)
        variable = self._scope[node.name] = self._new(node.name)
        return variable

    def _assign(self, node: nodes.Assign) -> None:
        value = self._value(node.node)
        if isinstance(node.target, nodes.NSRef):
            self._write(f"{self._scope.find(node.target.name)}.{node.target.attr} = {value}")
        else:
            self._write(f"{self._target(node.target)} = {value}")

    def _macro(self, node: nodes.Macro) -> None:
        scope = _Scope(self._scope)
        names = [self._new(argument.name) for argument in node.args]
        first = len(names) - len(node.defaults)
        given = [
            f"{name}={self._value(node.defaults[at - first])}" if at >= first else name for at, name in enumerate(names)
        ]
        scope.update(zip((argument.name for argument in node.args), names, strict=True))
        self._write(f"def m_{node.name}({', '.join(given)}):")
        with self._block(scope):
            self._write("out = []")
            self._body(node.body)
            self._write('return "".join(out)')

    # Expressions

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
        if not isinstance(loop, _Loop):
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
        given = self._given(node)
        called = node.node
        if isinstance(called, nodes.Name):
            macro = self._scope.find(called.name)
            if isinstance(macro, _Macro):
                return f"{macro.function}({given})", "html"
        elif isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name):
            imported = self._scope.find(called.node.name)
            if isinstance(imported, _Imported):
                return f"{imported.variable}[{called.attr!r}]({given})", "html"
        return f"{self._value(called)}({given})", "value"

    def _given(self, node: nodes.Call | nodes.Filter) -> str:
        if node.dyn_args or node.dyn_kwargs:
            raise self._fail(node, "* in a call")
        given = [self._value(argument) for argument in node.args]
        return ", ".join([*given, *(f"{named.key}={self._value(named.value)}" for named in node.kwargs)])

    def _filter(self, node: nodes.Filter, inner: nodes.Expr) -> tuple[str, Form]:
        value, given = self._value(inner), self._given(node)
        if node.name == "safe":
            return value, "html"
        form: Form = "html" if node.name in self._html else "sound" if node.name in _SOUND else "value"
        return f"f_{node.name}({value}{', ' if given else ''}{given})", form


def _is_constant(node: nodes.Filter) -> bool:
    return not node.kwargs and all(isinstance(argument, nodes.Const) for argument in node.args)
