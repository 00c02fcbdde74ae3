"""Scratch folders measured and removed from outside, whatever their owner made of them."""

import os

from proctor.isolation import scratch


def test_usage_counts_files_folders_and_bytes(tmp_path):
    """Bytes on the disk, in nested folders too; a sparse file costs what it takes."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(b"x" * 100_000)
    with open(tmp_path / "sparse", "wb") as file:
        file.truncate(10**9)
    size, files = scratch.usage(str(tmp_path), 0, None, most_files=100)
    assert 4 == files
    assert 100_000 <= size < 200_000


def test_usage_counts_what_is_deleted_but_open(tmp_path):
    """A file without a name still takes space."""
    with open(tmp_path / "file", "wb") as file:
        file.write(b"x" * 100_000)
        file.flush()
        os.unlink(file.name)
        size, files = scratch.usage(str(tmp_path), os.getpid(), None, most_files=100)
        assert size >= 100_000
        assert files >= 1


def test_usage_stops_counting_at_the_bound(tmp_path):
    """So that a million files cost the watch no more than the bound."""
    for number in range(50):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "x").touch()
    _, files = scratch.usage(str(tmp_path), 0, None, most_files=60)
    assert 60 < files < 70


def test_the_deepest_folder_is_removed(tmp_path):
    """Deeper than any path can name, and than Python can recurse."""
    top = tmp_path / "scratch"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("folder", dir_fd=here)
        below = os.open("folder", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    scratch.remove(str(top))
    assert [] == list(tmp_path.iterdir())


def test_folders_without_permissions_and_links_are_removed(tmp_path):
    """Nothing behind a link is touched."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    top = tmp_path / "scratch"
    (top / "a" / "b").mkdir(parents=True)
    (top / "a" / "c").mkdir()
    (top / "file").touch()
    (top / "a" / "b" / "link").symlink_to(outside)
    (top / "link").symlink_to(outside)
    (top / "a" / "b").chmod(0)
    (top / "a").chmod(0)
    scratch.remove(str(top))
    assert ["outside"] == [path.name for path in tmp_path.iterdir()]
    assert (outside / "kept").exists()
