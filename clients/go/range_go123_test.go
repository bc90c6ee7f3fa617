//go:build go1.23

package kloakd_test

import (
	"context"
	"fmt"
	"iter"
	"testing"

	"github.com/kloakd/kloakd-go"
)

func TestStreamsAndEndpointsAreIterators(t *testing.T) {
	client := kloakd.MustNew(kloakd.Config{})
	var events iter.Seq2[kloakd.DiscoveryEvent, error] = client.Skanyr.Follow(context.Background(), "d1").All()
	var endpoints iter.Seq2[kloakd.Endpoint, error] = client.Skanyr.Endpoints(context.Background(), page, nil).All()
	count := 0
	for _, err := range events {
		if err != nil {
			t.Fatal(err)
		}
		count++
	}
	for _, err := range endpoints {
		if err != nil {
			t.Fatal(err)
		}
		count++
	}
	if count != 5 {
		t.Errorf("there are %d items", count)
	}
}

func TestTheLoopOfTheReadmePrintsEvents(t *testing.T) {
	if err := printEvents(kloakd.MustNew(kloakd.Config{}).Skanyr.Stream(context.Background(), page, nil)); err != nil {
		t.Error(err)
	}
}

func printEvents(stream *kloakd.Stream) error {
	for event, err := range stream.All() {
		if err != nil {
			return err
		}
		fmt.Println(event.Type)
	}
	return nil
}
