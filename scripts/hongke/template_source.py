"""Templates as the source of Python functions: Jinja reads them, and what it read is written down as plain code.

Jinja's own code for a template serves every use that it might be put to, and spends most of a page on that. Ours need less:
a dot is an attribute and brackets are an item, a macro is a function, and a filter is known to give HTML or not. A template
that needs more than is known here is refused, where it stands. A test renders every page with Jinja, too, and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from jinja2 import nodes

from hongke.template_expressions import Expressions, Imported, Loop, Macro, Scope


class TemplateSource(Expressions):
    """Writes one template down as two functions: `page(values)` gives its HTML, `macros(values)` its macros by name.

    `html` names the filters that give HTML; `constant` holds those of them whose result for constants is written down.
    The names of icons that are so written down are put into the set `icons` when the template shows them.
    """

    def __init__(self, name: str, html: Collection[str], constant: Mapping[str, Callable[..., str]]) -> None:
        super().__init__(name, html, constant)
        self._lines: list[tuple[str, int]] = []
        self._depth = 1
        self._line = 1

    def written(self, template: nodes.Template) -> list[tuple[str, int]]:
        """Return the lines of the source, each with the line of the template that it comes from."""
        macros = [node for node in template.body if isinstance(node, nodes.Macro)]
        page = self._function("page", template.body, 'return "".join(out)')
        given = ", ".join(f"{macro.name!r}: m_{macro.name}" for macro in macros)
        return [*page, *self._function("macros", macros, f"return {{{given}}}")]

    def _function(self, name: str, body: Sequence[nodes.Node], end: str) -> list[tuple[str, int]]:
        self._lines, self._scope, self._free = [], Scope(), {}
        for node in body:
            if isinstance(node, nodes.Macro):
                self._scope[node.name] = Macro(f"m_{node.name}")
        self._body(body)
        self._write(end)
        free = [(f"    {variable} = values[{name!r}]", 1) for name, variable in self._free.items()]
        return [(f"def {name}(values):", 1), *free, ("    out = []", 1), *self._lines]

    def _write(self, line: str) -> None:
        self._lines.append((f"{'    ' * self._depth}{line}", self._line))

    @contextmanager
    def _block(self, scope: Scope | None = None) -> Iterator[None]:
        outer, self._scope = self._scope, scope or self._scope
        self._depth += 1
        yield
        self._depth -= 1
        self._scope = outer

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
                    variable = self._scope[node.target] = Imported(self._new(node.target))
                    self._write(f"{variable.variable} = macros_of({name!r}{', values' if node.with_context else ''})")
                case _:
                    raise self._fail(node, type(node).__name__)

    def _output(self, node: nodes.Output) -> None:
        parts: list[tuple[bool, str, int]] = []
        for child in node.nodes:
            literal, text = (True, child.data) if isinstance(child, nodes.TemplateData) else self._shown(child)
            if literal and parts and parts[-1][0]:
                parts[-1] = True, parts[-1][1] + text, parts[-1][2]
            elif not literal or text:
                parts.append((literal, text, child.lineno))
        if self._icons:
            self._write(f"icons.update({tuple(dict.fromkeys(self._icons))})")
            self._icons = []
        if parts:
            self._write("out += (")
            for literal, text, self._line in parts:
                self._write(f"    {text!r}," if literal else f"    {text},")
            self._write(")")

    def _if(self, node: nodes.If) -> None:
        for name in _set_in(node):
            # Where it is not set here it stays what it is outside.
            if name not in self._scope:
                outside = self._name_of(nodes.Name(name, "load", lineno=node.lineno))
                self._scope[name] = self._new(name)
                self._write(f"{self._scope[name]} = {outside}")
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
        scope = Scope(self._scope)
        loop = scope["loop"] = Loop(self._new("loop"))
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
        elif isinstance(node.target, nodes.Name):
            known = self._scope.get(node.target.name)
            self._write(f"{known if isinstance(known, str) else self._target(node.target)} = {value}")
        else:
            raise self._fail(node, "set with several names")

    def _macro(self, node: nodes.Macro) -> None:
        scope = Scope(self._scope)
        names = [f"a_{argument.name}" for argument in node.args]
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


def _set_in(node: nodes.Node) -> Iterator[str]:
    """Give the names that are set in a block, but for those set in a block of their own."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Assign) and isinstance(child.target, nodes.Name):
            yield child.target.name
        elif not isinstance(child, nodes.For | nodes.Macro):
            yield from _set_in(child)
