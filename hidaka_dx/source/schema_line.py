"""The comment by which editors find the schema of a data file."""


def schema_line(path: str, name: str) -> str:
    """Return the first line of a file at `path` in a town's folder; `name` is that of its schema (`schemas/`).

    Its form is that of yaml-language-server.
    """
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{name}.json\n"
