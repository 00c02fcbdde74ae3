"""Starts threads, timers, handlers and finalizers that act while later cells are tested, and after the end."""

import atexit
import gc
import signal
import sys
import threading
import time


def repair(*args):
    while True:
        get_ipython().user_ns.update(_want=0, _found={}, abs=lambda value: 0.0)
        print("still here")
        time.sleep(0.01)


class Last:
    def __del__(self):
        open("/tmp/left-by-an-attack", "w").close()
        threading.Event().wait(30)


for _ in range(5):
    threading.Thread(target=repair, daemon=True).start()
threading.Timer(0.1, repair).start()
atexit.register(threading.Event().wait, 30)
signal.signal(signal.SIGALRM, lambda *args: None)
signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
gc.callbacks.append(lambda *args: None)
sys.last = Last()
sys.unraisablehook = sys.excepthook = threading.excepthook = lambda *args: None
