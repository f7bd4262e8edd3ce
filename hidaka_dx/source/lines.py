"""The lines of one chapter: where its blocks stand, and what is wrong there."""

from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place, Problem


@dataclass
class Lines:
    """The source of a chapter while it is read; gathers its problems."""

    path: str
    lines: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: str, rule: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(place, message, rule))

    def place(self, node: SyntaxTreeNode) -> Place:
        """Give the place of a block's first letter."""
        text = self.line(node)
        return Place(self.path, (node.map[0] if node.map else 0) + 1, len(text) - len(text.lstrip()) + 1)

    def line(self, node: SyntaxTreeNode) -> str:
        """Give a block's first line."""
        return self.lines[node.map[0] if node.map else 0]

    def find(self, block: SyntaxTreeNode, words: str) -> Place:
        """Give the place of words in a block; where they are not found as such, that of the block."""
        start, end = block.map or (0, 1)
        for line in range(start, end):
            column = self.lines[line].find(words)
            if column >= 0:
                return Place(self.path, line + 1, column + 1)
        return self.place(block)
