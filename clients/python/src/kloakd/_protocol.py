"""What the synchronous and the asynchronous client share: everything but the waiting."""

from __future__ import annotations

import codecs
import json
import os
import random
import re
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import Any, Mapping, Optional
from urllib.parse import quote, urlencode

from ._errors import (
    ApiStatusError,
    ConfigurationError,
    ConnectionError,
    KloakdError,
    TimeoutError,
    error_of,
    read_retry_after,
)
from ._models import DiscoveryEvent, RateLimit, RawResponse, read
from ._version import VERSION

#: For a whole call with its retries, in seconds: longer than any discovery.
TIMEOUT_SECONDS = 90.0
MAX_RETRIES = 2
MAX_RECONNECTS = 5
#: Larger than any answer of the service. A server that sends without end is cut off here.
MAX_BODY_BYTES = 32 * 1024 * 1024
_MAX_EVENT_CHARACTERS = 4 * 1024 * 1024
_BACKOFF_SECONDS = 0.5
_MAX_BACKOFF_SECONDS = 8.0
_RETRIED = frozenset((408, 502, 503, 504))


@dataclass(frozen=True)
class Settings:
    base_url: str
    organization_id: str
    timeout: float
    max_retries: int
    #: Kept out of every text form.
    api_key: str = field(repr=False)

    @property
    def organization_path(self) -> str:
        return f"/api/v1/organizations/{segment(self.organization_id)}"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    idempotency_key: Optional[str] = None
    timeout: Optional[float] = None


def read_settings(
    api_key: Optional[str],
    organization_id: Optional[str],
    base_url: Optional[str],
    timeout: float,
    max_retries: int,
) -> Settings:
    key = api_key or os.environ.get("KLOAKD_API_KEY")
    organization = organization_id or os.environ.get("KLOAKD_ORG_ID")
    if not key or not organization:
        raise ConfigurationError(
            "Give api_key and organization_id, or set the variables KLOAKD_API_KEY and KLOAKD_ORG_ID."
        )
    _check_header("api_key", key)
    _check_header("organization_id", organization)
    url = base_url or os.environ.get("KLOAKD_BASE_URL")
    if not url:
        raise ConfigurationError(
            "Give base_url, the origin of the service, or set the variable KLOAKD_BASE_URL."
        )
    if not re.match(r"https?://[^/]", url):
        raise ConfigurationError(f"base_url is {url!r}, but must be an http(s) URL.")
    return Settings(url.rstrip("/"), organization, timeout, max_retries, key)


def _check_header(name: str, value: str) -> None:
    """What a header may hold (RFC 9110, section 5.5). Never repeats the value: it may be the key."""
    if not re.fullmatch(r"[\x21-\x7e]+", value):
        raise ConfigurationError(
            f"{name} must be printable ASCII characters without spaces: was a line break copied with it?"
        )


def segment(text: str) -> str:
    """A value as one segment of a path.

    ``.`` and ``..`` would be taken as steps in the path, and an empty one would vanish.
    """
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} cannot be an ID or the name of a module.")
    return quote(text, safe="")


def check_path(path: str) -> str:
    """Without its slash, a path such as ``@host`` would change whom the key is sent to."""
    if not path.startswith("/"):
        raise ValueError(f"path is {path!r}, but must begin with a slash.")
    return path


def given(**values: Any) -> dict[str, Any]:
    """The values that are not None."""
    return {name: value for name, value in values.items() if value is not None}


def new_key() -> str:
    return str(uuid.uuid4())


def with_key(request: Request) -> Request:
    """The request with a key of its own, where a repetition could do twice what was asked for once."""
    if request.method.upper() not in ("POST", "PATCH") or request.idempotency_key is not None:
        return request
    return replace(request, idempotency_key=new_key())


def url_of(request: Request, settings: Settings) -> str:
    query = urlencode(given(**request.query), quote_via=quote)
    return f"{settings.base_url}{check_path(request.path)}{'?' + query if query else ''}"


def headers_of(request: Request, settings: Settings) -> dict[str, str]:
    headers = {
        "accept": "application/json",
        "authorization": f"Bearer {settings.api_key}",
        "x-kloakd-organization": settings.organization_id,
        "user-agent": f"kloakd-python/{VERSION}",
    }
    if request.body is not None:
        headers["content-type"] = "application/json"
    if request.idempotency_key is not None:
        headers["idempotency-key"] = request.idempotency_key
    return {**headers, **request.headers}


def content_of(request: Request) -> Optional[bytes]:
    return None if request.body is None else json.dumps(request.body).encode()


