"""Records of exemptions and equivalent mutants, as a person would write them."""

from pathlib import Path


def write_reason(path: Path, table: str, entry: dict[str, str]) -> Path:
    """Write one record; keys to values in TOML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[[{table}]]\n" + "\n".join(f"{key} = {value}" for key, value in entry.items()))
    return path
