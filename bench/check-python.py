"""Whether changed Python files and notebooks are still sound, asked of CPython itself. Called by real.mjs.

Reads JSON from stdin: a list of [name, path before, path after]. Writes a JSON list of [name, what is wrong].
Only what parsed before counts. IPython's magics are taken out where a cell or file does not parse with them.
"""

import ast
import json
import re
import sys
import warnings

warnings.simplefilter("ignore")

# A cell magic whose body is no Python; after any other (%%time, %%capture, …) the body is code.
FOREIGN = re.compile(r"\s*%%(?!time|timeit|capture|prun|memit|px|debug)")
LINE_MAGIC = re.compile(r"^([ \t]*)(?:[%!?](?:.*\\\n)*.*|\w[\w.]*\?{1,2}[ \t]*)$", re.M)
ASSIGNED_MAGIC = re.compile(r"^([ \t]*[\w, ]+=[ \t]*)[%!](?:.*\\\n)*.*$", re.M)


def parses(code):
    """For bytes (a file: cookies and BOMs count) or text (a cell)."""
    try:
        ast.parse(code)
        return True
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def parses_without_magics(code):
    text = code.decode("utf-8-sig", "replace") if isinstance(code, bytes) else code
    code = text.replace("\r\n", "\n")
    if FOREIGN.match(code):
        return True
    return parses(LINE_MAGIC.sub(r"\1pass", ASSIGNED_MAGIC.sub(r"\1None", code)))


def sound(code):
    return parses(code) or parses_without_magics(code)


def check_python(before, after):
    if parses(before):
        return [] if parses(after) else ["no longer parses"]
    if parses_without_magics(before) and not parses_without_magics(after):
        return ["no longer parses without its magics"]
    return []


STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.S)
TOKEN = re.compile(STRING.pattern + r'|[][{}:,]|[^\s"\[\]{}:,]+', re.S)


class Spans:
    """Where in the text of a notebook the source of each cell is, found by a reader of its own."""

    def __init__(self, text):
        self.text, self.at, self.sources = text, 0, {}
        self.value(())

    def token(self):
        match = TOKEN.search(self.text, self.at)
        self.at = match.end()
        return match.group(), match.start()

    def peek(self):
        return TOKEN.search(self.text, self.at).group()

    def value(self, path):
        first, start = self.token()
        if first == "{" or first == "[":
            index = 0
            while self.peek() not in "}]":
                key = index
                if first == "{":
                    key = json.loads(self.token()[0])
                    self.token()
                self.value((*path, key))
                index += 1
                if self.peek() == ",":
                    self.token()
            self.token()
        if len(path) == 3 and path[0] == "cells" and path[2] == "source":
            self.sources[path[1]] = (start, self.at)


def without(text, spans):
    """The text with each span left out, whole."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def check_notebook(before, after):
    try:
        old, new = json.loads(before), json.loads(after)
    except ValueError as error:
        return [f"no JSON: {error}"]
    texts = [before.decode("utf-8-sig"), after.decode("utf-8-sig")]
    sources = [Spans(text).sources for text in texts]
    code = [i for i, cell in enumerate(old.get("cells", [])) if cell.get("cell_type") == "code" and "source" in cell]
    if any(i not in sources[1] for i in code):
        return ["a cell or its source is gone"]
    wrong = []
    if before[:3] == b"\xef\xbb\xbf" and after[:3] != before[:3]:
        wrong.append("the BOM is gone")
    if without(texts[0], [sources[0][i] for i in code]) != without(texts[1], [sources[1][i] for i in code]):
        wrong.append("bytes outside the sources of code cells differ")
    for i in code:
        was, now = (text[slice(*source[i])] for text, source in zip(texts, sources))
        if was == now:
            continue
        values = [old["cells"][i]["source"], new["cells"][i]["source"]]
        if type(values[0]) is not type(values[1]):
            wrong.append(f"cell {i}: from {type(values[0]).__name__} to {type(values[1]).__name__}")
        wrong += check_spelling(i, was, now)
        joined = ["".join(value) for value in values]
        if joined[0] == joined[1]:
            wrong.append(f"cell {i}: spelled in another way, and nothing else")
        if broken_lines(values[1]) > broken_lines(values[0]):
            wrong.append(f"cell {i}: a line with a newline inside")
        if sound(joined[0]) and not sound(joined[1]):
            wrong.append(f"cell {i}: no longer parses")
    return wrong


def broken_lines(source):
    return sum("\n" in line[:-1] for line in source) if isinstance(source, list) else 0


def check_spelling(cell, was, now):
    """Lines that stay are escaped as they were, and what stands between lines is one of what stood there."""
    spelled = [STRING.findall(text) for text in (was, now)]
    between = [set(STRING.sub('""', text).strip("[]").split('""')[1:-1]) for text in (was, now)]
    kept = {json.loads(raw): raw for raw in spelled[0]}
    wrong = [f"cell {cell}: escaped anew: {raw}" for raw in spelled[1] if kept.get(json.loads(raw), raw) != raw]
    if between[0] and not between[1] <= between[0]:
        wrong.append(f"cell {cell}: other layout between the lines")
    return wrong


def check(before, after):
    with open(before, "rb") as old, open(after, "rb") as new:
        texts = old.read(), new.read()
    return check_notebook(*texts) if after.endswith(".ipynb") else check_python(*texts)


if __name__ == "__main__":
    pairs = json.load(sys.stdin)
    json.dump([[name, wrong] for name, before, after in pairs for wrong in check(before, after)], sys.stdout)
