"""Reaches for the network through what libraries offer: names, URLs, mail, asyncio, RPC, package managers."""

import asyncio
import ftplib
import http.client
import json
import poplib
import smtplib
import socket
import urllib.request
import xmlrpc.client

with open("targets.json") as stream:
    port = json.load(stream)["tcp"]


async def ask():
    reader, _ = await asyncio.open_connection("127.0.0.1", port)
    return await reader.read(100)


for way in (
    lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=0.5).read(),
    lambda: http.client.HTTPConnection("localhost", port, timeout=0.5).request("GET", "/"),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: socket.create_connection(("::1", port), 0.5),
    lambda: smtplib.SMTP("127.0.0.1", port, timeout=0.5),
    lambda: ftplib.FTP().connect("127.0.0.1", port, timeout=0.5),
    lambda: poplib.POP3("127.0.0.1", port, 0.5).getwelcome(),
    lambda: xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port}").system.listMethods(),
    lambda: asyncio.run(ask()),
):
    try:
        print("reached", way())
    except BaseException:
        continue
