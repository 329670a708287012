"""What is said when two things that must be equal are not."""

from typing import Any

from merge_patch import difference


class Difference(Exception):
    """Two things that must be equal differ; the text says where."""

    @classmethod
    def check(cls, what: str, left: Any, right: Any) -> None:
        """Raises unless both are the same JSON."""
        found = difference(left, right)
        if found:
            raise cls(f"{what}: {found}")
