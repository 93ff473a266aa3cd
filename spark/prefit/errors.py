class UnusableInputError(Exception):
    """What the job was given cannot be worked with. `code` is what a caller acts on, the message says what to do."""

    def __init__(self, code: str, message: str):
        super().__init__(f"{code}: {message}")
        self.code = code
