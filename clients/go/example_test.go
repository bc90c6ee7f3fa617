package kloakd_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/kloakd/kloakd-go"
)

// The examples read key, organization and base URL from the environment, as a program does. They call this server.
func TestMain(m *testing.M) {
	server := httptest.NewServer(http.HandlerFunc(answerExample))
	os.Setenv("KLOAKD_API_KEY", "sk-test-example")
	os.Setenv("KLOAKD_ORG_ID", "11111111-2222-4333-8444-555555555555")
	os.Setenv("KLOAKD_BASE_URL", server.URL)
	code := m.Run()
	server.Close()
	os.Exit(code)
}

func answerExample(w http.ResponseWriter, r *http.Request) {
	var body struct {
		URL    string
		Offset int
	}
	json.NewDecoder(r.Body).Decode(&body)
	w.Header().Set("RateLimit", `"lifetime";r=9`)
	path := r.URL.Path[strings.LastIndex(r.URL.Path, "/"):]
	switch {
	case path == "/stream" || path == "/events":
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, started, found, done)
	case path == "/render":
		sendJSON(404, `{"error":"NotFoundError","code":"module_not_installed","detail":"This server has no evadr.","request_id":"req-1"}`)(w, r)
	case strings.Contains(body.URL, "10.0.0.1"):
		sendJSON(422, `{"error":"ValidationError","code":"private_address","detail":"This is a private address.","field":"url"}`)(w, r)
	case body.Offset == 0:
		sendJSON(200, `{"discovery_id":"d1","charged":true,"total":2,"has_more":true,"endpoints":[{"method":"GET","url":"https://shop.example/api/items"}]}`)(w, r)
	default:
		sendJSON(200, `{"discovery_id":"d1","total":2,"endpoints":[{"method":"POST","url":"https://shop.example/api/carts"}]}`)(w, r)
	}
}

func Example() {
	client := kloakd.MustNew(kloakd.Config{})
	discovery, err := client.Skanyr.Discover(context.Background(), "https://shop.example/", nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, endpoint := range discovery.Endpoints {
		fmt.Println(endpoint.Method, endpoint.URL)
	}
	// Output: GET https://shop.example/api/items
}

func ExampleNew() {
	client, err := kloakd.New(kloakd.Config{
		APIKey:         "sk-test-example",
		OrganizationID: "11111111-2222-4333-8444-555555555555",
		BaseURL:        "https://play.example",
		Timeout:        2 * time.Minute,
	})
	fmt.Println(client, err)
	// Output: kloakd.Client{OrganizationID: "11111111-2222-4333-8444-555555555555", BaseURL: "https://play.example"} <nil>
}

func ExampleAPIStatusError() {
	client := kloakd.MustNew(kloakd.Config{})
	_, err := client.Skanyr.Discover(context.Background(), "http://10.0.0.1/", nil)

	var limited *kloakd.RateLimitError
	var invalid *kloakd.ValidationError
	var status *kloakd.APIStatusError
	switch {
	case errors.Is(err, kloakd.CodeLifetimeQuotaExhausted):
		fmt.Println("no discovery is left")
	case errors.As(err, &limited):
		fmt.Println("again in", limited.RetryAfter)
	case errors.As(err, &invalid):
		fmt.Println("wrong:", invalid.Field, invalid.Code)
	case errors.As(err, &status):
		fmt.Println("refused:", status.Status, status.Code, status.RequestID)
	case err != nil:
		fmt.Println("no answer:", err)
	}
	// Output: wrong: url private_address
}

func ExampleSkanyr_Stream() {
	client := kloakd.MustNew(kloakd.Config{})
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	stream := client.Skanyr.Stream(ctx, "https://shop.example/", nil)
	defer stream.Close()
	for stream.Next() {
		event := stream.Event()
		if event.Type == "endpoint_found" {
			var endpoint kloakd.Endpoint
			if err := event.Decode(&endpoint); err != nil {
				log.Fatal(err)
			}
			fmt.Println(endpoint.Method, endpoint.URL)
		}
	}
	if err := stream.Err(); err != nil {
		log.Fatal(err)
	}
	// Output: GET https://shop.example/api/items
}

func ExampleSkanyr_Endpoints() {
	client := kloakd.MustNew(kloakd.Config{})
	endpoints := client.Skanyr.Endpoints(context.Background(), "https://shop.example/", nil)
	for endpoints.Next() {
		fmt.Println(endpoints.Endpoint().Method, endpoints.Endpoint().URL)
	}
	if err := endpoints.Err(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// GET https://shop.example/api/items
	// POST https://shop.example/api/carts
}

func ExampleClient_Module() {
	client := kloakd.MustNew(kloakd.Config{})
	response, err := client.Module(context.Background(), "evadr", kloakd.Request{
		Method: http.MethodPost,
		Path:   "/render",
		Body:   map[string]any{"url": "https://shop.example/"},
	})
	if errors.Is(err, kloakd.CodeModuleNotInstalled) {
		fmt.Println(err)
		return
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status, response.Header, string(response.Body))
	// Output: kloakd: This server has no evadr. [module_not_installed]
}

func ExampleClient_RateLimits() {
	client := kloakd.MustNew(kloakd.Config{})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_, err := client.Skanyr.Discover(ctx, "https://shop.example/",
		&kloakd.DiscoverOptions{MaxRequests: 50},
		kloakd.WithTimeout(30*time.Second),
		kloakd.WithIdempotencyKey("nightly-2026-01-31"),
	)
	if err != nil {
		log.Fatal(err)
	}
	for _, limit := range client.RateLimits() {
		fmt.Println(limit.Name, limit.Remaining)
	}
	// Output: lifetime 9
}
