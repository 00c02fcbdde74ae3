"""How good are a unit's hidden tests? Measured, with what was measured kept beside the course.

Works on the instructor's own code; what students submit runs in the engine alone.
"""
