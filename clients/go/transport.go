package kloakd

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// Larger than any answer of the service. A server that sends without end is cut off here.
const maxBodyBytes = 32 << 20

// transport sends requests: credentials, deadlines, retries, and refusals as errors.
type transport struct {
	http       *http.Client
	baseURL    string
	timeout    time.Duration
	maxRetries int
	rateLimits atomic.Pointer[[]RateLimit]
	// A function keeps the key out of everything that prints or walks the fields of a client.
	authorize func(http.Header)
}

func newTransport(config Config, key, organization, baseURL string) *transport {
	client := http.Client{}
	if config.HTTPClient != nil {
		client = *config.HTTPClient
	}
	// A redirect would send the key to whatever address it names.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	t := &transport{http: &client, baseURL: baseURL, timeout: config.Timeout, maxRetries: config.MaxRetries}
	if t.timeout <= 0 {
		t.timeout = defaultTimeout
	}
	if t.maxRetries == 0 {
		t.maxRetries = defaultMaxRetries
	}
	t.authorize = func(header http.Header) {
		header.Set("Authorization", "Bearer "+key)
		header.Set("X-Kloakd-Organization", organization)
	}
	return t
}

func (t *transport) do(ctx context.Context, request Request, options []CallOption) (*Response, error) {
	c, err := t.prepare(request, options)
	if err != nil {
		return nil, err
	}
	limit := newDeadline(ctx, c.timeout)
	defer limit.end()
	response, err := t.open(c, limit)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := readBody(response, limit)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusNoContent && !(isJSON(response.Header) && json.Valid(body)) {
		return nil, notOurs(response, "The answer is not JSON: something between you and the service answered instead.")
	}
	return &Response{response.StatusCode, response.Header, body}, nil
}

// open sends a request, again where that may help. It returns an answer of 2xx whose body is not read yet.
func (t *transport) open(c *call, limit *deadline) (*http.Response, error) {
	for attempt := 0; ; attempt++ {
		response, err := t.attempt(c, limit)
		if err == nil {
			return response, nil
		}
		wait, mayHelp := waitBeforeRetry(err, attempt)
		// Waiting past the deadline would only end in a timeout that says less.
		if !mayHelp || attempt >= t.maxRetries || wait >= limit.rest() {
			return nil, err
		}
		if err := limit.sleep(wait); err != nil {
			return nil, err
		}
	}
}

func (t *transport) attempt(c *call, limit *deadline) (*http.Response, error) {
	message, err := t.message(limit.ctx, c)
	if err != nil {
		return nil, err
	}
	response, err := t.http.Do(message)
	if err != nil {
		if over := limit.over(); over != nil {
			return nil, over
		}
		return nil, &ConnectionError{"the service could not be reached", err}
	}
	// It holds the key, which nothing that is kept may lead to.
	response.Request = nil
	if limits, ok := readRateLimits(response.Header); ok {
		t.rateLimits.Store(&limits)
	}
	if response.StatusCode >= 200 && response.StatusCode < 300 {
		return response, nil
	}
	defer response.Body.Close()
	text, err := readBody(response, limit)
	if over := limit.over(); err != nil && over != nil {
		return nil, over
	}
	// An error page may be cut off or HTML: then the status is all that is known.
	body := map[string]any{}
	if json.Unmarshal(text, &body) != nil {
		body = nil
	}
	return nil, errorOf(response.StatusCode, body, response.Header)
}

func (t *transport) message(ctx context.Context, c *call) (*http.Request, error) {
	target := t.baseURL + c.Path
	if len(c.Query) > 0 {
		target += "?" + c.Query.Encode()
	}
	var body io.Reader
	if c.body != nil {
		body = bytes.NewReader(c.body)
	}
	message, err := http.NewRequestWithContext(ctx, c.Method, target, body)
	if err != nil {
		return nil, fmt.Errorf("kloakd: %w", err)
	}
	// Else net/http sends a body a second time by itself, because of the Idempotency-Key. Attempts are counted here.
	message.GetBody = nil
	message.Header.Set("Accept", "application/json")
	message.Header.Set("User-Agent", "kloakd-go/"+Version)
	if c.body != nil {
		message.Header.Set("Content-Type", "application/json")
	}
	t.authorize(message.Header)
	for name, values := range c.Header {
		message.Header[http.CanonicalHeaderKey(name)] = values
	}
	return message, nil
}

func readBody(response *http.Response, limit *deadline) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBodyBytes+1))
	if err != nil {
		if over := limit.over(); over != nil {
			return nil, over
		}
		return nil, &ConnectionError{"the answer was cut off", err}
	}
	if len(body) > maxBodyBytes {
		return nil, &ConnectionError{Message: "the answer is larger than 32 MiB"}
	}
	return body, nil
}

func isJSON(header http.Header) bool {
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	return err == nil && (strings.HasSuffix(kind, "/json") || strings.HasSuffix(kind, "+json"))
}

func notOurs(response *http.Response, detail string) error {
	body := map[string]any{"error": "ApiError", "detail": detail}
	return errorOf(response.StatusCode, body, response.Header)
}
