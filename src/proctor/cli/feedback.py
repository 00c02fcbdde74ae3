"""``proctor feedback``: a page for each student about each submission."""

import click


@click.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--student", metavar="ID", help="Only this student's.")
@click.pass_obj
def command(settings, units, student):
    """Write the students' feedback for the UNITs; without any, for all units that were graded."""
    from rich.progress import track

    from proctor.cli import NeedsPerson
    from proctor.course.errors import CourseError
    from proctor.course.feedback import autograded_students, write_feedback

    course = settings.course
    todo = [
        (unit.name, name)
        for unit in course.units(units)
        for name in autograded_students(course, unit.name)
        if student in (None, name)
    ]
    if not todo:
        raise CourseError("nothing to give feedback on: expected graded submissions; run `proctor grade` first")
    problems = [
        line for unit, name in track(todo, "feedback", transient=True) if (line := write_feedback(course, unit, name))
    ]
    click.echo(f"wrote {len(todo) - len(problems)} pages of feedback under {course.nbgrader.feedback_directory}/")
    if problems:
        raise NeedsPerson("\n".join([f"{len(problems)} pages could not be written:", *problems]))
