package kloakd

import (
	"net/http"
	"testing"
	"time"
)

func TestRetryAfterIsReadInSecondsOrAsADate(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 500_000_000, time.UTC)
	for text, want := range map[string]time.Duration{
		"":                              0,
		"0":                             0,
		"-5":                            0,
		"soon":                          0,
		"12345678901":                   0,
		"7":                             7 * time.Second,
		"Thu, 01 Jan 2026 00:00:10 GMT": 10 * time.Second,
		"Wed, 31 Dec 2025 23:59:00 GMT": 0,
	} {
		if got := readRetryAfter(http.Header{"Retry-After": {text}}, now); got != want {
			t.Errorf("%q is %v instead of %v", text, got, want)
		}
	}
}

func TestTheWaitBetweenAttemptsGrowsToEightSecondsAndVaries(t *testing.T) {
	for attempt := 0; attempt < 80; attempt++ {
		most := maxBackoff
		if attempt < 4 {
			most = 500 * time.Millisecond << attempt
		}
		waits := map[time.Duration]bool{}
		for i := 0; i < 100; i++ {
			wait := jittered(attempt)
			if wait < 0 || wait >= most {
				t.Fatalf("attempt %d waits %v", attempt, wait)
			}
			waits[wait] = true
		}
		if len(waits) < 50 {
			t.Errorf("attempt %d waits %d different times of 100", attempt, len(waits))
		}
	}
}
