"""Wording that Jinja compiles: loops, conditions, calculations.  Jinja is imported here and in the sandbox, for wording that needs it."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from jinja2 import Template, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateRuntimeError

from drafter.fragments import Wording
from drafter.templates.cache import CodeCache
from drafter.templates.sandbox import Environment, Host
from drafter.templates.syntax import explain
from drafter.templates.trouble import SOURCE, Trouble, WordingError, row_of
from drafter.templates.vocabulary import VOCABULARY


class Compiler:
    """Compiles wording and runs it."""

    def __init__(self, host: Host, cache: CodeCache) -> None:
        self._cache = cache
        self._environment = Environment(host)
        self._templates: dict[str, Template] = {}

    def run(self, wording: Wording, functions: dict[str, Callable[..., str]]) -> str:
        """The Markdown that *wording* gives.

        Raises:
            WordingError: it can't be compiled, or uses Jinja wrongly.
            Trouble: it asks for what a fact can't give; Jinja puts the template's line into the traceback.
        """
        template = self._template(wording)
        try:
            return template.render(functions)
        except SecurityError as error:
            misuse = Trouble("括号前面的不是函数，不能这样用", "标签里能写的函数只有“片段(…)”和“条数()”")
            raise WordingError(misuse, row_of(error)) from error
        except TemplateRuntimeError as error:
            # A filter that does not exist is found out here if it stands inside {% if %}.
            message, hint, word = explain(error.message or "", VOCABULARY)
            raise WordingError(Trouble(message, hint, code="J011"), row_of(error), word) from error

    def _template(self, wording: Wording) -> Template:
        template = self._templates.get(wording.jinja)
        if template is None:
            code = self._cache.get(wording.jinja)
            if code is None:
                code = self._compiled(wording)
                self._cache.put(wording.jinja, code)
            template = Template.from_code(self._environment, code, self._environment.globals)
            self._templates[wording.jinja] = template
        return template

    def _compiled(self, wording: Wording) -> CodeType:
        try:
            return self._environment.compile(wording.jinja, SOURCE, SOURCE)
        except TemplateSyntaxError as error:
            message, hint, word = explain(error.message or "", VOCABULARY)
            raise WordingError(Trouble(message, hint, code="J011"), error.lineno - 1, word) from error
        except Trouble as trouble:
            raise WordingError(trouble, 0) from trouble
        except (RecursionError, SyntaxError, MemoryError) as error:
            # Python compiles at most 20 loops and 100 levels of indentation inside each other.
            raise WordingError(Trouble("标签嵌套太深", "拆成几个片段", code="J011"), 0) from error
        except ValueError as error:
            # int() of more than 4,300 digits
            raise WordingError(Trouble("标签里的数太长", "数写进事实文件，标签里写路径", code="J011"), 0) from error
