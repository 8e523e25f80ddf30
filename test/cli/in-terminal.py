"""Runs a command in a terminal of its own and types an answer at each question: in-terminal.py ANSWERS COMMAND…

ANSWERS is a JSON list. "^C" and "^D" are typed as these keys. Prints what the terminal showed; exits as the command did.
"""
import json
import os
import pty
import select
import sys
import time

answers = [{"^C": "\x03", "^D": "\x04"}.get(one, one + "\n") for one in json.loads(sys.argv[1])]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])

shown = b""
since_answer = b""
end = time.monotonic() + 50
while time.monotonic() < end:
    if not select.select([terminal], [], [], 0.2)[0]:
        continue
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    since_answer += piece
    if b"]? " in since_answer and answers:
        since_answer = b""
        os.write(terminal, answers.pop(0).encode())
else:
    os.kill(pid, 9)

status = os.waitpid(pid, 0)[1]
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status))
