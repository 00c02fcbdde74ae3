"""To and from a learning platform: submissions out of its zip, marks into its table.

Only file formats are spoken here, Canvas's and Moodle's; no platform is reached over a network.
"""
