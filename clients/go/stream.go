package kloakd

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/kloakd/kloakd-go/internal/jitter"
)

const maxReconnects = 5

// Stream reads the events of a discovery while it runs. It ends after done; an error event is its Err.
//
//	defer stream.Close()
//	for stream.Next() {
//		fmt.Println(stream.Event().Type)
//	}
//	if err := stream.Err(); err != nil {
//		return err
//	}
//
// A connection that is cut is opened again after the last event, without a second charge. One goroutine may read a
// stream; any may close it.
type Stream struct {
	transport *transport
	base      string
	deadline  *deadline
	// next is what to send when no connection is open.
	next       *call
	response   *http.Response
	reader     *eventReader
	event      DiscoveryEvent
	lastID     int64
	reconnects int
	err        error
	isDone     bool
	isClosed   atomic.Bool
}

// Stream runs a discovery and reads its events as they come. It costs one discovery. Nothing is sent before the first
// Next. The options may be nil.
func (s *Skanyr) Stream(ctx context.Context, pageURL string, with *StreamOptions, options ...CallOption) *Stream {
	body := map[string]any{"url": pageURL}
	if with != nil {
		set(body, "max_requests", with.MaxRequests)
		set(body, "site_hierarchy_artifact_id", with.SiteHierarchyArtifactID)
	}
	return newStream(ctx, s, Request{Method: http.MethodPost, Body: body}, []string{"discover", "stream"}, options)
}

// StreamPage discovers one page and what it loads, not the site, and reads the events as they come. It costs one
// discovery. Nothing is sent before the first Next.
func (s *Skanyr) StreamPage(ctx context.Context, pageURL string, options ...CallOption) *Stream {
	request := Request{Method: http.MethodPost, Body: map[string]any{"url": pageURL}}
	return newStream(ctx, s, request, pagePath, options)
}

// Follow reads the events of a discovery that runs or has ended, from the first. It costs nothing.
func (s *Skanyr) Follow(ctx context.Context, discoveryID string, options ...CallOption) *Stream {
	return newStream(ctx, s, Request{Method: http.MethodGet}, eventsPath(discoveryID), options)
}

func newStream(ctx context.Context, s *Skanyr, request Request, path []string, options []CallOption) *Stream {
	stream := &Stream{transport: s.transport, base: s.base}
	request.Header = http.Header{"Accept": {"text/event-stream"}}
	if request.Path, stream.err = pathOf(s.base, path...); stream.err == nil {
		stream.next, stream.err = s.transport.prepare(request, options)
	}
	if stream.err != nil {
		stream.isDone = true
		return stream
	}
	stream.deadline = newDeadline(ctx, stream.next.timeout)
	stream.deadline.pause()
	return stream
}

// Next waits for an event. It is false where the stream has ended, or cannot go on: see Err.
func (s *Stream) Next() bool {
	if s.isDone || s.isClosed.Load() {
		return false
	}
	// The time that the caller spends on an event is no silence of the service.
	s.deadline.restart()
	event, err := s.read()
	s.deadline.pause()
	s.event = event
	if err != nil || event.Type == "done" {
		s.finish(err)
	}
	return err == nil
}

// Event is what the last Next has read.
func (s *Stream) Event() DiscoveryEvent { return s.event }

// Err says why the stream could not go on. It is nil after done and after Close.
func (s *Stream) Err() error { return s.err }

// Close closes the connection; then the service stops the work. It may be called while another goroutine waits in Next,
// and more than once.
func (s *Stream) Close() error {
	s.isClosed.Store(true)
	if s.deadline != nil {
		s.deadline.end()
	}
	return nil
}

// All is an iter.Seq2[DiscoveryEvent, error], for a loop from Go 1.23 on. It closes the stream when the loop ends; an
// error is the last thing that it yields.
//
//	for event, err := range stream.All() {
func (s *Stream) All() func(yield func(DiscoveryEvent, error) bool) {
	return func(yield func(DiscoveryEvent, error) bool) {
		defer s.Close()
		for s.Next() {
			if !yield(s.event, nil) {
				return
			}
		}
		if s.err != nil {
			yield(DiscoveryEvent{}, s.err)
		}
	}
}

func (s *Stream) finish(err error) {
	s.isDone = true
	if !s.isClosed.Load() {
		s.err = err
	}
	s.deadline.end()
	s.disconnect()
}

func (s *Stream) disconnect() {
	if s.response != nil {
		s.response.Body.Close()
	}
	s.response = nil
}

// read gives the next new event, over as many connections as it takes.
func (s *Stream) read() (DiscoveryEvent, error) {
	for {
		event, err := s.receive()
		if err == nil && event.ID != 0 && event.ID <= s.lastID {
			continue
		}
		if err == nil {
			return event, s.accept(event)
		}
		s.disconnect()
		if over := s.deadline.over(); over != nil {
			return DiscoveryEvent{}, over
		}
		var cut *ConnectionError
		s.reconnects++
		if !errors.As(err, &cut) || s.reconnects > maxReconnects {
			return DiscoveryEvent{}, err
		}
		s.next.Header.Set("Last-Event-ID", strconv.FormatInt(s.lastID, 10))
		wait := jitter.UpTo(time.Duration(s.reconnects) * backoff)
		if err := s.deadline.sleep(wait); err != nil {
			return DiscoveryEvent{}, err
		}
	}
}

// receive reads one event, from a new connection where none is open.
func (s *Stream) receive() (DiscoveryEvent, error) {
	if s.response == nil {
		response, err := s.transport.open(s.next, s.deadline)
		if err != nil {
			return DiscoveryEvent{}, err
		}
		s.response = response
		if !isEventStream(response.Header) {
			return DiscoveryEvent{}, notOurs(response, "The answer is not a stream of events.")
		}
		s.reader = newEventReader(response.Body, s.deadline.restart)
	}
	return s.reader.next()
}

// accept notes where the stream is. An error event is returned as the error of its class.
func (s *Stream) accept(event DiscoveryEvent) error {
	if event.ID != 0 {
		s.lastID = event.ID
	}
	s.reconnects = 0
	if event.Type == "error" {
		return errorOf(0, event.Metadata, nil)
	}
	if id, ok := event.Metadata["discovery_id"].(string); ok {
		// From here on the discovery is followed, so that no second one is started.
		path, err := pathOf(s.base, eventsPath(id)...)
		if err != nil {
			return err
		}
		follow := Request{Method: http.MethodGet, Path: path, Header: http.Header{"Accept": {"text/event-stream"}}}
		s.next = &call{Request: follow, timeout: s.next.timeout}
	}
	return nil
}
