"""The project's pages and what stands in their fenced blocks."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]


@dataclass
class Block:
    """`place` is the file and line of its first line; `language` is empty for a shell session."""

    place: str
    language: str
    lines: list[str]


def blocks(page):
    block = None
    for number, line in enumerate(page.read_text().splitlines(), start=1):
        if not line.startswith("```"):
            if block:
                block.lines.append(line)
        elif block:
            yield block
            block = None
        else:
            block = Block(f"{page.relative_to(ROOT)}:{number + 1}", line[3:], [])


def prose(page):
    """The lines outside of blocks."""
    is_fenced = False
    for line in page.read_text().splitlines():
        if line.startswith("```"):
            is_fenced = not is_fenced
        elif not is_fenced:
            yield line
