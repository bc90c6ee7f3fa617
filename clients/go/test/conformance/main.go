// Command conformance carries out the calls of the conformance suite: one JSON object a line in, one a line out.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/kloakd/kloakd-go"
	"github.com/kloakd/kloakd-go/internal/jitter"
)

type task struct {
	Case      string
	Call      callOf
	Arguments struct {
		APIKey, OrganizationID, BaseURL string
		TimeoutMs                       int
	}
	Environment map[string]string
}

type callOf struct {
	Operation      string
	Arguments      arguments
	Take           int
	IdempotencyKey string `json:"idempotency_key"`
	CancelAfterMs  int    `json:"cancel_after_ms"`
	TimeoutMs      int    `json:"timeout_ms"`
	Then           string
	// What the waits are drawn with; nil: as outside of the suite.
	Random *float64
}

type arguments struct {
	URL         string
	MaxRequests int `json:"max_requests"`
	Limit       int
	Offset      int
	DiscoveryID string `json:"discovery_id"`
	JobID       string `json:"job_id"`
	ArtifactID  string `json:"artifact_id"`
	PageURL     string `json:"page_url"`
	NodeID      string `json:"node_id"`
	SessionID   string `json:"session_id"`
	HierarchyID string `json:"site_hierarchy_artifact_id"`
	ScriptsID   string `json:"session_artifact_id"`
	Name        *string
	Method      string
	Path        string
	Body        any
	Headers     map[string]string
}

type outcome struct {
	Case   string         `json:"case"`
	Result any            `json:"result,omitempty"`
	Items  any            `json:"items,omitempty"`
	Error  map[string]any `json:"error,omitempty"`
}

var drawn = jitter.Fraction

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	output := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var t task
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			panic(err)
		}
		jitter.Fraction = drawn
		if t.Call.Random != nil {
			jitter.Fraction = func() float64 { return *t.Call.Random }
		}
		output.Encode(carryOut(t))
	}
}

