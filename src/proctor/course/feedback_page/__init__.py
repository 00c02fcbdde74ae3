"""The page that a student gets back: what each check found, their own work beside it, and where to read again.

nbgrader writes it, by the exporter that ``nbgrader_config.py`` names, so every way of making feedback gives the
same page. It is made of the executed notebook, the gradebook, and the notes that grading meant for the student.
The source of a grade cell is never shown, but for the comment that names the check; nor is anything of the staff's
records. All that a student could have written is bounded, cleaned and escaped here once more.
"""
