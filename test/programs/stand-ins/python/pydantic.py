"""Stands in for pydantic, in what the programs use of it."""


class SecretStr:
    def __init__(self, value):
        self._value = value

    def get_secret_value(self):
        return self._value


class _Field:
    def __init__(self, default, alias):
        self.default = default
        self.alias = alias


def Field(default=..., *, alias=None, validation_alias=None):
    return _Field(default, validation_alias or alias)
