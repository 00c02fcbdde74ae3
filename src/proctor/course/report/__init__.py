"""What a class's marks say about a unit and its checks: one page for staff, and the same numbers as a table.

Read from what grading left behind: records, the gradebook, and the messages in the executed notebooks. Nothing of
a submission is run. Text that a student could have written is bounded here and escaped on the page.
"""
