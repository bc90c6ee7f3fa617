package kloakd

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// ConfigurationError says that a client was to be made without a key, an organization or a base URL.
type ConfigurationError struct{ Message string }

func (e *ConfigurationError) Error() string { return "kloakd: " + e.Message }

// ArgumentError says that an argument cannot be sent: an ID that would be a step in the path, or a path without its slash.
type ArgumentError struct{ Message string }

func (e *ArgumentError) Error() string { return "kloakd: " + e.Message }

// ConnectionError says that no answer came: the connection failed or was cut. It wraps the cause.
type ConnectionError struct {
	Message string
	cause   error
}

func (e *ConnectionError) Error() string {
	if e.cause == nil {
		return "kloakd: " + e.Message
	}
	return fmt.Sprintf("kloakd: %s: %v", e.Message, e.cause)
}

// Unwrap gives what the connection failed of, such as io.ErrUnexpectedEOF.
func (e *ConnectionError) Unwrap() error { return e.cause }

// TimeoutError says that the call took longer than its timeout. errors.Is finds context.DeadlineExceeded in it.
// The end of a caller's own context is context.Canceled or context.DeadlineExceeded, and no TimeoutError.
type TimeoutError struct{ After time.Duration }

func (e *TimeoutError) Error() string {
	return fmt.Sprintf("kloakd: the call took longer than %v", e.After)
}

// Timeout is true, as in net.Error.
func (e *TimeoutError) Timeout() bool { return true }

// Is tells that this is a kind of context.DeadlineExceeded.
func (e *TimeoutError) Is(target error) bool { return target == context.DeadlineExceeded }

// APIStatusError is the service's answer with an error. errors.As finds it in every type below, one for each class of
// the API's error table; errors.Is finds a Code.
type APIStatusError struct {
	// HTTP status; 0 where an event of a stream told the error.
	Status int
	// What a program switches on; empty where the answer was not the API's own.
	Code Code
	// Give it to the operator of the service; empty where the answer has none.
	RequestID string
	// 0 where waiting does not help.
	RetryAfter time.Duration
	// Where to get more; empty where nothing is for sale.
	UpgradeURL string
	// Whether the call cost a discovery; nil where the answer does not say.
	Charged *bool
	// The error object as it came, with the members that this version does not know.
	Body map[string]any

	retryHeader time.Duration
}

func (e *APIStatusError) Error() string {
	said := e.text("detail")
	if said == "" {
		said = e.text("title")
	}
	if said == "" {
		said = fmt.Sprintf("the service answered with status %d", e.Status)
	}
	if e.Code == "" {
		return "kloakd: " + said
	}
	return fmt.Sprintf("kloakd: %s [%s]", said, e.Code)
}

// Is compares with a Code.
func (e *APIStatusError) Is(target error) bool {
	code, ok := target.(Code)
	return ok && code == e.Code
}

// As gives what all the types below have in common.
func (e *APIStatusError) As(target any) bool {
	common, ok := target.(**APIStatusError)
	if ok {
		*common = e
	}
	return ok
}

func (e *APIStatusError) text(member string) string {
	text, _ := e.Body[member].(string)
	return text
}

// ValidationError is 400, 413, 415 or 422: something in the request is wrong.
type ValidationError struct {
	APIStatusError
	// The field that is wrong, where the service knows.
	Field string
}

// AuthenticationError is 401: the key is missing, unknown, revoked or expired.
type AuthenticationError struct{ APIStatusError }

// ForbiddenError is 403: another organization's resource, or a read-only key on a write.
type ForbiddenError struct{ APIStatusError }

// NotEntitledError is 403: the plan does not include the module.
type NotEntitledError struct {
	APIStatusError
	Module string
}

// NotFoundError is 404: no such route, or no such resource in this organization.
type NotFoundError struct{ APIStatusError }

// RateLimitError is 429: a window or a quota is used up. Where RetryAfter is 0, waiting does not help.
type RateLimitError struct{ APIStatusError }

// UpstreamError is 502: the target site could not be reached. It was not charged.
type UpstreamError struct {
	APIStatusError
	// dns, connect, tls, timeout or http
	Stage string
}

// APIError is any other error of the service.
type APIError struct{ APIStatusError }

var classOfStatus = map[int]string{
	400: "ValidationError",
	401: "AuthenticationError",
	403: "ForbiddenError",
	404: "NotFoundError",
	413: "ValidationError",
	415: "ValidationError",
	422: "ValidationError",
	429: "RateLimitError",
	502: "UpstreamError",
	504: "UpstreamError",
}

// errorOf makes the error of an answer. A class that this version does not know becomes the status's own.
func errorOf(status int, body map[string]any, header http.Header) error {
	common := commonOf(status, body, header)
	class, _ := body["error"].(string)
	if err := errorOfClass(class, common); err != nil {
		return err
	}
	if err := errorOfClass(classOfStatus[status], common); err != nil {
		return err
	}
	return &APIError{common}
}

func errorOfClass(class string, common APIStatusError) error {
	switch class {
	case "ValidationError":
		return &ValidationError{common, common.text("field")}
	case "AuthenticationError":
		return &AuthenticationError{common}
	case "ForbiddenError":
		return &ForbiddenError{common}
	case "NotEntitledError":
		return &NotEntitledError{common, common.text("module")}
	case "NotFoundError":
		return &NotFoundError{common}
	case "RateLimitError":
		return &RateLimitError{common}
	case "UpstreamError":
		return &UpstreamError{common, common.text("stage")}
	case "ApiError":
		return &APIError{common}
	}
	return nil
}

func commonOf(status int, body map[string]any, header http.Header) APIStatusError {
	e := APIStatusError{Status: status, Body: body}
	e.Code = Code(e.text("code"))
	e.RequestID = e.text("request_id")
	if e.RequestID == "" {
		e.RequestID = header.Get("X-Request-Id")
	}
	e.UpgradeURL = e.text("upgrade_url")
	if charged, ok := body["charged"].(bool); ok {
		e.Charged = &charged
	}
	e.retryHeader = readRetryAfter(header, time.Now())
	e.RetryAfter = e.retryHeader
	if seconds, ok := body["retry_after"].(float64); ok && e.RetryAfter == 0 && seconds > 0 && seconds < 1e9 {
		e.RetryAfter = time.Duration(seconds * float64(time.Second))
	}
	return e
}
