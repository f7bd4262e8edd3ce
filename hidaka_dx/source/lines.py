"""The lines of a chapter: positions of its blocks, and problems."""

from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place, Problem


@dataclass
class Lines:
    """The source of a chapter during parsing; collects its problems."""

    path: str
    lines: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: str, rule: str) -> None:
        """Record a problem."""
        self.problems.append(Problem(place, message, rule))

    def place(self, node: SyntaxTreeNode) -> Place:
        """Return the place of a block's first character."""
        text = self.line(node)
        return Place(self.path, (node.map[0] if node.map else 0) + 1, len(text) - len(text.lstrip()) + 1)

    def line(self, node: SyntaxTreeNode) -> str:
        """Return a block's first line."""
        return self.lines[node.map[0] if node.map else 0]

    def find(self, block: SyntaxTreeNode, words: str) -> Place:
        """Return the place of a text in a block; if it is not found literally, that of the block."""
        start, end = block.map or (0, 1)
        for line in range(start, end):
            column = self.lines[line].find(words)
            if column >= 0:
                return Place(self.path, line + 1, column + 1)
        return self.place(block)