class Deadline:
    """The time that a call may take."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends_at = time.monotonic() + seconds

    def restart(self) -> None:
        """Begins the time anew: something was heard."""
        self._ends_at = time.monotonic() + self._seconds

    @property
    def rest(self) -> float:
        return self._ends_at - time.monotonic()

    def check(self) -> None:
        if self.rest <= 0:
            raise self.error()

    def error(self) -> TimeoutError:
        return TimeoutError(f"The call took longer than {self._seconds:g} seconds.")


class Attempts:
    """Decides whether a call that failed is sent again, and when."""

    def __init__(self, max_retries: int, deadline: Deadline) -> None:
        self._left = max_retries
        self._deadline = deadline
        self._number = 0

    def after(self, error: KloakdError, status: int = 0, headers: Mapping[str, str] = {}) -> float:
        """Seconds to wait before the next attempt. Raises the error where there is none."""
        seconds = self._seconds(error, status, headers)
        self._number += 1
        # Waiting past the deadline would only end in a timeout that says less.
        if self._left <= 0 or seconds is None or seconds >= self._deadline.rest:
            raise error
        self._left -= 1
        return seconds

    def _seconds(
        self, error: KloakdError, status: int, headers: Mapping[str, str]
    ) -> Optional[float]:
        if isinstance(error, ConnectionError):
            return backoff(self._number)
        retry_after = read_retry_after(headers)
        # A 429 without a time to wait is permanent: a spent lifetime quota.
        if status == 429:
            return retry_after
        if status not in _RETRIED:
            return None
        return backoff(self._number) if retry_after is None else retry_after


def backoff(attempt: int) -> float:
    """Exponential, with full jitter, so that many clients do not come back at the same moment."""
    return random.uniform(0, min(_MAX_BACKOFF_SECONDS, _BACKOFF_SECONDS * 2**attempt))


def to_response(status: int, headers: Mapping[str, str], content: bytes) -> RawResponse:
    """Reads an answer of 2xx. Raises ApiError where it is not JSON."""
    if status == 204:
        return RawResponse(status, headers, None)
    if re.search(r"[/+]json\b", headers.get("content-type", ""), re.IGNORECASE):
        try:
            return RawResponse(status, headers, json.loads(content))
        except ValueError:
            pass
    raise _not_ours(
        status,
        headers,
        "The answer is not JSON: something between you and the service answered instead.",
    )


def to_error(status: int, headers: Mapping[str, str], content: bytes) -> ApiStatusError:
    try:
        body = json.loads(content)
    except ValueError:
        body = {}
    return error_of(status, body if isinstance(body, dict) else {}, headers)


def require_stream(status: int, headers: Mapping[str, str]) -> None:
    if not re.match(r"text/event-stream\b", headers.get("content-type", ""), re.IGNORECASE):
        raise _not_ours(status, headers, "The answer is not a stream of events.")


def _not_ours(status: int, headers: Mapping[str, str], detail: str) -> ApiStatusError:
    return error_of(status, {"error": "ApiError", "detail": detail}, headers)


def read_rate_limits(headers: Mapping[str, str]) -> Optional[tuple[RateLimit, ...]]:
    """Reads ``RateLimit: "lifetime";r=7, "burst";r=58;t=41`` (draft-ietf-httpapi-ratelimit-headers-11)."""
    header = headers.get("ratelimit")
    if header is None:
        return None
    limits = []
    for name, parameters in re.findall(r'"([^"]{1,100})"((?:;\w+=[^;,]*)*)', header):
        values = dict(part.split("=", 1) for part in parameters.split(";")[1:])
        if values.get("r", "").isdigit():
            resets = values.get("t", "")
            limits.append(RateLimit(name, int(values["r"]), int(resets) if resets.isdigit() else None))
    return tuple(limits)


class EventReader:
    """Reads server-sent events (WHATWG HTML, section 9.2.6) from bytes in any pieces."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""
        self._fields: dict[str, list[str]] = {}

    def feed(self, content: bytes) -> list[DiscoveryEvent]:
        self._text += self._decoder.decode(content)
        if len(self._text) > _MAX_EVENT_CHARACTERS:
            raise KloakdError("An event is too long.")
        events = []
        while (match := re.search(r"\r\n|\n|\r(?!$)", self._text)) is not None:
            line, self._text = self._text[: match.start()], self._text[match.end() :]
            event = self._line(line)
            if event is not None:
                events.append(event)
        return events

    def _line(self, line: str) -> Optional[DiscoveryEvent]:
        if line != "":
            name, _, value = line.partition(":")
            self._fields.setdefault(name, []).append(value[1:] if value[:1] == " " else value)
            return None
        fields, self._fields = self._fields, {}
        if "data" not in fields:
            return None
        try:
            body = json.loads("\n".join(fields["data"]))
        except ValueError as error:
            raise KloakdError("An event is not JSON.") from error
        number = fields.get("id", [""])[-1]
        return replace(read(DiscoveryEvent, body), id=int(number) if number.isdigit() else None)


class Following:
    """Where a stream is, and how it goes on after a cut, without a second discovery."""

    def __init__(self, first: Request, settings: Settings) -> None:
        self._first = with_key(first)
        self._path = f"{settings.organization_path}/skanyr/discover"
        self._last_id = 0
        self._reconnects = 0
        self.request = self._first

    def accept(self, event: DiscoveryEvent) -> bool:
        """Whether an event is new. Raises the exception of an error event."""
        if event.id is not None:
            if event.id <= self._last_id:
                return False
            self._last_id = event.id
        self._reconnects = 0
        if event.type == "error":
            raise error_of(0, event.metadata, {})
        discovery_id = event.metadata.get("discovery_id")
        if isinstance(discovery_id, str):
            # From here on the discovery is followed, so that no second one is started.
            path = f"{self._path}/{segment(discovery_id)}/events"
            self.request = Request(
                "GET", path, headers=self._first.headers, timeout=self._first.timeout
            )
        return True

    def after_cut(self, error: ConnectionError) -> float:
        """Seconds to wait before the stream is opened again. Raises the error after too many cuts."""
        self._reconnects += 1
        if self._reconnects > MAX_RECONNECTS:
            raise error
        headers = {**self.request.headers, "last-event-id": str(self._last_id)}
        self.request = replace(self.request, headers=headers)
        return random.uniform(0, 0.5 * self._reconnects)
