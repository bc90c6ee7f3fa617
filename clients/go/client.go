// Package kloakd is a client for the KLOAKD API: find the HTTP APIs behind a URL.
package kloakd

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const (
	defaultTimeout    = 90 * time.Second
	defaultMaxRetries = 2
)

// Config says for whom a client calls. A field that is empty is read from the variable beside it.
type Config struct {
	// KLOAKD_API_KEY
	APIKey string `json:"-"`
	// KLOAKD_ORG_ID, a UUID.
	OrganizationID string
	// KLOAKD_BASE_URL, the origin of the service.
	BaseURL string
	// For a whole call with its retries; for a stream, the longest silence. By default 90 seconds: longer than any
	// discovery. A context's own deadline counts as well.
	Timeout time.Duration
	// How often a call that failed is tried again: by default twice; never where this is negative.
	MaxRetries int
	// By default one that shares http.DefaultTransport. Leave its own Timeout at zero: it would cut streams off.
	// Redirects are not followed in any case.
	HTTPClient *http.Client
}

// Format writes the configuration without its key, whatever the verb.
func (c Config) Format(state fmt.State, _ rune) {
	fmt.Fprintf(state, "kloakd.Config{OrganizationID: %q, BaseURL: %q}", c.OrganizationID, redacted(c.BaseURL))
}

// Client calls the API for one key and one organization. It may be used by many goroutines at once.
type Client struct {
	Skanyr         *Skanyr
	organizationID string
	// Of all that belongs to the organization.
	path      string
	transport *transport
}

// New makes a client. Where a setting is missing, the error is a *ConfigurationError.
func New(config Config) (*Client, error) {
	key := given(config.APIKey, "KLOAKD_API_KEY")
	organization := given(config.OrganizationID, "KLOAKD_ORG_ID")
	if key == "" || organization == "" {
		return nil, &ConfigurationError{"give APIKey and OrganizationID, or set the variables KLOAKD_API_KEY and KLOAKD_ORG_ID"}
	}
	if !fitsHeader(key) || !fitsHeader(organization) {
		return nil, &ConfigurationError{"APIKey or OrganizationID has a line break or another character that no header may have"}
	}
	baseURL, err := readBaseURL(given(config.BaseURL, "KLOAKD_BASE_URL"))
	if err != nil {
		return nil, err
	}
	path, err := pathOf("/api/v1/organizations", organization)
	if err != nil {
		return nil, err
	}
	transport := newTransport(config, key, organization, baseURL)
	return &Client{newSkanyr(transport, path), organization, path, transport}, nil
}

// MustNew is New for a program that cannot go on without a client: it panics where a setting is missing.
func MustNew(config Config) *Client {
	client, err := New(config)
	if err != nil {
		panic(err)
	}
	return client
}

// String names the organization and the base URL, never the key.
func (c *Client) String() string {
	return fmt.Sprintf("kloakd.Client{OrganizationID: %q, BaseURL: %q}", c.organizationID, redacted(c.transport.baseURL))
}

// GoString is String.
func (c *Client) GoString() string { return c.String() }

// RateLimits are the limits that the latest answer told.
func (c *Client) RateLimits() []RateLimit {
	if limits := c.transport.rateLimits.Load(); limits != nil {
		return append([]RateLimit(nil), *limits...)
	}
	return nil
}

// Key says what this client's own key may do. It costs nothing.
func (c *Client) Key(ctx context.Context, options ...CallOption) (*KeyDescription, error) {
	return fetch[KeyDescription](ctx, c.transport, Request{Method: http.MethodGet}, "/api/v1", []string{"key"}, options)
}

// Module calls another module, or a route that this version does not know. The path is below …/{organization}/{module}.
func (c *Client) Module(ctx context.Context, name string, request Request, options ...CallOption) (*Response, error) {
	module, err := pathOf(c.path, name)
	if err == nil {
		err = checkPath(request.Path)
	}
	if err != nil {
		return nil, err
	}
	request.Path = module + request.Path
	return c.Do(ctx, request, options...)
}

// Do makes any call and returns the answer with its status and headers. The path is below the base URL.
func (c *Client) Do(ctx context.Context, request Request, options ...CallOption) (*Response, error) {
	return c.transport.do(ctx, request, options)
}

func given(argument, variable string) string {
	if argument != "" {
		return argument
	}
	return os.Getenv(variable)
}

// A key with a line break, as a file read whole gives, is refused here and not by net/http at every call.
func fitsHeader(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f }) < 0
}

func readBaseURL(text string) (string, error) {
	if text == "" {
		return "", &ConfigurationError{"give BaseURL, the origin of the service, or set the variable KLOAKD_BASE_URL"}
	}
	parsed, err := url.Parse(text)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return "", &ConfigurationError{fmt.Sprintf("BaseURL is %q, but must be an http(s) URL", redacted(text))}
	}
	return strings.TrimRight(text, "/"), nil
}

// redacted hides a password that the base URL may have.
func redacted(text string) string {
	parsed, err := url.Parse(text)
	if err != nil {
		return "not a URL"
	}
	return parsed.Redacted()
}
