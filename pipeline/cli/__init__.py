"""The command ``duban``: one module a command, loaded when it is called."""
