"""What the conformance cases cannot show: the caller's own mistakes with paths and IDs."""

import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import httpx  # noqa: E402

from kloakd import Kloakd  # noqa: E402

ORGANIZATION = "11111111-2222-4333-8444-555555555555"


def client_of(handler: "httpx.MockTransport", timeout: float = 5) -> Kloakd:
    return Kloakd(
        api_key="sk-test-x",
        organization_id=ORGANIZATION,
        base_url="http://service.example",
        timeout=timeout,
        http_client=httpx.Client(transport=handler),
    )


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Paths(unittest.TestCase):
    def setUp(self) -> None:
        self.asked: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        return httpx.Response(200, json={})

    def test_a_path_without_its_slash_cannot_lead_the_key_to_another_host(self) -> None:
        client = client_of(httpx.MockTransport(self.answer))
        for call in (
            lambda: client.request("GET", "@evil.example/"),
            lambda: client.request("GET", ".evil.example/"),
            lambda: client.module("evadr", "GET", "/../x".lstrip("/")),
        ):
            with self.assertRaisesRegex(ValueError, "must begin with a slash"):
                call()
        self.assertEqual(self.asked, [])

    def test_an_id_that_would_be_a_step_in_the_path_is_refused(self) -> None:
        client = client_of(httpx.MockTransport(self.answer))
        for text in ("", ".", ".."):
            with self.assertRaisesRegex(ValueError, "cannot be an ID"):
                client.skanyr.get(text)
        self.assertEqual(self.asked, [])

    def test_the_time_that_the_caller_takes_for_an_event_is_no_silence(self) -> None:
        def chunks():  # type: ignore[no-untyped-def]
            for number, kind in ((1, "started"), (2, "done")):
                yield f"id: {number}\ndata: {{\"type\":\"{kind}\",\"metadata\":{{}}}}\n\n".encode()

        def stream(request: httpx.Request) -> httpx.Response:
            return httpx.Response(
                200, headers={"content-type": "text/event-stream"}, content=chunks()
            )

        seen = []
        clock = Clock()
        with mock.patch("kloakd._protocol.time.monotonic", clock):
            events = client_of(httpx.MockTransport(stream), timeout=5).skanyr.stream(
                "https://shop.example/"
            )
            for event in events:
                seen.append(event.type)
                clock.seconds += 60
        self.assertEqual(seen, ["started", "done"])


if __name__ == "__main__":
    unittest.main()
