package kloakd

import "encoding/json"

// What the service answers. Fields that this version does not know are left out; a text that the service has not, which
// it sends as null, is empty.

// Endpoint is one call that a site makes.
type Endpoint struct {
	// Absolute; unknown parts are named, as in /users/{id}.
	URL string `json:"url"`
	// Upper-case HTTP method.
	Method string `json:"method"`
	// rest, graphql, websocket, sse, rpc, soap, odata, or one that is newer than this client.
	APIType string `json:"api_type"`
	// 0 to 1
	Confidence float64    `json:"confidence"`
	Parameters Parameters `json:"parameters"`
	// Why the service believes in it.
	Source []Evidence `json:"source"`
}

// Parameters of an endpoint, by where they stand.
type Parameters struct {
	Path  []string       `json:"path"`
	Query []string       `json:"query"`
	Body  map[string]any `json:"body"`
}

// Evidence is where and how an endpoint was found.
type Evidence struct {
	File      string `json:"file"`
	Technique string `json:"technique"`
}

// Quota of discoveries. Limit and Remaining are nil where the plan has no limit.
type Quota struct {
	Limit     *int `json:"limit"`
	Used      int  `json:"used"`
	Reserved  int  `json:"reserved"`
	Remaining *int `json:"remaining"`
}

// Receipt is what a call that may cost a discovery ends with.
type Receipt struct {
	DiscoveryID string `json:"discovery_id"`
	ArtifactID  string `json:"artifact_id,omitempty"`
	Charged     bool   `json:"charged"`
	Quota       Quota  `json:"quota"`
}

// Discovery is a result, or a page of one.
type Discovery struct {
	Receipt
	Success        bool       `json:"success"`
	URL            string     `json:"url"`
	TotalEndpoints int        `json:"total_endpoints"`
	Endpoints      []Endpoint `json:"endpoints"`
	Error          string     `json:"error,omitempty"`
	HasMore        bool       `json:"has_more"`
	Total          int        `json:"total"`
	// Time or requests ran out before everything was read.
	Truncated    bool `json:"truncated"`
	RequestsMade int  `json:"requests_made"`
}

// DiscoveryJob is a discovery that was begun earlier.
type DiscoveryJob struct {
	Discovery
	JobID string `json:"job_id"`
	// queued, running, completed, failed or cancelled
	Status string `json:"status"`
	// RFC 3339, as all times.
	CreatedAt   string `json:"created_at"`
	CompletedAt string `json:"completed_at,omitempty"`
}

// DiscoveryEvent is one event of a stream.
type DiscoveryEvent struct {
	// Its number in the discovery, from 1; 0 where the service sent none.
	ID int64 `json:"id,omitempty"`
	// started, progress, endpoint_found or done
	Type        string `json:"type"`
	EndpointURL string `json:"endpoint_url,omitempty"`
	APIType     string `json:"api_type,omitempty"`
	// Depends on the type; that of endpoint_found is an Endpoint.
	Metadata map[string]any `json:"metadata"`
}

// Decode reads the metadata as something of the caller's, such as an Endpoint.
func (e DiscoveryEvent) Decode(into any) error {
	text, err := json.Marshal(e.Metadata)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// APIMap is a stored discovery.
type APIMap struct {
	ArtifactID     string          `json:"artifact_id"`
	DiscoveryID    string          `json:"discovery_id"`
	URL            string          `json:"url"`
	CreatedAt      string          `json:"created_at"`
	TotalEndpoints int             `json:"total_endpoints"`
	Endpoints      []Endpoint      `json:"endpoints"`
	Tree           json.RawMessage `json:"tree"`
}

// DetectedAPIs is what an organization has stored about a page.
type DetectedAPIs struct {
	Success   bool       `json:"success"`
	PageURL   string     `json:"page_url"`
	Endpoints []Endpoint `json:"endpoints"`
	Total     int        `json:"total"`
}

// HierarchyNode is a page of a site, or something below it.
type HierarchyNode struct {
	NodeID string `json:"node_id"`
	URL    string `json:"url"`
	Title  string `json:"title"`
	// page, document, script or endpoint
	Kind        string `json:"kind"`
	HasChildren bool   `json:"has_children"`
}

// Hierarchy is a site's pages as a tree.
type Hierarchy struct {
	Receipt
	Success    bool            `json:"success"`
	URL        string          `json:"url"`
	TotalNodes int             `json:"total_nodes"`
	Root       HierarchyNode   `json:"root"`
	Children   []HierarchyNode `json:"children"`
}

// ExpandedNode is a node of a hierarchy with what is below it.
type ExpandedNode struct {
	Success  bool            `json:"success"`
	Node     HierarchyNode   `json:"node"`
	Children []HierarchyNode `json:"children"`
}

// ReaderView is a page as plain text.
type ReaderView struct {
	Receipt
	Success bool   `json:"success"`
	URL     string `json:"url"`
	Title   string `json:"title"`
	// Markdown headings and lists; never HTML.
	Content string `json:"content"`
	Links   []Link `json:"links"`
}

// Link of a page.
type Link struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

// Health of the module.
type Health struct {
	Status   string `json:"status"`
	Module   string `json:"module"`
	Running  int    `json:"running"`
	Capacity int    `json:"capacity"`
}

// Session is a saved discovery configuration.
type Session struct {
	SessionID string         `json:"session_id"`
	Name      string         `json:"name"`
	URL       string         `json:"url"`
	Options   SessionOptions `json:"options"`
	JobID     string         `json:"job_id,omitempty"`
	// active or ended
	Status    string `json:"status"`
	CreatedAt string `json:"created_at"`
}

// SessionOptions are the saved options of a discovery.
type SessionOptions struct {
	// 0 where the service's own default counts.
	MaxRequests int `json:"max_requests,omitempty"`
}

// SessionList is a page of sessions.
type SessionList struct {
	Sessions []Session `json:"sessions"`
	HasMore  bool      `json:"has_more"`
	Total    int       `json:"total"`
}

// KeyDescription is what the client's own key may do.
type KeyDescription struct {
	// live, test or jwt
	Kind             string        `json:"kind"`
	OrganizationID   string        `json:"organization_id"`
	OrganizationName string        `json:"organization_name"`
	Plan             string        `json:"plan"`
	Modules          []ModuleState `json:"modules"`
	// read or full
	Access    string  `json:"access"`
	Limits    []Limit `json:"limits"`
	ExpiresAt string  `json:"expires_at,omitempty"`
	Last4     string  `json:"last4,omitempty"`
}

// ModuleState is a module of the plan, and whether this server has it.
type ModuleState struct {
	Name      string `json:"name"`
	Installed bool   `json:"installed"`
}

// Limit of a key. Limit and Remaining are nil where there is no limit, ResetAt is empty where nothing resets.
type Limit struct {
	Name      string `json:"name"`
	Limit     *int   `json:"limit"`
	Remaining *int   `json:"remaining"`
	ResetAt   string `json:"reset_at,omitempty"`
}

// RateLimit is one limit of the RateLimit header of the latest answer.
type RateLimit struct {
	Name      string `json:"name"`
	Remaining int    `json:"remaining"`
	// Nil where the limit never resets.
	ResetsInSeconds *int `json:"resets_in_seconds"`
}
