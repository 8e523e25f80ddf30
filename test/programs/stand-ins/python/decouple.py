"""Stands in for python-decouple."""

import os


class UndefinedValueError(Exception):
    pass


def config(option, default=...):
    value = os.environ.get(option, default)
    if value is ...:
        raise UndefinedValueError(f"{option} not found")
    return value
