"""Stands in for pydantic-settings: fields are read from variables of their names, in whatever case."""

import os

from pydantic import SecretStr, _Field


def SettingsConfigDict(**options):
    return options


class BaseSettings:
    def __init__(self):
        variables = {name.upper(): value for name, value in os.environ.items()}
        for name, kind in self.__annotations__.items():
            given = getattr(type(self), name, ...)
            field = given if isinstance(given, _Field) else _Field(given, None)
            value = variables.get((field.alias or name).upper(), field.default)
            if value is ...:
                raise ValueError(f"{name} is required")
            setattr(self, name, SecretStr(value) if kind is SecretStr else value)
