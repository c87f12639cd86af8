"""`docs/commands.md`: every command of the command line, with its arguments, options and exit codes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer
from tools.written.wording import heading, page, table
from typer.core import TyperArgument, TyperOption

from cellwork import cli
from cellwork.config.commands import app


def commands_page() -> str:
    """The page."""
    lines = heading(
        "Commands",
        "`cellwork COMMAND --help` says the same at the terminal. Words for a person go to standard error, answers to "
        "standard output; `--json` makes an answer something a script can read.",
    )
    lines += ["## Exit codes", "", *table(("code", "meaning"), _exit_codes(cli.__doc__ or ""))]
    for name, command in all_commands(typer.main.get_command(app)):
        lines += _section(name, command)
    return page(lines)


def all_commands(command: Any, name: str = "cellwork") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its whole name, in the order in which `--help` shows them."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for word, found in below.items():
        if not found.hidden:
            yield from all_commands(found, f"{name} {word}")


def _exit_codes(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^(\d)  (.+)$", text, re.MULTILINE)


def _section(name: str, command: Any) -> list[str]:
    arguments = [each for each in command.params if isinstance(each, TyperArgument)]
    options = [each for each in command.params if isinstance(each, TyperOption) and not each.hidden]
    called = " ".join([name, *(_shown(each) for each in arguments), *(["[OPTIONS]"] if options else [])])
    lines = [f"## `{called}`", "", " ".join(inspect.cleandoc(command.help or "").split()), ""]
    rows = [(f"`{_shown(each)}`", _help(each), _left_out(each)) for each in arguments]
    rows += [(_flags(each), _help(each), _left_out(each)) for each in options]
    return lines + (table(("", "meaning", "left out"), rows) if rows else [])


def _shown(argument: TyperArgument) -> str:
    name = (argument.metavar or argument.name or "").upper().strip("[]")
    name += " …" if argument.nargs == -1 else ""
    return name if argument.required else f"[{name}]"


def _flags(option: TyperOption) -> str:
    flags = ", ".join(option.opts + option.secondary_opts)
    return f"`{flags}`" if option.is_flag else f"`{flags} {_kind(option)}`"


def _kind(option: TyperOption) -> str:
    if option.metavar:
        return str(option.metavar)
    if option.min is not None and option.max is not None:
        return f"{option.min}..{option.max}"
    annotation: Any = option.type_descriptor.annotation
    if get_origin(annotation) is Literal:
        return "|".join(get_args(annotation))
    return {str: "TEXT", int: "NUMBER", float: "NUMBER", Path: "FILE"}.get(annotation, "VALUE")


def _help(parameter: TyperArgument | TyperOption) -> str:
    return " ".join((parameter.help or "").split())


def _left_out(parameter: TyperArgument | TyperOption) -> str:
    if parameter.required:
        return "must be given"
    default = parameter.default
    return "" if default is None or default is False or callable(default) else f"`{default}`"
