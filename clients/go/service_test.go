package kloakd_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/kloakd/kloakd-go"
)

const (
	key          = "sk-test-secret"
	organization = "11111111-2222-4333-8444-555555555555"
)

// service is a server of the API for one test. It counts what reaches it.
type service struct {
	*httptest.Server
	mutex       sync.Mutex
	requests    []*http.Request
	connections int
}

func newService(t *testing.T, answer http.HandlerFunc) *service {
	s := &service{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mutex.Lock()
		s.requests = append(s.requests, r)
		s.mutex.Unlock()
		answer(w, r)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.mutex.Lock()
			s.connections++
			s.mutex.Unlock()
		}
	}
	s.Start()
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

func (s *service) seen() []*http.Request {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.requests
}

// client has connections of its own, so that no test meets those of another.
func (s *service) client(t *testing.T, change func(*kloakd.Config)) *kloakd.Client {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	config := kloakd.Config{
		APIKey:         key,
		OrganizationID: organization,
		BaseURL:        s.URL,
		HTTPClient:     &http.Client{Transport: transport},
	}
	if change != nil {
		change(&config)
	}
	client, err := kloakd.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func sendJSON(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

const (
	started = `id: 1` + "\n" + `data: {"type":"started","metadata":{"discovery_id":"d1"}}` + "\n\n"
	found   = `id: 2` + "\n" + `data: {"type":"endpoint_found","endpoint_url":"https://shop.example/api/items","api_type":"rest",` +
		`"metadata":{"url":"https://shop.example/api/items","method":"GET","api_type":"rest","confidence":0.9,"parameters":{"query":["page"]}}}` + "\n\n"
	done = `id: 3` + "\n" + `data: {"type":"done","metadata":{"total_endpoints":1}}` + "\n\n"
)

// sendEvents sends texts, and then nothing until the client has gone; gone is closed then.
func sendEvents(gone chan<- struct{}, texts ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		for _, text := range texts {
			fmt.Fprint(w, text)
		}
		w.(http.Flusher).Flush()
		<-r.Context().Done()
		close(gone)
	}
}

func wait(t *testing.T, what string, event <-chan struct{}) {
	t.Helper()
	select {
	case <-event:
	case <-time.After(20 * time.Second):
		t.Fatalf("%s did not happen", what)
	}
}
