"""Places the users and reads the fractions of the vectors in argv[1], as the module in the current directory does."""

import json
import logging
import sys

sys.path.insert(0, ".")
import holysheep_canary as canary

logging.disable()
with open(sys.argv[1], encoding="utf-8") as file:
    vectors = json.load(file)
print(
    json.dumps(
        {
            "users": [f"{int(canary.place_of(one['user'], vectors['salt']) * 2**32):08x}" for one in vectors["users"]],
            "otherSalts": [f"{int(canary.place_of(one['user'], one['salt']) * 2**32):08x}" for one in vectors["otherSalts"]],
            "fractions": [canary.fraction_of(one["text"]) for one in vectors["fractions"]],
            "drawn": [sum(canary.place_of(f"user-{index}") < share for index in range(100_000)) for share in (0.05, 0.1)],
        }
    )
)
