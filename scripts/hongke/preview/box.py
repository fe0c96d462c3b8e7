"""What is wrong, as HTML for the top of a page: the words of `hongke check`."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from msgspec import Struct

from hongke.problems import Problem, Severity, has_errors
from hongke.reports import SEVERITIES, summary
from hongke.template_functions import new_environment


class Trouble(Struct, frozen=True, kw_only=True):
    """All that stands in the way of the newest state of the files, or should be known of it."""

    problems: Sequence[Problem] = ()
    refused: str = ""
    """Why MkDocs does not take its configuration, in its own words."""
    failure: str = ""
    """The traceback of a fault of the program."""
    remarks: Sequence[str] = ()
    """What MkDocs warns of, in its own words."""
    standing: bool = True
    """Whether there is a last good site to show meanwhile."""

    @property
    def grave(self) -> bool:
        """Whether the site that is shown is not the newest state of the files."""
        return bool(self.refused or self.failure) or has_errors(self.problems)


def box(trouble: Trouble) -> str:
    """Return the box for the top of the page; empty where there is nothing to say."""
    errors = [problem for problem in trouble.problems if problem.severity is Severity.ERROR]
    others = [problem for problem in trouble.problems if problem.severity is not Severity.ERROR]
    if not (trouble.grave or others or trouble.remarks):
        return ""
    return _render("preview-box", trouble=trouble, errors=errors, others=others, others_summary=summary(others))


def bare_page(title: str, text: str, failure: str = "") -> str:
    """Return a page without the theme: where there is no site yet, and where a page could not be made."""
    return _render("preview-page", title=title, text=text, failure=failure)


def _render(template: str, **context: object) -> str:
    return _environment().get_template(f"{template}.html.j2").render(severities=SEVERITIES, **context)


_environment = functools.cache(new_environment)
