"""Black's form of each text of a list in JSON on stdin; null for one that it does not read."""

import json
import sys

import black


def formatted(text):
    try:
        return black.format_str(text, mode=black.Mode(string_normalization=False))
    except Exception:
        return None


json.dump([formatted(text) for text in json.load(sys.stdin)], sys.stdout)
