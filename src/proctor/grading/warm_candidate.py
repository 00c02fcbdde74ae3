"""Importing this module makes a process ready to fork candidates from: for a zygote's preload."""

from proctor.grading import candidate

candidate.warm()
