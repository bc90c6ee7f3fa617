package kloakd

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// Sessions are saved discovery configurations. Saving, ending and deleting needs a live key.
type Sessions struct {
	transport *transport
	base      string
}

// NewSession is what is saved. What is zero is left to the service.
type NewSession struct {
	URL         string
	Name        string
	MaxRequests int
}

// ListOptions choose a page. What is zero is left to the service.
type ListOptions struct {
	Limit  int
	Offset int
}

// List reads a page of the sessions. The options may be nil.
func (s *Sessions) List(ctx context.Context, with *ListOptions, options ...CallOption) (*SessionList, error) {
	query := url.Values{}
	if with != nil && with.Limit != 0 {
		query.Set("limit", strconv.Itoa(with.Limit))
	}
	if with != nil && with.Offset != 0 {
		query.Set("offset", strconv.Itoa(with.Offset))
	}
	return fetch[SessionList](ctx, s.transport, Request{Method: http.MethodGet, Query: query}, s.base, nil, options)
}

// Get reads a session.
func (s *Sessions) Get(ctx context.Context, sessionID string, options ...CallOption) (*Session, error) {
	return s.send(ctx, http.MethodGet, []string{sessionID}, nil, options)
}

// Create saves a session.
func (s *Sessions) Create(ctx context.Context, session NewSession, options ...CallOption) (*Session, error) {
	body := map[string]any{}
	set(body, "url", session.URL)
	set(body, "name", session.Name)
	if session.MaxRequests != 0 {
		body["options"] = SessionOptions{session.MaxRequests}
	}
	return s.send(ctx, http.MethodPost, nil, body, options)
}

// Delete deletes a session.
func (s *Sessions) Delete(ctx context.Context, sessionID string, options ...CallOption) error {
	_, err := s.send(ctx, http.MethodDelete, []string{sessionID}, nil, options)
	return err
}

// End ends a session.
func (s *Sessions) End(ctx context.Context, sessionID string, options ...CallOption) (*Session, error) {
	return s.send(ctx, http.MethodPost, []string{sessionID, "end"}, nil, options)
}

// SetJob ties a session to a discovery.
func (s *Sessions) SetJob(ctx context.Context, sessionID, jobID string, options ...CallOption) (*Session, error) {
	return s.send(ctx, http.MethodPatch, []string{sessionID, "job"}, map[string]any{"job_id": jobID}, options)
}

func (s *Sessions) send(ctx context.Context, method string, path []string, body any, options []CallOption) (*Session, error) {
	return fetch[Session](ctx, s.transport, Request{Method: method, Body: body}, s.base, path, options)
}
