package kloakd_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/kloakd/kloakd-go"
)

// is tells whether errors.As finds an E in an error.
func is[E error](err error) bool {
	var found E
	return errors.As(err, &found)
}

func TestEveryRowOfTheErrorTableIsATypeOfItsOwnAndAnAPIStatusError(t *testing.T) {
	for _, row := range []struct {
		status int
		class  string
		isIt   func(error) bool
	}{
		{400, "ValidationError", is[*kloakd.ValidationError]},
		{401, "AuthenticationError", is[*kloakd.AuthenticationError]},
		{403, "ForbiddenError", is[*kloakd.ForbiddenError]},
		{403, "NotEntitledError", is[*kloakd.NotEntitledError]},
		{404, "NotFoundError", is[*kloakd.NotFoundError]},
		{413, "ValidationError", is[*kloakd.ValidationError]},
		{422, "ValidationError", is[*kloakd.ValidationError]},
		{428, "ApiError", is[*kloakd.APIError]},
		{429, "RateLimitError", is[*kloakd.RateLimitError]},
		{502, "UpstreamError", is[*kloakd.UpstreamError]},
		{503, "ApiError", is[*kloakd.APIError]},
	} {
		// A plain body: what the status alone says, for a proxy's error page. 403 and 503 have one meaning then.
		for _, body := range []string{fmt.Sprintf(`{"error":%q,"code":"a_code","request_id":"req-1"}`, row.class), `{}`} {
			service := newService(t, sendJSON(row.status, body))
			client := service.client(t, func(c *kloakd.Config) { c.MaxRetries = -1 })
			_, err := client.Skanyr.Health(context.Background())
			wrapped := fmt.Errorf("the caller's own words: %w", err)
			var status *kloakd.APIStatusError
			if !errors.As(wrapped, &status) || status.Status != row.status {
				t.Errorf("%d %s is no APIStatusError: %v", row.status, body, err)
			}
			if !row.isIt(wrapped) && !(body == `{}` && row.class == "NotEntitledError") {
				t.Errorf("%d %s is a %T", row.status, body, err)
			}
			if body != `{}` && (!errors.Is(wrapped, kloakd.Code("a_code")) || errors.Is(wrapped, kloakd.CodeNotFound)) {
				t.Errorf("%d %s does not compare by its code", row.status, body)
			}
		}
	}
}

func TestAnErrorTellsAllThatTheServiceSaid(t *testing.T) {
	service := newService(t, sendJSON(502, `{"error":"UpstreamError","code":"target_unreachable","detail":"No such host.",`+
		`"request_id":"req-1","charged":false,"stage":"dns","upgrade_url":"https://x.example/up","retry_after":1.5,"novelty":7}`))
	client := service.client(t, func(c *kloakd.Config) { c.MaxRetries = -1 })
	_, err := client.Skanyr.Health(context.Background())
	var upstream *kloakd.UpstreamError
	if !errors.As(err, &upstream) {
		t.Fatal(err)
	}
	if upstream.Stage != "dns" || upstream.Code != kloakd.CodeTargetUnreachable || upstream.RequestID != "req-1" ||
		upstream.Charged == nil || *upstream.Charged || upstream.UpgradeURL != "https://x.example/up" ||
		upstream.RetryAfter != 1500*time.Millisecond || upstream.Body["novelty"] != 7.0 {
		t.Errorf("it is %#v", upstream)
	}
	if text := upstream.Error(); text != "kloakd: No such host. [target_unreachable]" {
		t.Errorf("the text is %q", text)
	}
}
