"""Mutants: a reference solution with one place changed, as a student might have written it.

The operators are our own. Libraries for mutation testing change Python: operators, comparisons, numbers, loops.
Of what goes wrong in mathematics (axis, transpose, 1/n, max-shift, ddof, precision, a changed argument) they know
nothing, and they mutate modules on disk and start a test run for each. What they do have is a few dictionaries of
the standard library's ``ast`` classes (``arithmetic.py``), which is less than a dependency costs.

An operator takes one node of the syntax tree, and yields what could stand in its place: an expression for an
expression, a list of statements for a statement. It never changes the node itself.
"""
