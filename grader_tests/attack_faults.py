"""Which attacks are faults that may cost one cell alone, and what staff must be told of which."""

IN_ITS_CELL = {
    "exits_the_interpreter": "exit",
    "takes_all_memory": "memory",
    "fills_the_disk": "",
    "makes_many_files": "",
    "floods_the_output": "output",
    "computes_without_end": "timeout",
    "calls_itself_without_end": "crash",
    "opens_files_without_end": "",
    "starts_threads_without_end": "",
    "crashes": "crash",
    "aborts": "crash",
    "kills_itself": "crash",
    "calls_the_kernel_strangely": "blocked",
    "closes_every_descriptor": "exit",
    "closes_its_connection": "protocol",
    "drips_its_answer": "timeout",
    "writes_garbage_everywhere": "protocol",
    "declares_endless_frames": "protocol",
}
"""Programs that lose the cell that they stand in; the incident, empty where none need be."""

WHEN_CALLED = {
    "takes_memory_when_called": "memory",
    "computes_in_c_without_end": "timeout",
    "sleeps_when_called": "timeout",
    "crashes_when_called": "crash",
    "stops_itself": "timeout",
    "stops_reading": "timeout",
    "exits_when_called": "",
}
"""Programs that lose the cell ``mean-of-value``, whose test calls them."""

FAULTS = IN_ITS_CELL | WHEN_CALLED

WATCHED = {"fills_the_disk", "starts_threads_without_end"}
"""Where there are no namespaces, a watch ends these a moment too late: perhaps in the cell after theirs."""

INCIDENTS = {name: kind for name, kind in FAULTS.items() if kind} | {
    "answers_before_it_is_asked": "forgery",
    "asks_for_what_is_not_its_own": "protocol",
    "forges_answers": "protocol",
    "starts_processes": "blocked",
    "asks_the_network_through_libraries": "blocked",
    "connects_everywhere": "blocked",
    "signals_everyone": "blocked",
    "reads_proc": "blocked",
    "forges_restored_arguments": "forgery",
    "opens_given_functions": "forgery",
    "deletes_the_tests": "forgery",
    "duplicates_every_cell": "forgery",
    "empties_the_tests": "forgery",
    "makes_tests_its_own": "forgery",
    "makes_tests_prose": "forgery",
    "swaps_the_grade_ids": "forgery",
    "adds_a_thousand_cells": "forgery",
    "ends_many_candidates": "exit",
    "files_are_many": "forgery",
    "notebook_is_anothers": "forgery",
    "timestamp_is_hostile": "forgery",
}

UNGRADABLE = {
    "notebook-has-long-numbers",
    "notebook-is-no-text",
    "notebook-nests-without-end",
    "notebook-takes-much-memory-to-read",
    "folder-folder-is-a-link",
    "folder-notebook-is-a-folder",
    "folder-notebook-is-a-link",
    "folder-notebook-is-a-pipe",
    "folder-notebook-is-enormous",
}
"""What holds no notebook that anyone could read."""
