"""``proctor new``."""

import click


@click.command()
@click.argument("name", metavar="NN-name")
@click.pass_obj
def command(settings, name):
    """Make the unit NN-name: a small exercise, its tests and answers, to write over.

    It passes `proctor check` as it is. Nothing that is there is overwritten.
    """
    from proctor.course.new import new

    course = settings.course
    unit, variants = new(course, name)
    click.echo(f"made {unit.notebook.relative_to(course.root)} and {variants.relative_to(course.root)}")
    click.echo(f"write your exercise over the example, then run `proctor check {name}`")
