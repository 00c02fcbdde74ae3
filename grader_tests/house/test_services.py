"""The services that other tests borrow: a database server and a browser, both on this machine alone."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError


def test_postgres_answers_on_loopback(postgres_url):
    """The database server answers, and on no other address than loopback."""
    with create_engine(postgres_url).connect() as connection:
        assert "127.0.0.1" == connection.scalar(text("SHOW listen_addresses"))


def test_postgres_is_not_the_machines_own(postgres_url):
    """The server is the tests' own: it holds no database of anybody else."""
    with create_engine(postgres_url).connect() as connection:
        names = connection.scalars(text("SELECT datname FROM pg_database WHERE NOT datistemplate")).all()
    # other tests keep their gradebooks there
    assert ["postgres"] == [name for name in names if not name.startswith("gradebook_")]


def test_a_wrong_port_is_noticed():
    """The check above can fail: where no server listens, connecting raises."""
    with pytest.raises(OperationalError):
        create_engine("postgresql+psycopg://proctor@127.0.0.1:1/postgres").connect()


@pytest.mark.slow
def test_browser_renders_a_page(browser, tmp_path):
    """The browser runs a page's script and tells what came of it."""
    page = tmp_path / "page.html"
    page.write_text("<p id=answer>?</p><script>answer.textContent = 6 * 7</script>")
    browser.get(page.as_uri())

    assert "42" == browser.find_element("id", "answer").text
