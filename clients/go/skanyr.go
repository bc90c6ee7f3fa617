package kloakd

import (
	"context"
	"net/http"
	"net/url"
)

// Skanyr is discovery: it finds the HTTP APIs behind a URL.
type Skanyr struct {
	Sessions  *Sessions
	transport *transport
	base      string
}

func newSkanyr(t *transport, organizationPath string) *Skanyr {
	base := organizationPath + "/skanyr"
	return &Skanyr{Sessions: &Sessions{t, base + "/sessions"}, transport: t, base: base}
}

// DiscoverOptions of a discovery. What is zero is left to the service.
type DiscoverOptions struct {
	// Requests that the discovery may make, 1 to 200.
	MaxRequests             int
	SiteHierarchyArtifactID string
	SessionArtifactID       string
	// Endpoints on a page, 1 to 1,000; by default 100.
	Limit int
	// Endpoints before the page.
	Offset int
}

func (o *DiscoverOptions) body(pageURL string) map[string]any {
	body := map[string]any{"url": pageURL}
	if o != nil {
		set(body, "max_requests", o.MaxRequests)
		set(body, "site_hierarchy_artifact_id", o.SiteHierarchyArtifactID)
		set(body, "session_artifact_id", o.SessionArtifactID)
		set(body, "limit", o.Limit)
		set(body, "offset", o.Offset)
	}
	return body
}

// StreamOptions of a discovery that is streamed. What is zero is left to the service.
type StreamOptions struct {
	// Requests that the discovery may make, 1 to 200.
	MaxRequests             int
	SiteHierarchyArtifactID string
}

// RetryOptions change a discovery that is run again. What is zero stays as it was.
type RetryOptions struct {
	URL         string
	MaxRequests int
	Limit       int
	Offset      int
}

// Discover runs a discovery, or reads a page of one that ran within the last hour. It costs one discovery, its pages
// nothing. The options may be nil.
func (s *Skanyr) Discover(ctx context.Context, pageURL string, with *DiscoverOptions, options ...CallOption) (*Discovery, error) {
	return post[Discovery](ctx, s, []string{"discover"}, with.body(pageURL), options)
}

// Get reads a discovery that was begun earlier.
func (s *Skanyr) Get(ctx context.Context, discoveryID string, options ...CallOption) (*DiscoveryJob, error) {
	return get[DiscoveryJob](ctx, s, []string{"discover", discoveryID}, nil, options)
}

// Job is the same as Get: a discovery's ID is its job's.
func (s *Skanyr) Job(ctx context.Context, jobID string, options ...CallOption) (*DiscoveryJob, error) {
	return get[DiscoveryJob](ctx, s, []string{"jobs", jobID}, nil, options)
}

// Events are those of a discovery until now, without waiting for more.
func (s *Skanyr) Events(ctx context.Context, discoveryID string, options ...CallOption) ([]DiscoveryEvent, error) {
	type answer struct{ Events []DiscoveryEvent }
	found, err := get[answer](ctx, s, eventsPath(discoveryID), nil, options)
	if err != nil {
		return nil, err
	}
	return found.Events, nil
}

// APIMap is a stored discovery.
func (s *Skanyr) APIMap(ctx context.Context, artifactID string, options ...CallOption) (*APIMap, error) {
	return get[APIMap](ctx, s, []string{"api-map", artifactID}, nil, options)
}

// OpenAPI is a stored discovery as an OpenAPI 3.1 document.
func (s *Skanyr) OpenAPI(ctx context.Context, artifactID string, options ...CallOption) (map[string]any, error) {
	query := url.Values{"format": {"openapi"}}
	document, err := get[map[string]any](ctx, s, []string{"api-map", artifactID}, query, options)
	if err != nil {
		return nil, err
	}
	return *document, nil
}

// DetectedAPIs is what this organization has stored about a page.
func (s *Skanyr) DetectedAPIs(ctx context.Context, pageURL string, options ...CallOption) (*DetectedAPIs, error) {
	return get[DetectedAPIs](ctx, s, []string{"detected-apis"}, url.Values{"page_url": {pageURL}}, options)
}

// AnalyzeBundle reads what one script says about APIs. It costs one discovery.
func (s *Skanyr) AnalyzeBundle(ctx context.Context, scriptURL string, options ...CallOption) (*Discovery, error) {
	return post[Discovery](ctx, s, []string{"analyze-bundle"}, map[string]any{"url": scriptURL}, options)
}

// DiscoverPage discovers one page and what it loads, not the site. It costs one discovery.
func (s *Skanyr) DiscoverPage(ctx context.Context, pageURL string, options ...CallOption) (*Discovery, error) {
	return post[Discovery](ctx, s, pagePath, map[string]any{"url": pageURL}, options)
}

// Hierarchy reads a site's pages as a tree. It costs one discovery.
func (s *Skanyr) Hierarchy(ctx context.Context, siteURL string, options ...CallOption) (*Hierarchy, error) {
	return post[Hierarchy](ctx, s, []string{"hierarchy"}, map[string]any{"url": siteURL}, options)
}

// ReaderView reads a page as plain text. It costs one discovery.
func (s *Skanyr) ReaderView(ctx context.Context, pageURL string, options ...CallOption) (*ReaderView, error) {
	return post[ReaderView](ctx, s, []string{"reader-view"}, map[string]any{"url": pageURL}, options)
}

// ExpandNode reads what is below a node of a hierarchy.
func (s *Skanyr) ExpandNode(ctx context.Context, nodeID string, options ...CallOption) (*ExpandedNode, error) {
	return post[ExpandedNode](ctx, s, []string{"expand-node"}, map[string]any{"node_id": nodeID}, options)
}

// Retry runs a discovery again. It costs nothing where the first one was given back. The options may be nil.
func (s *Skanyr) Retry(ctx context.Context, discoveryID string, with *RetryOptions, options ...CallOption) (*Discovery, error) {
	body := map[string]any{"discovery_id": discoveryID}
	if with != nil {
		set(body, "url", with.URL)
		set(body, "max_requests", with.MaxRequests)
		set(body, "limit", with.Limit)
		set(body, "offset", with.Offset)
	}
	return post[Discovery](ctx, s, []string{"retry"}, body, options)
}

// Health says whether the module works, and how busy it is.
func (s *Skanyr) Health(ctx context.Context, options ...CallOption) (*Health, error) {
	return get[Health](ctx, s, []string{"health"}, nil, options)
}

// Below the module's path.
var pagePath = []string{"discover-page", "live"}

func eventsPath(discoveryID string) []string { return []string{"discover", discoveryID, "events"} }

func get[T any](ctx context.Context, s *Skanyr, path []string, query url.Values, options []CallOption) (*T, error) {
	return fetch[T](ctx, s.transport, Request{Method: http.MethodGet, Query: query}, s.base, path, options)
}

func post[T any](ctx context.Context, s *Skanyr, path []string, body any, options []CallOption) (*T, error) {
	return fetch[T](ctx, s.transport, Request{Method: http.MethodPost, Body: body}, s.base, path, options)
}

// set leaves out what is zero.
func set[T comparable](body map[string]any, name string, value T) {
	var zero T
	if value != zero {
		body[name] = value
	}
}
