"""Client for the KLOAKD API: find the HTTP APIs behind a URL."""

from ._async import AsyncKloakd
from ._codes import ErrorCode
from ._errors import (
    ApiError,
    ApiStatusError,
    AuthenticationError,
    ConfigurationError,
    ConnectionError,
    ForbiddenError,
    KloakdError,
    NotEntitledError,
    NotFoundError,
    RateLimitError,
    TimeoutError,
    UpstreamError,
    ValidationError,
)
from ._models import (
    ApiMap,
    DetectedApis,
    Discovery,
    DiscoveryEvent,
    DiscoveryJob,
    Endpoint,
    Evidence,
    ExpandedNode,
    Health,
    Hierarchy,
    HierarchyNode,
    KeyDescription,
    Limit,
    Link,
    ModuleState,
    Parameters,
    Quota,
    RateLimit,
    RawResponse,
    ReaderView,
    Session,
    SessionList,
    SessionOptions,
)
from ._sync import Kloakd
from ._version import VERSION

__version__ = VERSION
__all__ = [name for name in dir() if not name.startswith("_")]
