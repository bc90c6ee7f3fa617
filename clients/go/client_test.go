package kloakd_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kloakd/kloakd-go"
)

const discovery = `{"success":true,"discovery_id":"d1","endpoints":[],"quota":{"limit":null,"used":1}}`

func TestASettingThatIsMissingOrWrongIsAConfigurationErrorThatNamesIt(t *testing.T) {
	for _, name := range []string{"KLOAKD_API_KEY", "KLOAKD_ORG_ID", "KLOAKD_BASE_URL"} {
		t.Setenv(name, "")
	}
	for name, test := range map[string]struct {
		config kloakd.Config
		says   string
	}{
		"no key":         {kloakd.Config{OrganizationID: organization, BaseURL: "https://x.example"}, "KLOAKD_API_KEY"},
		"no base URL":    {kloakd.Config{APIKey: key, OrganizationID: organization}, "KLOAKD_BASE_URL"},
		"another scheme": {kloakd.Config{APIKey: key, OrganizationID: organization, BaseURL: "ftp://x.example"}, "ftp://x.example"},
		"no host":        {kloakd.Config{APIKey: key, OrganizationID: organization, BaseURL: "https:///"}, "BaseURL"},
		"a line break":   {kloakd.Config{APIKey: key + "\n", OrganizationID: organization, BaseURL: "https://x.example"}, "line break"},
	} {
		_, err := kloakd.New(test.config)
		var wrong *kloakd.ConfigurationError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, test.says) || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMustNewPanicsWhereNewFails(t *testing.T) {
	t.Setenv("KLOAKD_API_KEY", "")
	defer func() {
		if _, ok := recover().(*kloakd.ConfigurationError); !ok {
			t.Error("it did not panic with a ConfigurationError")
		}
	}()
	kloakd.MustNew(kloakd.Config{})
}

func TestManyGoroutinesShareOneClient(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("RateLimit", `"burst";r=5;t=1`)
		sendJSON(200, discovery)(w, r)
	})
	client := service.client(t, nil)
	var group sync.WaitGroup
	for i := 0; i < 50; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := client.Skanyr.Discover(context.Background(), "https://shop.example/", nil); err != nil {
				t.Error(err)
			}
			if limits := client.RateLimits(); len(limits) != 1 || limits[0].Remaining != 5 {
				t.Errorf("the limits are %+v", limits)
			}
		}()
	}
	group.Wait()
	keys := map[string]bool{}
	for _, request := range service.seen() {
		keys[request.Header.Get("Idempotency-Key")] = true
	}
	if len(keys) != 50 {
		t.Errorf("50 calls had %d keys", len(keys))
	}
}

func TestCallsOneAfterTheOtherShareAConnectionAlsoAfterAnError(t *testing.T) {
	service := newService(t, sendJSON(404, `{"error":"NotFoundError","code":"not_found"}`))
	client := service.client(t, nil)
	for i := 0; i < 10; i++ {
		client.Skanyr.Get(context.Background(), "d1")
	}
	if service.connections != 1 {
		t.Errorf("10 calls took %d connections", service.connections)
	}
}

func TestABodyIsNotSentMoreOftenThanTheRetriesSayOnAConnectionThatWasUsedBefore(t *testing.T) {
	first := true
	service := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if first {
			first = false
			sendJSON(200, discovery)(w, r)
			return
		}
		panic(http.ErrAbortHandler)
	})
	client := service.client(t, func(c *kloakd.Config) { c.MaxRetries = 1 })
	client.Skanyr.Discover(context.Background(), "https://shop.example/", nil)
	_, err := client.Skanyr.Discover(context.Background(), "https://shop.example/", nil)
	var cut *kloakd.ConnectionError
	if !errors.As(err, &cut) || errors.Unwrap(cut) == nil {
		t.Errorf("the error is %v", err)
	}
	if requests := len(service.seen()); requests != 3 {
		t.Errorf("%d requests came instead of 1 and 2", requests)
	}
}

func TestNegativeMaxRetriesNeverTryAgain(t *testing.T) {
	service := newService(t, sendJSON(503, `{"error":"ApiError","code":"overloaded"}`))
	client := service.client(t, func(c *kloakd.Config) { c.MaxRetries = -1 })
	_, err := client.Skanyr.Health(context.Background())
	if !errors.Is(err, kloakd.CodeOverloaded) || len(service.seen()) != 1 {
		t.Errorf("%v after %d requests", err, len(service.seen()))
	}
}

func TestACallersDeadlineIsNotWaitedPast(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "60")
		sendJSON(429, `{"error":"RateLimitError","code":"rate_limited"}`)(w, r)
	})
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	_, err := service.client(t, nil).Skanyr.Health(ctx)
	var limited *kloakd.RateLimitError
	if !errors.As(err, &limited) || limited.RetryAfter != time.Minute || ctx.Err() != nil {
		t.Errorf("the error is %v", err)
	}
}

func TestTheEndOfTheCallersContextIsToldFromTheClientsOwnTimeout(t *testing.T) {
	service := newService(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	client := service.client(t, nil)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	var timeout *kloakd.TimeoutError
	_, err := client.Skanyr.Health(ctx)
	if !errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) {
		t.Errorf("the caller's deadline gives %v", err)
	}
	_, err = client.Skanyr.Health(context.Background(), kloakd.WithTimeout(50*time.Millisecond))
	if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("the client's timeout gives %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	cancel()
	if _, err = client.Skanyr.Health(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended gives %v", err)
	}
}

func TestAnAnswerOfAnotherShapeIsAnError(t *testing.T) {
	service := newService(t, sendJSON(200, `{"endpoints":"many"}`))
	if result, err := service.client(t, nil).Skanyr.Get(context.Background(), "d1"); err == nil {
		t.Errorf("the result is %+v", result)
	}
}

func TestAHeaderOfACallersOwnReplacesTheClientsInAnySpelling(t *testing.T) {
	service := newService(t, sendJSON(200, `{}`))
	request := kloakd.Request{Method: "GET", Path: "/x", Header: http.Header{"accept": {"text/plain"}}}
	if _, err := service.client(t, nil).Do(context.Background(), request); err != nil {
		t.Fatal(err)
	}
	if accept := service.seen()[0].Header.Values("Accept"); len(accept) != 1 || accept[0] != "text/plain" {
		t.Errorf("Accept is %q", accept)
	}
}

func TestAQuotaWithoutALimitIsToldFromAQuotaOfZero(t *testing.T) {
	service := newService(t, sendJSON(200, `{"quota":{"limit":null,"remaining":0}}`))
	result, err := service.client(t, nil).Skanyr.Get(context.Background(), "d1")
	if err != nil {
		t.Fatal(err)
	}
	if result.Quota.Limit != nil || result.Quota.Remaining == nil {
		t.Errorf("the quota is %+v", result.Quota)
	}
}
