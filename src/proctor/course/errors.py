"""What can be wrong with a course, one class per situation; the command line prints each as one line."""


class CourseError(Exception):
    """A course that cannot be read, or a command that makes no sense in it; the command exits with 2."""


class CourseNotFound(CourseError):
    """There is no course in the folder."""


class ConfigurationError(CourseError):
    """The course's nbgrader configuration cannot be read."""


class UnknownUnit(CourseError):
    """No unit of this name lies in the source folder."""


class UnitLayoutError(CourseError):
    """A unit's folder does not hold exactly one notebook."""
