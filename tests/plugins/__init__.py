"""Fixtures that stand for the world outside: a browser, servers, processes."""
