import { PAGE_SIZE, type CodeInput } from './input.ts';
import { escapeByCodePoint as escape } from './quote.ts';

/** A Go program of one file that requests the discovery. */
export function goCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'os.Getenv("KLOAKD_API_KEY")' : `"${escape(apiKey)}"`;
  const organization =
    apiKey === null ? 'os.Getenv("KLOAKD_ORG_ID")' : `"${escape(organizationId)}"`;
  return `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	apiKey := ${key}
	organization := ${organization}
	client := &http.Client{Timeout: 30 * time.Second}

	// All pages are of one discovery.
	for offset, hasMore := 0, true; hasMore; offset += ${PAGE_SIZE} {
		body, err := json.Marshal(map[string]any{
			"url": "${escape(url)}", "limit": ${PAGE_SIZE}, "offset": offset,
		})
		if err != nil {
			log.Fatal(err)
		}
		endpoint := "${escape(baseUrl)}/api/v1/organizations/" + organization + "/skanyr/discover"
		request, err := http.NewRequest("POST", endpoint, bytes.NewReader(body))
		if err != nil {
			log.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+apiKey)
		request.Header.Set("X-Kloakd-Organization", organization)
		request.Header.Set("Content-Type", "application/json")

		response, err := client.Do(request)
		if err != nil {
			log.Fatal(err)
		}
		if response.StatusCode != http.StatusOK {
			io.Copy(os.Stderr, response.Body)
			log.Fatal(response.Status)
		}
		var page struct {
			Endpoints []struct{ Method, URL string }
			HasMore   bool \`json:"has_more"\`
		}
		if err := json.NewDecoder(response.Body).Decode(&page); err != nil {
			log.Fatal(err)
		}
		response.Body.Close()
		for _, found := range page.Endpoints {
			fmt.Println(found.Method, found.URL)
		}
		hasMore = page.HasMore
	}
}
`;
}
