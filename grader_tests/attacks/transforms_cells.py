"""Teaches IPython to turn every assert into nothing before a cell runs."""

import ast


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)


shell = get_ipython()
shell.ast_transformers.append(NoAsserts())
shell.input_transformers_cleanup.append(lambda lines: [line.replace("assert ", "lambda: ") for line in lines])
shell.input_transformers_post.append(lambda lines: [line.replace("assert ", "lambda: ") for line in lines])
