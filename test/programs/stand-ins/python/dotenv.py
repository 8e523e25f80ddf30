"""Stands in for python-dotenv: what is set already stays."""

import os


def load_dotenv():
    try:
        with open(".env") as file:
            lines = file.read().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        name, found, value = line.partition("=")
        if found and not line.startswith("#"):
            os.environ.setdefault(name, value)
