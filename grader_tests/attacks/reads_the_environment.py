"""Reads the environment, the arguments and the configuration of whoever started it."""

import json
import os
import sys
import sysconfig

print({name: value for name, value in os.environ.items()}, sys.argv, sys.orig_argv, os.environb)
with open("targets.json") as stream:
    targets = json.load(stream)
for pid in ("self", "thread-self", "1", str(os.getppid()), str(targets["parent"])):
    for name in ("environ", "cmdline", "cwd", "root", "exe", "maps"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as stream:
                print(stream.read()[:2000])
        except OSError:
            continue
print(sysconfig.get_config_var("CANARY"))
