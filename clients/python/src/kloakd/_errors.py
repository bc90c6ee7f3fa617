"""Everything that this package raises, except for an argument of the wrong type."""

from __future__ import annotations

import email.utils
import time
from typing import Any, Mapping, Optional


class KloakdError(Exception):
    """Base of every error of this package."""


class ConfigurationError(KloakdError):
    """The client was made without a key, an organization or a base URL."""


class ConnectionError(KloakdError):  # noqa: A001 - the same name in every client
    """No answer came: the connection failed or was cut."""


class TimeoutError(KloakdError):  # noqa: A001 - the same name in every client
    """The call took longer than its timeout."""


class ApiStatusError(KloakdError):
    """The service answered with an error. One subclass for each class of the API's error table."""

    #: HTTP status; 0 where an event of a stream told the error.
    status: int
    #: What a program switches on, such as ``lifetime_quota_exhausted``; empty where the answer was not the API's own.
    code: str
    #: Give it to the operator of the service; empty where the answer has none.
    request_id: str
    #: Seconds; None where waiting does not help.
    retry_after: Optional[float]
    upgrade_url: Optional[str]
    #: Whether the call cost a discovery; None where the answer does not say.
    charged: Optional[bool]
    #: The error object as it came.
    body: Mapping[str, Any]

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self.status = status
        self.body = body
        self.code = _text(body, "code") or ""
        self.request_id = _text(body, "request_id") or headers.get("x-request-id") or ""
        self.retry_after = read_retry_after(headers) or _positive(body.get("retry_after"))
        self.upgrade_url = _text(body, "upgrade_url")
        charged = body.get("charged")
        self.charged = charged if isinstance(charged, bool) else None
        super().__init__(self._message())

    def _message(self) -> str:
        said = _text(self.body, "detail") or _text(self.body, "title")
        code = f" [{self.code}]" if self.code else ""
        return f"{said or f'The service answered with status {self.status}.'}{code}"


class ValidationError(ApiStatusError):
    """400, 413, 415, 422: something in the request is wrong."""

    @property
    def field(self) -> Optional[str]:
        """The field that is wrong, where the service knows."""
        return _text(self.body, "field")


class AuthenticationError(ApiStatusError):
    """401: the key is missing, unknown, revoked or expired."""


class ForbiddenError(ApiStatusError):
    """403: another organization's resource, or a read-only key on a write."""


class NotEntitledError(ApiStatusError):
    """403: the plan does not include the module."""

    @property
    def module(self) -> Optional[str]:
        return _text(self.body, "module")


class NotFoundError(ApiStatusError):
    """404: no such route, or no such resource in this organization."""


class RateLimitError(ApiStatusError):
    """429: a window or a quota is used up. Where ``retry_after`` is None, waiting does not help."""


class UpstreamError(ApiStatusError):
    """502: the target site could not be reached. It was not charged."""

    @property
    def stage(self) -> Optional[str]:
        """``dns``, ``connect``, ``tls``, ``timeout`` or ``http``."""
        return _text(self.body, "stage")


class ApiError(ApiStatusError):
    """Any other error of the service."""


_BY_CLASS: Mapping[str, type[ApiStatusError]] = {
    kind.__name__: kind
    for kind in (
        ValidationError,
        AuthenticationError,
        ForbiddenError,
        NotEntitledError,
        NotFoundError,
        RateLimitError,
        UpstreamError,
        ApiError,
    )
}
_BY_STATUS: Mapping[int, type[ApiStatusError]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: ForbiddenError,
    404: NotFoundError,
    413: ValidationError,
    415: ValidationError,
    422: ValidationError,
    429: RateLimitError,
    502: UpstreamError,
    504: UpstreamError,
}


def error_of(status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> ApiStatusError:
    """The error of an answer. A class that this version does not know becomes the status's own."""
    kind = _BY_CLASS.get(str(body.get("error"))) or _BY_STATUS.get(status) or ApiError
    return kind(status, body, headers)


def read_retry_after(headers: Mapping[str, str]) -> Optional[float]:
    """The header in seconds (RFC 9110, section 10.2.3); None where there is none, or it is no positive number."""
    text = headers.get("retry-after", "")
    if text.isdigit() and len(text) < 10:
        return _positive(int(text))
    try:
        return _positive(email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _positive(value: Any) -> Optional[float]:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and value > 0 else None


def _text(body: Mapping[str, Any], name: str) -> Optional[str]:
    value = body.get(name)
    return value if isinstance(value, str) else None
