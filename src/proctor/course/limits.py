"""What a submission may use, as the course's configuration says."""

from __future__ import annotations

from dataclasses import fields

from proctor.course.errors import ConfigurationError
from proctor.course.layout import Course
from proctor.grading.job import Limits

_OTHERS = {"follow_through"}
"""Settings of ``c.Proctor`` that bound nothing."""


def limits_of(course: Course) -> Limits:
    """``c.Proctor.<name>`` in the configuration, else :class:`Limits`'s own defaults.

    nbgrader's ``Execute.timeout``, in seconds a cell, is taken over where ``c.Proctor`` says nothing. Raises
    ConfigurationError for a name that there is not, or a value that bounds nothing.
    """
    given = {name: value for name, value in course.config.get("Proctor", {}).items() if name not in _OTHERS}
    timeout = course.config.get("Execute", {}).get("timeout")
    if timeout:
        given.setdefault("cell_seconds", float(timeout))
    defaults = {field.name: field.default for field in fields(Limits)}
    for name, value in given.items():
        if name not in defaults:
            raise ConfigurationError(
                f"c.Proctor.{name}: expected one of {', '.join(sorted(defaults | dict.fromkeys(_OTHERS)))}; "
                "mend it in nbgrader_config.py"
            )
        _check(name, value, defaults[name])
    return Limits(**given)


def _check(name: str, value: object, default: object) -> None:
    if isinstance(default, bool):
        wanted, is_good = "True or False", isinstance(value, bool)
    else:
        kinds = (int, float) if isinstance(default, float) else (int,)
        wanted = "a positive number" if isinstance(default, float) else "a positive whole number"
        is_good = isinstance(value, kinds) and not isinstance(value, bool) and value > 0
    if not is_good:
        raise ConfigurationError(f"c.Proctor.{name}: expected {wanted}, got {value!r}; mend it in nbgrader_config.py")
