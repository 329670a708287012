"""RFC 7396 merge patches, and the first difference of two JSON documents."""

from os.path import commonprefix
from typing import Any

# How much of two long texts is shown before the place where they part.
WINDOW_CHARACTERS = 20


def merge(target: Any, patch: Any) -> Any:
    """`target` with `patch` applied. Neither is changed, so that earlier views stay usable."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged


def difference(left: Any, right: Any, path: str = "") -> str | None:
    """Where two documents first differ, as `pointer: left | right`; None when they are the same JSON."""
    if isinstance(left, dict) and isinstance(right, dict):
        for name in sorted(left.keys() | right.keys()):
            here = f"{path}/{name}"
            if name not in left or name not in right:
                side = "right" if name in right else "left"
                return f"{here}: only on the {side}"
            found = difference(left[name], right[name], here)
            if found:
                return found
        return None
    if isinstance(left, list) and isinstance(right, list):
        for index, (one, other) in enumerate(zip(left, right)):
            found = difference(one, other, f"{path}/{index}")
            if found:
                return found
        return None if len(left) == len(right) else f"{path}: {len(left)} | {len(right)} elements"
    # Python holds 1, 1.0 and True for equal, JSON does not.
    if type(left) is type(right) and left == right:
        return None
    if isinstance(left, str) and isinstance(right, str):
        begin = max(0, len(commonprefix([left, right])) - WINDOW_CHARACTERS)
        left, right = left[begin:], right[begin:]
    return f"{path or '/'}: {left!r:.200} | {right!r:.200}"


def null_member(document: Any, path: str = "") -> str | None:
    """The pointer of the first null in a document, None when there is none."""
    if document is None:
        return path or "/"
    if isinstance(document, dict):
        members = document.items()
    elif isinstance(document, list):
        members = enumerate(document)
    else:
        return None
    for name, value in members:
        found = null_member(value, f"{path}/{name}")
        if found:
            return found
    return None
