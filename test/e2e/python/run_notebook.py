"""`run_notebook.py NOTEBOOK`: runs all cells in a fresh kernel and prints what they print. The file stays as it is."""

import sys

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
# The kernel warns of its own loopback sockets.
quiet = ["--log-level=ERROR"]
NotebookClient(notebook, timeout=50, kernel_name="python3", extra_arguments=quiet).execute()
for cell in notebook.cells:
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            (sys.stdout if output.name == "stdout" else sys.stderr).write(output.text)
