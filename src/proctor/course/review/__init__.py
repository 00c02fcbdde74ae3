"""What people do with a unit's answers: who reads which, what they see beside it, and how well their marks agree.

Plans and second marks lie under ``.proctor/review/`` in the course; nothing here ever reaches a student.
"""
