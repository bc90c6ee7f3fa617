package kloakd_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/kloakd/kloakd-go"
)

func TestNoTextFormShowsTheKey(t *testing.T) {
	service := newService(t, sendJSON(401, `{"error":"AuthenticationError","code":"key_unknown"}`))
	config := kloakd.Config{APIKey: key, OrganizationID: organization, BaseURL: service.URL}
	client := kloakd.MustNew(config)
	_, refused := client.Skanyr.Health(context.Background())
	unreachable := service.client(t, func(c *kloakd.Config) { c.BaseURL, c.MaxRetries = "http://127.0.0.1:1", -1 })
	_, failed := unreachable.Skanyr.Health(context.Background())
	if refused == nil || failed == nil {
		t.Fatal("there is no error")
	}
	stream := client.Skanyr.Stream(context.Background(), page, nil)
	defer stream.Close()
	for _, thing := range []any{config, &config, []kloakd.Config{config}, client, client.Skanyr, *client.Skanyr, stream, refused, failed} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%T"} {
			if text := fmt.Sprintf(verb, thing); shows(text) {
				t.Errorf("%s of a %T is %s", verb, thing, text)
			}
		}
		if text, _ := json.Marshal(thing); shows(string(text)) {
			t.Errorf("the JSON of a %T is %s", thing, text)
		}
	}
}

func shows(text string) bool {
	return strings.Contains(text, key) || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", key))
}

func TestNoFieldOfAClientOrAnOpenStreamLeadsToTheKey(t *testing.T) {
	gone := make(chan struct{})
	client := newService(t, sendEvents(gone, started)).client(t, func(c *kloakd.Config) { c.HTTPClient = nil })
	stream := client.Skanyr.Stream(context.Background(), page, nil)
	defer stream.Close()
	if !stream.Next() {
		t.Fatal(stream.Err())
	}
	walked := map[uintptr]bool{}
	if path := pathToKey(reflect.ValueOf(stream), walked); path != "" {
		t.Errorf("the key is in stream%s", path)
	}
	if path := pathToKey(reflect.ValueOf(client), walked); path != "" {
		t.Errorf("the key is in client%s", path)
	}
	if len(walked) < 10 {
		t.Errorf("only %d things were looked at", len(walked))
	}
}

// pathToKey looks at all that a debugger or a dumper sees, exported or not, except what net/http keeps of connections.
func pathToKey(value reflect.Value, walked map[uintptr]bool) string {
	switch value.Kind() {
	case reflect.String:
		if strings.Contains(value.String(), key) {
			return " = " + value.String()
		}
	case reflect.Interface, reflect.Pointer:
		if value.IsNil() || value.Kind() == reflect.Pointer && walked[value.Pointer()] {
			return ""
		}
		if value.Kind() == reflect.Pointer {
			walked[value.Pointer()] = true
		}
		return pathToKey(value.Elem(), walked)
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			if path := pathToKey(value.Field(i), walked); path != "" {
				return "." + value.Type().Field(i).Name + path
			}
		}
	case reflect.Slice, reflect.Array:
		if value.Type().Elem().Kind() == reflect.Uint8 {
			return ""
		}
		for i := 0; i < value.Len(); i++ {
			if path := pathToKey(value.Index(i), walked); path != "" {
				return "[]" + path
			}
		}
	case reflect.Map:
		for _, name := range value.MapKeys() {
			if path := pathToKey(value.MapIndex(name), walked); path != "" {
				return "[" + fmt.Sprint(name) + "]" + path
			}
		}
	}
	return ""
}
