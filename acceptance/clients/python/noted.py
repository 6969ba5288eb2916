"""Which methods of an API were called, and which were not."""

import inspect


class Noted:
    """The same API, with a note of each method that is called."""

    def __init__(self, api):
        self._api = api
        self._called = set()

    def __getattr__(self, name):
        self._called.add(name)
        return getattr(self._api, name)

    def untried(self):
        """Public methods that nobody called."""
        methods = inspect.getmembers(self._api, inspect.ismethod)
        return [name for name, _ in methods if not name.startswith("_") and name not in self._called]
