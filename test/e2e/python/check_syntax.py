"""`check_syntax.py FILE ...`: whether CPython can read each .py, and each code cell of each .ipynb."""

import ast
import json
import sys


def sources(path):
    with open(path, encoding="utf-8") as file:
        if path.endswith(".py"):
            yield file.read()
        else:
            for cell in json.load(file)["cells"]:
                if cell["cell_type"] == "code":
                    # A magic is IPython's own syntax.
                    yield "".join(line for line in cell["source"] if not line.startswith("%"))


for path in sys.argv[1:]:
    for source in sources(path):
        ast.parse(source, path)
