"""Every operation as a request and the type of its answer. Both clients send these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Generic, Optional, TypeVar

from ._models import (
    ApiMap,
    DetectedApis,
    Discovery,
    DiscoveryEvent,
    DiscoveryJob,
    ExpandedNode,
    Health,
    Hierarchy,
    KeyDescription,
    ReaderView,
    Session,
    SessionList,
    read,
)
from ._protocol import Request, Settings, given, segment

T = TypeVar("T")


@dataclass(frozen=True)
class Call(Generic[T]):
    request: Request
    convert: Callable[[Any], T]


class Operations:
    def __init__(self, settings: Settings) -> None:
        self._base = f"{settings.organization_path}/skanyr"

    def key(self, timeout: Optional[float]) -> Call[KeyDescription]:
        return Call(Request("GET", "/api/v1/key", timeout=timeout), _to(KeyDescription))

    def discover(
        self,
        url: str,
        max_requests: Optional[int],
        limit: Optional[int],
        offset: Optional[int],
        site_hierarchy_artifact_id: Optional[str],
        session_artifact_id: Optional[str],
        idempotency_key: Optional[str],
        timeout: Optional[float],
    ) -> Call[Discovery]:
        body = given(
            url=url,
            max_requests=max_requests,
            limit=limit,
            offset=offset,
            site_hierarchy_artifact_id=site_hierarchy_artifact_id,
            session_artifact_id=session_artifact_id,
        )
        return self._post("/discover", body, Discovery, idempotency_key, timeout)

    def stream(
        self,
        url: str,
        max_requests: Optional[int],
        site_hierarchy_artifact_id: Optional[str],
        idempotency_key: Optional[str],
        timeout: Optional[float],
    ) -> Request:
        body = given(
            url=url,
            max_requests=max_requests,
            site_hierarchy_artifact_id=site_hierarchy_artifact_id,
        )
        return self._stream("/discover/stream", body, idempotency_key, timeout)

    def stream_page(
        self, url: str, idempotency_key: Optional[str], timeout: Optional[float]
    ) -> Request:
        return self._stream("/discover-page/live", {"url": url}, idempotency_key, timeout)

    def follow(self, discovery_id: str, timeout: Optional[float]) -> Request:
        path = f"{self._base}/discover/{segment(discovery_id)}/events"
        return Request("GET", path, headers={"accept": "text/event-stream"}, timeout=timeout)

    def get(self, discovery_id: str, timeout: Optional[float]) -> Call[DiscoveryJob]:
        return self._get(f"/discover/{segment(discovery_id)}", DiscoveryJob, timeout)

    def job(self, job_id: str, timeout: Optional[float]) -> Call[DiscoveryJob]:
        return self._get(f"/jobs/{segment(job_id)}", DiscoveryJob, timeout)

    def events(self, discovery_id: str, timeout: Optional[float]) -> Call[list[DiscoveryEvent]]:
        path = f"{self._base}/discover/{segment(discovery_id)}/events"
        return Call(Request("GET", path, timeout=timeout), _to_events)

    def api_map(self, artifact_id: str, timeout: Optional[float]) -> Call[ApiMap]:
        return self._get(f"/api-map/{segment(artifact_id)}", ApiMap, timeout)

    def open_api(self, artifact_id: str, timeout: Optional[float]) -> Call[dict[str, Any]]:
        path = f"{self._base}/api-map/{segment(artifact_id)}"
        return Call(Request("GET", path, query={"format": "openapi"}, timeout=timeout), dict)

    def detected_apis(self, page_url: str, timeout: Optional[float]) -> Call[DetectedApis]:
        request = Request(
            "GET", f"{self._base}/detected-apis", query={"page_url": page_url}, timeout=timeout
        )
        return Call(request, _to(DetectedApis))

    def analyze_bundle(
        self, url: str, idempotency_key: Optional[str], timeout: Optional[float]
    ) -> Call[Discovery]:
        return self._post("/analyze-bundle", {"url": url}, Discovery, idempotency_key, timeout)

    def discover_page(
        self, url: str, idempotency_key: Optional[str], timeout: Optional[float]
    ) -> Call[Discovery]:
        return self._post("/discover-page/live", {"url": url}, Discovery, idempotency_key, timeout)

    def hierarchy(
        self, url: str, idempotency_key: Optional[str], timeout: Optional[float]
    ) -> Call[Hierarchy]:
        return self._post("/hierarchy", {"url": url}, Hierarchy, idempotency_key, timeout)

    def reader_view(
        self, url: str, idempotency_key: Optional[str], timeout: Optional[float]
    ) -> Call[ReaderView]:
        return self._post("/reader-view", {"url": url}, ReaderView, idempotency_key, timeout)

    def expand_node(self, node_id: str, timeout: Optional[float]) -> Call[ExpandedNode]:
        return self._post("/expand-node", {"node_id": node_id}, ExpandedNode, None, timeout)

    def retry(
        self,
        discovery_id: str,
        url: Optional[str],
        max_requests: Optional[int],
        limit: Optional[int],
        offset: Optional[int],
        idempotency_key: Optional[str],
        timeout: Optional[float],
    ) -> Call[Discovery]:
        body = given(
            discovery_id=discovery_id,
            url=url,
            max_requests=max_requests,
            limit=limit,
            offset=offset,
        )
        return self._post("/retry", body, Discovery, idempotency_key, timeout)

    def health(self, timeout: Optional[float]) -> Call[Health]:
        return self._get("/health", Health, timeout)

    def list_sessions(
        self, limit: Optional[int], offset: Optional[int], timeout: Optional[float]
    ) -> Call[SessionList]:
        query = {"limit": limit, "offset": offset}
        request = Request("GET", f"{self._base}/sessions", query=query, timeout=timeout)
        return Call(request, _to(SessionList))

    def get_session(self, session_id: str, timeout: Optional[float]) -> Call[Session]:
        return self._get(f"/sessions/{segment(session_id)}", Session, timeout)

    def create_session(
        self,
        url: Optional[str],
        name: Optional[str],
        max_requests: Optional[int],
        idempotency_key: Optional[str],
        timeout: Optional[float],
    ) -> Call[Session]:
        options = given(max_requests=max_requests) or None
        body = given(url=url, name=name, options=options)
        return self._post("/sessions", body, Session, idempotency_key, timeout)

    def delete_session(self, session_id: str, timeout: Optional[float]) -> Call[None]:
        path = f"{self._base}/sessions/{segment(session_id)}"
        return Call(Request("DELETE", path, timeout=timeout), lambda _body: None)

    def end_session(self, session_id: str, timeout: Optional[float]) -> Call[Session]:
        return self._post(f"/sessions/{segment(session_id)}/end", None, Session, None, timeout)

    def set_session_job(
        self, session_id: str, job_id: str, timeout: Optional[float]
    ) -> Call[Session]:
        path = f"{self._base}/sessions/{segment(session_id)}/job"
        request = Request("PATCH", path, body={"job_id": job_id}, timeout=timeout)
        return Call(request, _to(Session))

    def _get(self, path: str, kind: type[T], timeout: Optional[float]) -> Call[T]:
        return Call(Request("GET", f"{self._base}{path}", timeout=timeout), _to(kind))

    def _post(
        self,
        path: str,
        body: Any,
        kind: type[T],
        idempotency_key: Optional[str],
        timeout: Optional[float],
    ) -> Call[T]:
        request = Request(
            "POST",
            f"{self._base}{path}",
            body=body,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        return Call(request, _to(kind))

    def _stream(
        self, path: str, body: Any, idempotency_key: Optional[str], timeout: Optional[float]
    ) -> Request:
        return Request(
            "POST",
            f"{self._base}{path}",
            body=body,
            headers={"accept": "text/event-stream"},
            idempotency_key=idempotency_key,
            timeout=timeout,
        )


def _to(kind: type[T]) -> Callable[[Any], T]:
    return lambda body: read(kind, body)


def _to_events(body: Any) -> list[DiscoveryEvent]:
    events = body.get("events", []) if isinstance(body, dict) else []
    return [read(DiscoveryEvent, event) for event in events]
