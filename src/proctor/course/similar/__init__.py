"""Which submissions hold the same code in other clothes: winnowing over the solutions of a class.

Source: Schleimer, Wilkerson & Aiken 2003, Winnowing: local algorithms for document fingerprinting.
"""
