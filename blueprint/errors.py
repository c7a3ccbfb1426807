"""What can go wrong with a call. Bad content of a document is never one of these: it is a finding."""


class BlueprintError(Exception):
    """Any error this library raises on purpose; the message is one line that says what to do."""


class UsageError(BlueprintError):
    """The call cannot be carried out as asked: unknown rule, missing file, broken setting (exit status 2)."""


class PackError(UsageError):
    """A pack of third-party rules cannot be loaded, or two rules share a code (exit status 2)."""


class StandardError(UsageError):
    """A standard that the settings name cannot be used (exit status 2)."""


class EngineError(BlueprintError):
    """The drawing engine is missing, or it failed (exit status 3 when it crashed)."""
