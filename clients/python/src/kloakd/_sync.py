"""The synchronous client."""

from __future__ import annotations

import time
from contextlib import closing
from typing import Any, Generator, Iterator, Mapping, Optional, TypeVar

import httpx

from ._errors import ConnectionError, KloakdError
from ._models import (
    ApiMap,
    DetectedApis,
    Discovery,
    DiscoveryEvent,
    DiscoveryJob,
    Endpoint,
    ExpandedNode,
    Health,
    Hierarchy,
    KeyDescription,
    RateLimit,
    RawResponse,
    ReaderView,
    Session,
    SessionList,
)
from ._operations import Call, Operations
from ._protocol import (
    MAX_BODY_BYTES,
    MAX_RETRIES,
    TIMEOUT_SECONDS,
    Attempts,
    Deadline,
    EventReader,
    Following,
    Request,
    Settings,
    check_path,
    content_of,
    headers_of,
    new_key,
    read_rate_limits,
    read_settings,
    require_stream,
    segment,
    to_error,
    to_response,
    url_of,
    with_key,
)

T = TypeVar("T")


class Kloakd:
    """A client of the API, for one key and one organization.

    Key, organization and base URL are by default the variables ``KLOAKD_API_KEY``, ``KLOAKD_ORG_ID`` and
    ``KLOAKD_BASE_URL``. ``timeout`` is in seconds, for a whole call with its retries; for a stream it is the longest
    silence. Every method takes its own ``timeout`` too. Raises ConfigurationError where a setting is missing.
    """

    def __init__(
        self,
        *,
        api_key: Optional[str] = None,
        organization_id: Optional[str] = None,
        base_url: Optional[str] = None,
        timeout: float = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
        http_client: Optional[httpx.Client] = None,
    ) -> None:
        self._settings = read_settings(api_key, organization_id, base_url, timeout, max_retries)
        self._transport = Transport(self._settings, http_client)
        self._operations = Operations(self._settings)
        self.skanyr = Skanyr(self._transport, self._operations)

    def __repr__(self) -> str:
        return f"Kloakd(organization_id={self.organization_id!r}, base_url={self._settings.base_url!r})"

    @property
    def organization_id(self) -> str:
        return self._settings.organization_id

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The limits that the latest answer told."""
        return self._transport.rate_limits

    def key(self, *, timeout: Optional[float] = None) -> KeyDescription:
        """What this client's own key may do. Costs nothing."""
        return self._transport.call(self._operations.key(timeout))

    def module(
        self,
        name: str,
        method: str,
        path: str,
        *,
        body: Any = None,
        query: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> RawResponse:
        """Calls another module; the path is below ``…/{organization}/{module}``."""
        whole = f"{self._settings.organization_path}/{segment(name)}{check_path(path)}"
        return self.request(
            method,
            whole,
            body=body,
            query=query,
            headers=headers,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        query: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> RawResponse:
        """Any call, with its status and headers; the path is below the base URL."""
        request = Request(
            method, path, query or {}, body, _lower_case(headers or {}), idempotency_key, timeout
        )
        return self._transport.request(request)

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Kloakd:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _lower_case(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class Skanyr:
    """Discovery: find the HTTP APIs behind a URL."""

    def __init__(self, transport: Transport, operations: Operations) -> None:
        self._transport = transport
        self._operations = operations
        self.sessions = Sessions(transport, operations)

    def discover(
        self,
        url: str,
        *,
        max_requests: Optional[int] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        site_hierarchy_artifact_id: Optional[str] = None,
        session_artifact_id: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Discovery:
        """Runs a discovery, or reads a page of one of the last hour. Costs one discovery, its pages nothing."""
        return self._transport.call(
            self._operations.discover(
                url,
                max_requests,
                limit,
                offset,
                site_hierarchy_artifact_id,
                session_artifact_id,
                idempotency_key,
                timeout,
            )
        )

    def endpoints(
        self,
        url: str,
        *,
        max_requests: Optional[int] = None,
        limit: Optional[int] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Iterator[Endpoint]:
        """Every endpoint of a discovery, page by page. All pages carry one Idempotency-Key: they cost one discovery."""
        key = idempotency_key or new_key()
        offset = 0
        while True:
            page = self.discover(
                url,
                max_requests=max_requests,
                limit=limit,
                offset=offset,
                idempotency_key=key,
                timeout=timeout,
            )
            for endpoint in page.endpoints:
                yield endpoint
            offset += len(page.endpoints)
            if not page.has_more or not page.endpoints:
                return

    def stream(
        self,
        url: str,
        *,
        max_requests: Optional[int] = None,
        site_hierarchy_artifact_id: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Generator[DiscoveryEvent, None, None]:
        """Runs a discovery and yields its events as they come. An error event is raised.

        A connection that is cut is opened again after the last event, without a second charge. Closing the iterator
        closes the connection; then the service stops the work.
        """
        request = self._operations.stream(
            url, max_requests, site_hierarchy_artifact_id, idempotency_key, timeout
        )
        return self._transport.stream(request)

    def stream_page(
        self,
        url: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Generator[DiscoveryEvent, None, None]:
        """Discovers one page and what it loads, and yields the events as they come. Costs one discovery."""
        return self._transport.stream(self._operations.stream_page(url, idempotency_key, timeout))

    def follow(self, discovery_id: str, *, timeout: Optional[float] = None) -> Generator[DiscoveryEvent, None, None]:
        """The events of a discovery that runs or has ended, from the first. Costs nothing."""
        return self._transport.stream(self._operations.follow(discovery_id, timeout))

    def get(self, discovery_id: str, *, timeout: Optional[float] = None) -> DiscoveryJob:
        return self._transport.call(self._operations.get(discovery_id, timeout))

    def job(self, job_id: str, *, timeout: Optional[float] = None) -> DiscoveryJob:
        """The same as ``get``: a discovery's ID is its job's."""
        return self._transport.call(self._operations.job(job_id, timeout))

    def events(
        self, discovery_id: str, *, timeout: Optional[float] = None
    ) -> list[DiscoveryEvent]:
        return self._transport.call(self._operations.events(discovery_id, timeout))

    def api_map(self, artifact_id: str, *, timeout: Optional[float] = None) -> ApiMap:
        return self._transport.call(self._operations.api_map(artifact_id, timeout))

    def open_api(
        self, artifact_id: str, *, timeout: Optional[float] = None
    ) -> dict[str, Any]:
        """The stored discovery as an OpenAPI 3.1 document."""
        return self._transport.call(self._operations.open_api(artifact_id, timeout))

    def detected_apis(
        self, page_url: str, *, timeout: Optional[float] = None
    ) -> DetectedApis:
        """What this organization has stored about a page."""
        return self._transport.call(self._operations.detected_apis(page_url, timeout))

    def analyze_bundle(
        self,
        url: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Discovery:
        """Reads what one script says about APIs. Costs one discovery."""
        call = self._operations.analyze_bundle(url, idempotency_key, timeout)
        return self._transport.call(call)

    def discover_page(
        self,
        url: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Discovery:
        """Discovers one page and what it loads, not the site. Costs one discovery."""
        call = self._operations.discover_page(url, idempotency_key, timeout)
        return self._transport.call(call)

    def hierarchy(
        self,
        url: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Hierarchy:
        """Reads a site's pages as a tree. Costs one discovery."""
        return self._transport.call(self._operations.hierarchy(url, idempotency_key, timeout))

    def reader_view(
        self,
        url: str,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> ReaderView:
        """Reads a page as plain text. Costs one discovery."""
        call = self._operations.reader_view(url, idempotency_key, timeout)
        return self._transport.call(call)

    def expand_node(
        self, node_id: str, *, timeout: Optional[float] = None
    ) -> ExpandedNode:
        return self._transport.call(self._operations.expand_node(node_id, timeout))

    def retry(
        self,
        discovery_id: str,
        *,
        url: Optional[str] = None,
        max_requests: Optional[int] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Discovery:
        """Runs a discovery again. Costs nothing where the first one was given back."""
        return self._transport.call(
            self._operations.retry(
                discovery_id, url, max_requests, limit, offset, idempotency_key, timeout
            )
        )

    def health(self, *, timeout: Optional[float] = None) -> Health:
        return self._transport.call(self._operations.health(timeout))


class Sessions:
    """Saved discovery configurations. Saving, ending and deleting needs a live key."""

    def __init__(self, transport: Transport, operations: Operations) -> None:
        self._transport = transport
        self._operations = operations

    def list(
        self,
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> SessionList:
        return self._transport.call(self._operations.list_sessions(limit, offset, timeout))

    def get(self, session_id: str, *, timeout: Optional[float] = None) -> Session:
        return self._transport.call(self._operations.get_session(session_id, timeout))

    def create(
        self,
        *,
        url: Optional[str] = None,
        name: Optional[str] = None,
        max_requests: Optional[int] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Session:
        call = self._operations.create_session(url, name, max_requests, idempotency_key, timeout)
        return self._transport.call(call)

    def delete(self, session_id: str, *, timeout: Optional[float] = None) -> None:
        self._transport.call(self._operations.delete_session(session_id, timeout))

    def end(self, session_id: str, *, timeout: Optional[float] = None) -> Session:
        return self._transport.call(self._operations.end_session(session_id, timeout))

    def set_job(
        self, session_id: str, job_id: str, *, timeout: Optional[float] = None
    ) -> Session:
        """Ties a session to a discovery."""
        call = self._operations.set_session_job(session_id, job_id, timeout)
        return self._transport.call(call)


class Transport:
    """Sends requests: credentials, deadlines, retries, and errors as exceptions."""

    def __init__(self, settings: Settings, http_client: Optional[httpx.Client]) -> None:
        self._settings = settings
        # A redirect would send the key to whatever address it names.
        self._http = http_client or httpx.Client(follow_redirects=False)
        self._owns_http = http_client is None
        self.rate_limits: tuple[RateLimit, ...] = ()

    def close(self) -> None:
        if self._owns_http:
            self._http.close()

    def call(self, call: Call[T]) -> T:
        return call.convert((self.request(call.request)).body)

    def request(self, request: Request) -> RawResponse:
        deadline = Deadline(request.timeout or self._settings.timeout)
        response = self._open(request, deadline)
        content = self._read(response, deadline)
        return to_response(response.status_code, response.headers, content)

    def stream(self, first: Request) -> Generator[DiscoveryEvent, None, None]:
        deadline = Deadline(first.timeout or self._settings.timeout)
        following = Following(first, self._settings)
        while True:
            try:
                response = self._open(following.request, deadline)
                with closing(self._events(response, deadline)) as events:
                    for event in events:
                        if not following.accept(event):
                            continue
                        yield event
                        if event.type == "done":
                            return
                raise ConnectionError("The stream was cut off.")
            except ConnectionError as error:
                deadline.check()
                time.sleep(following.after_cut(error))

    def _open(self, request: Request, deadline: Deadline) -> httpx.Response:
        """Sends a request, again where that may help. Returns an answer of 2xx whose body is not read yet."""
        attempts = Attempts(self._settings.max_retries, deadline)
        request = with_key(request)
        while True:
            try:
                response = self._send(request, deadline)
            except ConnectionError as error:
                time.sleep(attempts.after(error))
                continue
            self.rate_limits = read_rate_limits(response.headers) or self.rate_limits
            if response.is_success:
                return response
            # An error page may be cut off as well: then the status is all that is known.
            try:
                content = self._read(response, deadline)
            except ConnectionError:
                content = b""
            status = response.status_code
            refusal = to_error(status, response.headers, content)
            time.sleep(attempts.after(refusal, status, response.headers))

    def _send(self, request: Request, deadline: Deadline) -> httpx.Response:
        deadline.check()
        message = self._http.build_request(
            request.method,
            url_of(request, self._settings),
            headers=headers_of(request, self._settings),
            content=content_of(request),
            timeout=max(deadline.rest, 0.001),
        )
        try:
            return self._http.send(message, stream=True, follow_redirects=False)
        except httpx.TimeoutException as error:
            raise deadline.error() from error
        except httpx.TransportError as error:
            raise ConnectionError("The service could not be reached.") from error

    def _read(self, response: httpx.Response, deadline: Deadline) -> bytes:
        content = bytearray()
        with closing(self._chunks(response, deadline)) as chunks:
            for chunk in chunks:
                content += chunk
                if len(content) > MAX_BODY_BYTES:
                    raise ConnectionError("The answer is larger than 32 MiB.")
        return bytes(content)

    def _events(self, response: httpx.Response, deadline: Deadline) -> Generator[DiscoveryEvent, None, None]:
        reader = EventReader()
        try:
            require_stream(response.status_code, response.headers)
        except KloakdError:
            response.close()
            raise
        with closing(self._chunks(response, deadline)) as chunks:
            for chunk in chunks:
                # Keep-alives count: silence means that the connection is dead.
                deadline.restart()
                for event in reader.feed(chunk):
                    yield event
                    # The caller's own time with an event is no silence.
                    deadline.restart()

    def _chunks(self, response: httpx.Response, deadline: Deadline) -> Generator[bytes, None, None]:
        try:
            for chunk in response.iter_bytes():
                deadline.check()
                yield chunk
        except httpx.TimeoutException as error:
            raise deadline.error() from error
        except httpx.TransportError as error:
            raise ConnectionError("The answer was cut off.") from error
        finally:
            response.close()
