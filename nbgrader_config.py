"""The course as nbgrader sees it. Every line has its reason; what is not here is nbgrader's default."""

c = get_config()  # noqa: F821  (nbgrader defines it when it reads this file)

# Names the course in the gradebook, in the exchange and in exported grades.
c.CourseDirectory.course_id = "mathematics-of-machine-learning"

