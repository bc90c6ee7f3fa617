"""What the service answers, as frozen dataclasses. Fields that this version does not know are left out."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Mapping, Optional, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Parameters:
    path: list[str] = field(default_factory=list)
    query: list[str] = field(default_factory=list)
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    file: str = ""
    technique: str = ""


@dataclass(frozen=True)
class Endpoint:
    #: Absolute URL; unknown parts are named, as in ``/users/{id}``.
    url: str
    #: Upper-case HTTP method.
    method: str
    #: ``rest``, ``graphql``, ``websocket``, ``sse``, ``rpc``, ``soap``, ``odata``, or one that is newer than this client.
    api_type: str
    #: 0 to 1
    confidence: float
    parameters: Parameters = field(default_factory=Parameters)
    #: Why the service believes in it.
    source: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class Quota:
    #: None where the plan has no limit.
    limit: Optional[int] = None
    used: int = 0
    reserved: int = 0
    remaining: Optional[int] = None


@dataclass(frozen=True)
class Discovery:
    success: bool
    discovery_id: str
    url: str
    total_endpoints: int = 0
    endpoints: list[Endpoint] = field(default_factory=list)
    artifact_id: Optional[str] = None
    error: Optional[str] = None
    has_more: bool = False
    total: int = 0
    #: Time or requests ran out before everything was read.
    truncated: bool = False
    requests_made: int = 0
    charged: bool = False
    quota: Quota = field(default_factory=Quota)


@dataclass(frozen=True)
class DiscoveryJob(Discovery):
    job_id: str = ""
    #: ``queued``, ``running``, ``completed``, ``failed`` or ``cancelled``.
    status: str = ""
    created_at: str = ""
    completed_at: Optional[str] = None


@dataclass(frozen=True)
class DiscoveryEvent:
    """One event of a stream. ``metadata`` depends on the type; see the page on streams."""

    #: ``started``, ``progress``, ``endpoint_found`` or ``done``.
    type: str
    endpoint_url: Optional[str] = None
    api_type: Optional[str] = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    #: Its number in the discovery, from 1; None where the service sent none.
    id: Optional[int] = None


@dataclass(frozen=True)
class ApiMap:
    artifact_id: str
    discovery_id: str
    url: str
    created_at: str
    total_endpoints: int = 0
    endpoints: list[Endpoint] = field(default_factory=list)
    tree: Any = None


@dataclass(frozen=True)
class DetectedApis:
    success: bool
    page_url: str
    endpoints: list[Endpoint] = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class HierarchyNode:
    node_id: str
    url: str
    title: str = ""
    #: ``page``, ``document``, ``script`` or ``endpoint``.
    kind: str = ""
    has_children: bool = False


@dataclass(frozen=True)
class Hierarchy:
    success: bool
    url: str
    root: HierarchyNode
    total_nodes: int = 0
    children: list[HierarchyNode] = field(default_factory=list)
    discovery_id: str = ""
    artifact_id: Optional[str] = None
    charged: bool = False
    quota: Quota = field(default_factory=Quota)


@dataclass(frozen=True)
class ExpandedNode:
    success: bool
    node: HierarchyNode
    children: list[HierarchyNode] = field(default_factory=list)


@dataclass(frozen=True)
class Link:
    url: str
    text: str = ""


@dataclass(frozen=True)
class ReaderView:
    success: bool
    url: str
    title: str = ""
    #: Plain text with Markdown headings and lists; never HTML.
    content: str = ""
    links: list[Link] = field(default_factory=list)
    discovery_id: str = ""
    artifact_id: Optional[str] = None
    charged: bool = False
    quota: Quota = field(default_factory=Quota)


@dataclass(frozen=True)
class Health:
    status: str
    module: str = ""
    running: int = 0
    capacity: int = 0


@dataclass(frozen=True)
class SessionOptions:
    max_requests: Optional[int] = None


@dataclass(frozen=True)
class Session:
    """A saved discovery configuration."""

    session_id: str
    name: str
    #: None where it was saved without one.
    url: Optional[str] = None
    options: SessionOptions = field(default_factory=SessionOptions)
    job_id: Optional[str] = None
    #: ``active`` or ``ended``.
    status: str = ""
    created_at: str = ""


@dataclass(frozen=True)
class SessionList:
    sessions: list[Session] = field(default_factory=list)
    has_more: bool = False
    total: int = 0


@dataclass(frozen=True)
class ModuleState:
    name: str
    installed: bool = False


@dataclass(frozen=True)
class Limit:
    name: str
    limit: Optional[int] = None
    remaining: Optional[int] = None
    #: None where nothing resets.
    reset_at: Optional[str] = None


@dataclass(frozen=True)
class KeyDescription:
    """What the client's own key may do."""

    #: ``live``, ``test`` or ``jwt``.
    kind: str
    organization_id: str
    organization_name: str = ""
    plan: str = ""
    modules: list[ModuleState] = field(default_factory=list)
    #: ``read`` or ``full``.
    access: str = ""
    limits: list[Limit] = field(default_factory=list)
    expires_at: Optional[str] = None
    last4: Optional[str] = None


@dataclass(frozen=True)
class RateLimit:
    """One limit of the ``RateLimit`` header of the latest answer."""

    name: str
    remaining: int
    #: None where the limit never resets.
    resets_in_seconds: Optional[int] = None


@dataclass(frozen=True)
class RawResponse:
    """An answer as it came."""

    status: int
    #: Names in lower case.
    headers: Mapping[str, str]
    body: Any


def read(kind: type[T], value: Any) -> T:
    """Makes a dataclass of a JSON object. A required field that is missing is None: the service decides, not we."""
    fields = value if isinstance(value, dict) else {}
    hints = _hints(typing.cast(Any, kind))
    known: dict[str, Any] = {}
    for member in dataclasses.fields(kind):
        if member.name in fields and fields[member.name] is not None:
            known[member.name] = _convert(hints[member.name], fields[member.name])
        elif _is_required(member):
            known[member.name] = None
    return kind(**known)


def _is_required(member: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return member.default is missing and member.default_factory is missing


def _convert(hint: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return read(typing.cast(type[Any], hint), value)
    if typing.get_origin(hint) is list and isinstance(value, list):
        (item,) = typing.get_args(hint)
        return [_convert(item, each) for each in value]
    return value


@lru_cache(maxsize=None)
def _hints(kind: Any) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)
