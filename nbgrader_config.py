"""The course as nbgrader sees it. Every line has its reason; what is not here is nbgrader's default."""

c = get_config()  # noqa: F821  (nbgrader defines it when it reads this file)

# Names the course in the gradebook, in the exchange and in exported grades.
c.CourseDirectory.course_id = "mathematics-of-machine-learning"


# `nbgrader autograde` and the formgrader's button grade in proctor's engine, as `proctor grade` does: submissions
# run isolated, in the instructor's notebook. So nbgrader's own clean-up of what was submitted has nothing to do.
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = ["proctor.course.seams.IsolatedGrading"]
# nbgrader copies a submission before that. Pipes, devices and links, which would stop it, are moved aside first.
c.Autograde.pre_convert_hook = "proctor.course.oddities.set_aside"

# Feedback is a page with the checks' names and messages; nbgrader's own would show the hidden tests themselves.
# The page reads the gradebook itself, and needs none of nbgrader's preprocessors.
c.GenerateFeedback.exporter_class = "proctor.course.feedback_page.exporter.FeedbackPage"
c.GenerateFeedback.preprocessors = []

# "Validate" in JupyterLab runs the checks that students can see; nbgrader alone would look at grade cells only, of
# which nothing is left in a release, and call every notebook a success.
c.Validator.validate_all = True
c.Validator.failed_warning = (
    "{num_failed} cell(s) do not run through yet; each is shown below with what it says. "
    "The hidden checks run after you hand in."
)

# The formgrader's page of a submission shows assistants the mark scheme and the figure beside each answer, and what
# the machine found. It is added when the page is opened, so that no file holds it that could reach a student.
c.HTMLExporter.preprocessors = ["proctor.course.review.formgrader.ReviewView"]
