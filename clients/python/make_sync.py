"""Writes the synchronous client from the asynchronous one, so that the two cannot differ. ``--check`` only compares."""

import pathlib
import sys

FOLDER = pathlib.Path(__file__).parent / "src" / "kloakd"
WORDS = (
    ("asynchronous", "synchronous"),
    ("from contextlib import aclosing", "from contextlib import closing"),
    ("import asyncio", "import time"),
    ("asyncio.sleep", "time.sleep"),
    ("async with aclosing", "with closing"),
    ("async def", "def"),
    ("async for", "for"),
    ("await ", ""),
    ("AsyncGenerator[DiscoveryEvent, None]", "Generator[DiscoveryEvent, None, None]"),
    ("AsyncGenerator[bytes, None]", "Generator[bytes, None, None]"),
    ("AsyncGenerator, AsyncIterator", "Generator, Iterator"),
    ("Async", ""),
    ("__aenter__", "__enter__"),
    ("__aexit__", "__exit__"),
    ("aiter_bytes", "iter_bytes"),
    ("aclose", "close"),
)


def to_sync(text: str) -> str:
    for asynchronous, synchronous in WORDS:
        text = text.replace(asynchronous, synchronous)
    return text


def main() -> int:
    wanted = to_sync((FOLDER / "_async.py").read_text())
    target = FOLDER / "_sync.py"
    if "--check" in sys.argv:
        return 0 if target.read_text() == wanted else 1
    target.write_text(wanted)
    return 0


sys.exit(main())
