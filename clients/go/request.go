package kloakd

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Request is a call of Client.Do or Client.Module.
type Request struct {
	Method string
	// Begins with a slash; its parts are escaped already, as by url.PathEscape.
	Path   string
	Query  url.Values
	Header http.Header
	// Sent as JSON; nil is no body.
	Body any
}

// Response is an answer as it came.
type Response struct {
	Status int
	Header http.Header
	// JSON; empty where the status is 204.
	Body json.RawMessage
}

// CallOption changes one call.
type CallOption func(*callOptions)

type callOptions struct {
	timeout        time.Duration
	idempotencyKey string
}

// WithTimeout sets the time of one call with its retries; for a stream, the longest silence.
func WithTimeout(timeout time.Duration) CallOption {
	return func(o *callOptions) {
		if timeout > 0 {
			o.timeout = timeout
		}
	}
}

// WithIdempotencyKey makes a repeated call return the first one's result, uncharged. By default each POST and PATCH gets
// a new key, which its retries keep.
func WithIdempotencyKey(key string) CallOption {
	return func(o *callOptions) {
		if key != "" {
			o.idempotencyKey = key
		}
	}
}

// call is a request that is ready to be sent, as often as needed.
type call struct {
	Request
	body    []byte
	timeout time.Duration
}

// prepare reads the options and writes the body once, before the first attempt.
func (t *transport) prepare(request Request, options []CallOption) (*call, error) {
	chosen := callOptions{timeout: t.timeout}
	for _, option := range options {
		option(&chosen)
	}
	if err := checkPath(request.Path); err != nil {
		return nil, err
	}
	c := &call{Request: request, timeout: chosen.timeout}
	if c.Header = request.Header.Clone(); c.Header == nil {
		c.Header = http.Header{}
	}
	if chosen.idempotencyKey == "" && !isRepeatable(request.Method) {
		// Made here, so that all attempts carry the same.
		chosen.idempotencyKey = newKey()
	}
	if chosen.idempotencyKey != "" && c.Header.Get("Idempotency-Key") == "" {
		c.Header.Set("Idempotency-Key", chosen.idempotencyKey)
	}
	if request.Body == nil {
		return c, nil
	}
	body, err := json.Marshal(request.Body)
	if err != nil {
		return nil, fmt.Errorf("kloakd: the body cannot be written as JSON: %w", err)
	}
	c.body = body
	return c, nil
}

// isRepeatable tells whether a call may be sent twice and do no more than once.
func isRepeatable(method string) bool {
	return !strings.EqualFold(method, http.MethodPost) && !strings.EqualFold(method, http.MethodPatch)
}

// fetch makes a call of a path below the base, and reads its answer as a T.
func fetch[T any](ctx context.Context, t *transport, request Request, base string, path []string, options []CallOption) (*T, error) {
	var err error
	if request.Path, err = pathOf(base, path...); err != nil {
		return nil, err
	}
	response, err := t.do(ctx, request, options)
	if err != nil {
		return nil, err
	}
	result := new(T)
	if len(response.Body) == 0 {
		return result, nil
	}
	if err := json.Unmarshal(response.Body, result); err != nil {
		return nil, fmt.Errorf("kloakd: the answer is not what this version knows: %w", err)
	}
	return result, nil
}

// newKey makes a UUID of version 4 (RFC 9562).
func newKey() string {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(err)
	}
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