func carryOut(t task) outcome {
	for _, name := range []string{"KLOAKD_API_KEY", "KLOAKD_ORG_ID", "KLOAKD_BASE_URL"} {
		os.Unsetenv(name)
	}
	for name, value := range t.Environment {
		os.Setenv(name, value)
	}
	config := kloakd.Config{
		APIKey:         t.Arguments.APIKey,
		OrganizationID: t.Arguments.OrganizationID,
		BaseURL:        t.Arguments.BaseURL,
		Timeout:        time.Duration(t.Arguments.TimeoutMs) * time.Millisecond,
	}
	client, err := kloakd.New(config)
	if err != nil {
		return outcome{Case: t.Case, Error: describe(err)}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if t.Call.CancelAfterMs > 0 {
		time.AfterFunc(time.Duration(t.Call.CancelAfterMs)*time.Millisecond, cancel)
	}
	done := outcome{Case: t.Case}
	done.Result, done.Items, err = operate(ctx, client, t.Call)
	if t.Call.Then == "texts" {
		return outcome{Case: t.Case, Result: texts(config, client, err)}
	}
	if t.Call.Then == "rate_limits" {
		done.Result = client.RateLimits()
	}
	if err != nil {
		done.Result, done.Error = nil, describe(err)
	}
	return done
}

func operate(ctx context.Context, client *kloakd.Client, c callOf) (result, items any, err error) {
	a, skanyr, key := c.Arguments, client.Skanyr, kloakd.WithIdempotencyKey(c.IdempotencyKey)
	discover := &kloakd.DiscoverOptions{
		MaxRequests: a.MaxRequests, Limit: a.Limit, Offset: a.Offset,
		SiteHierarchyArtifactID: a.HierarchyID, SessionArtifactID: a.ScriptsID,
	}
	switch c.Operation {
	case "discover":
		options := []kloakd.CallOption{key}
		if c.TimeoutMs > 0 {
			options = append(options, kloakd.WithTimeout(time.Duration(c.TimeoutMs)*time.Millisecond))
		}
		result, err = skanyr.Discover(ctx, a.URL, discover, options...)
	case "endpoints":
		items, err = collect(skanyr.Endpoints(ctx, a.URL, discover, key).All(), c.Take)
	case "stream":
		with := &kloakd.StreamOptions{MaxRequests: a.MaxRequests, SiteHierarchyArtifactID: a.HierarchyID}
		items, err = collect(skanyr.Stream(ctx, a.URL, with, key).All(), c.Take)
	case "stream_page":
		items, err = collect(skanyr.StreamPage(ctx, a.URL, key).All(), c.Take)
	case "follow":
		items, err = collect(skanyr.Follow(ctx, a.DiscoveryID).All(), c.Take)
	case "get":
		result, err = skanyr.Get(ctx, a.DiscoveryID)
	case "job":
		result, err = skanyr.Job(ctx, a.JobID)
	case "events":
		result, err = skanyr.Events(ctx, a.DiscoveryID)
	case "api_map":
		result, err = skanyr.APIMap(ctx, a.ArtifactID)
	case "open_api":
		result, err = skanyr.OpenAPI(ctx, a.ArtifactID)
	case "detected_apis":
		result, err = skanyr.DetectedAPIs(ctx, a.PageURL)
	case "analyze_bundle":
		result, err = skanyr.AnalyzeBundle(ctx, a.URL, key)
	case "discover_page":
		result, err = skanyr.DiscoverPage(ctx, a.URL, key)
	case "hierarchy":
		result, err = skanyr.Hierarchy(ctx, a.URL, key)
	case "reader_view":
		result, err = skanyr.ReaderView(ctx, a.URL, key)
	case "expand_node":
		result, err = skanyr.ExpandNode(ctx, a.NodeID, key)
	case "retry":
		with := &kloakd.RetryOptions{URL: a.URL, MaxRequests: a.MaxRequests, Limit: a.Limit, Offset: a.Offset}
		result, err = skanyr.Retry(ctx, a.DiscoveryID, with, key)
	case "health":
		result, err = skanyr.Health(ctx)
	case "key":
		result, err = client.Key(ctx)
	case "module", "request":
		result, err = call(ctx, client, a, key)
	default:
		result, err = session(ctx, skanyr.Sessions, c.Operation, a, key)
	}
	return result, items, err
}

func session(ctx context.Context, sessions *kloakd.Sessions, operation string, a arguments, key kloakd.CallOption) (any, error) {
	switch operation {
	case "sessions.create":
		return sessions.Create(ctx, kloakd.NewSession{URL: a.URL, Name: text(a.Name), MaxRequests: a.MaxRequests}, key)
	case "sessions.list":
		return sessions.List(ctx, &kloakd.ListOptions{Limit: a.Limit, Offset: a.Offset})
	case "sessions.get":
		return sessions.Get(ctx, a.SessionID)
	case "sessions.delete":
		return nil, sessions.Delete(ctx, a.SessionID)
	case "sessions.end":
		return sessions.End(ctx, a.SessionID)
	case "sessions.set_job":
		return sessions.SetJob(ctx, a.SessionID, a.JobID)
	}
	return nil, fmt.Errorf("the runner does not know %s", operation)
}

// call is one of a module where it has a name, and of any path else.
func call(ctx context.Context, client *kloakd.Client, a arguments, key kloakd.CallOption) (any, error) {
	request := kloakd.Request{Method: a.Method, Path: a.Path, Body: a.Body, Header: http.Header{}}
	for name, value := range a.Headers {
		request.Header.Set(name, value)
	}
	send := func() (*kloakd.Response, error) { return client.Module(ctx, *a.Name, request, key) }
	if a.Name == nil {
		send = func() (*kloakd.Response, error) { return client.Do(ctx, request, key) }
	}
	response, err := send()
	if err != nil {
		return nil, err
	}
	return map[string]any{"status": response.Status, "body": response.Body, "header": response.Header.Get("X-Extra")}, nil
}

func collect[T any](all func(func(T, error) bool), take int) ([]T, error) {
	items := []T{}
	var failed error
	all(func(item T, err error) bool {
		if failed = err; err == nil {
			items = append(items, item)
		}
		return err == nil && len(items) != take
	})
	return items, failed
}

func text(given *string) string {
	if given == nil {
		return ""
	}
	return *given
}

func texts(things ...any) []string {
	var all []string
	for _, thing := range things {
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			all = append(all, fmt.Sprintf(format, thing))
		}
		text, _ := json.Marshal(thing)
		all = append(all, string(text))
	}
	return all
}

func describe(err error) map[string]any {
	if errors.Is(err, context.Canceled) {
		return map[string]any{"class": "Cancelled"}
	}
	class := strings.Replace(reflect.TypeOf(err).Elem().Name(), "APIError", "ApiError", 1)
	known := map[string]any{"class": class, "message": err.Error()}
	var status *kloakd.APIStatusError
	if errors.As(err, &status) {
		known["status"], known["code"], known["request_id"] = status.Status, status.Code, status.RequestID
		known["charged"] = status.Charged
		if status.RetryAfter > 0 {
			known["retry_after"] = status.RetryAfter.Seconds()
		}
		if status.UpgradeURL != "" {
			known["upgrade_url"] = status.UpgradeURL
		}
	}
	var invalid *kloakd.ValidationError
	if errors.As(err, &invalid) {
		known["field"] = invalid.Field
	}
	var notEntitled *kloakd.NotEntitledError
	if errors.As(err, &notEntitled) {
		known["module"] = notEntitled.Module
	}
	return known
}
