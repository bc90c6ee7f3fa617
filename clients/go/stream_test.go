package kloakd_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/kloakd/kloakd-go"
)

const page = "https://shop.example/"

func TestACallersContextEndsAStreamThatWaits(t *testing.T) {
	gone := make(chan struct{})
	client := newService(t, sendEvents(gone, started)).client(t, nil)
	ctx, cancel := context.WithCancel(context.Background())
	stream := client.Skanyr.Stream(ctx, page, nil)
	if !stream.Next() {
		t.Fatal(stream.Err())
	}
	time.AfterFunc(20*time.Millisecond, cancel)
	if stream.Next() || !errors.Is(stream.Err(), context.Canceled) {
		t.Errorf("the error is %v", stream.Err())
	}
	wait(t, "closing the connection", gone)
}

func TestCloseEndsAStreamThatAnotherGoroutineReadsAndIsNoError(t *testing.T) {
	gone := make(chan struct{})
	client := newService(t, sendEvents(gone, started)).client(t, nil)
	stream := client.Skanyr.Stream(context.Background(), page, nil)
	if !stream.Next() {
		t.Fatal(stream.Err())
	}
	time.AfterFunc(20*time.Millisecond, func() { stream.Close() })
	if stream.Next() || stream.Err() != nil {
		t.Errorf("the error is %v", stream.Err())
	}
	wait(t, "closing the connection", gone)
	if stream.Close(); stream.Next() {
		t.Error("a closed stream went on")
	}
}

func TestLeavingALoopOverAllClosesTheConnection(t *testing.T) {
	gone := make(chan struct{})
	client := newService(t, sendEvents(gone, started, found)).client(t, nil)
	client.Skanyr.Stream(context.Background(), page, nil).All()(func(event kloakd.DiscoveryEvent, err error) bool {
		return false
	})
	wait(t, "closing the connection", gone)
}

func TestAllYieldsTheErrorLast(t *testing.T) {
	client := newService(t, sendJSON(401, `{"error":"AuthenticationError","code":"key_unknown"}`)).client(t, nil)
	var errs []error
	client.Skanyr.Stream(context.Background(), page, nil).All()(func(_ kloakd.DiscoveryEvent, err error) bool {
		errs = append(errs, err)
		return true
	})
	if len(errs) != 1 || !errors.Is(errs[0], kloakd.CodeKeyUnknown) {
		t.Errorf("the errors are %v", errs)
	}
}

func TestAStreamThatIsNotReadSendsNothing(t *testing.T) {
	service := newService(t, sendJSON(200, `{}`))
	stream := service.client(t, nil).Skanyr.Stream(context.Background(), page, nil)
	stream.Close()
	if stream.Next() || len(service.seen()) != 0 {
		t.Error("a request was sent")
	}
}

func TestTheTimeThatACallerSpendsOnAnEventIsNoSilence(t *testing.T) {
	isWanted := make(chan struct{})
	service := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, started)
		w.(http.Flusher).Flush()
		<-isWanted
		fmt.Fprint(w, done)
	})
	stream := service.client(t, nil).Skanyr.Stream(context.Background(), page, nil, kloakd.WithTimeout(500*time.Millisecond))
	defer stream.Close()
	if !stream.Next() {
		t.Fatal(stream.Err())
	}
	time.Sleep(600 * time.Millisecond)
	close(isWanted)
	if !stream.Next() || len(service.seen()) != 1 {
		t.Errorf("it ended after %d requests: %v", len(service.seen()), stream.Err())
	}
}

func TestTheMetadataOfAFoundEndpointIsAnEndpoint(t *testing.T) {
	client := newService(t, sendEvents(make(chan struct{}), found)).client(t, nil)
	stream := client.Skanyr.Follow(context.Background(), "d1")
	defer stream.Close()
	if !stream.Next() {
		t.Fatal(stream.Err())
	}
	var endpoint kloakd.Endpoint
	if err := stream.Event().Decode(&endpoint); err != nil {
		t.Fatal(err)
	}
	if endpoint.Method != "GET" || endpoint.Confidence != 0.9 || endpoint.Parameters.Query[0] != "page" {
		t.Errorf("it is %+v", endpoint)
	}
}

func TestAnEventWithoutEndIsCutOff(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		line := append([]byte("data: "), make([]byte, 1<<20)...)
		for i := range line[6:] {
			line[6+i] = 'a'
		}
		for r.Context().Err() == nil {
			w.Write(append(line, '\n'))
		}
	})
	stream := service.client(t, nil).Skanyr.Stream(context.Background(), page, nil)
	if stream.Next() || stream.Err() == nil || len(service.seen()) != 1 {
		t.Errorf("%v after %d requests", stream.Err(), len(service.seen()))
	}
}

func TestAnErrorOfALaterPageComesAfterTheEndpointsBeforeIt(t *testing.T) {
	calls := 0
	service := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if calls++; calls == 1 {
			sendJSON(200, `{"endpoints":[{"method":"GET"}],"has_more":true}`)(w, r)
			return
		}
		sendJSON(404, `{"error":"NotFoundError","code":"not_found"}`)(w, r)
	})
	endpoints := service.client(t, nil).Skanyr.Endpoints(context.Background(), page, nil)
	var got []error
	endpoints.All()(func(_ kloakd.Endpoint, err error) bool {
		got = append(got, err)
		return true
	})
	if len(got) != 2 || got[0] != nil || !errors.Is(got[1], kloakd.CodeNotFound) || endpoints.Next() || len(service.seen()) != 2 {
		t.Errorf("it yielded %v", got)
	}
}
