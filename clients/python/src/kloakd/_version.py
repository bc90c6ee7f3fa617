"""Written by the release; a test compares it with the other clients."""

VERSION = "0.1.0"
