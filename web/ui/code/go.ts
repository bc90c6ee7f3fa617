import { quoteByCodePoint as quote, type CodeInput } from './input.ts';

/** A Go program of one file that requests the discovery. */
export function goCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'os.Getenv("KLOAKD_API_KEY")' : quote(apiKey);
  const organization = apiKey === null ? 'os.Getenv("KLOAKD_ORG_ID")' : quote(organizationId);
  return `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
${apiKey === null ? '\t"os"\n' : ''}	"time"
)

func main() {
	apiKey := ${key}
	organization := ${organization}

	body, err := json.Marshal(map[string]string{"url": ${quote(url)}})
	if err != nil {
		log.Fatal(err)
	}
	endpoint := ${quote(`${baseUrl}/api/v1/organizations/`)} + organization + "/skanyr/discover"
	request, err := http.NewRequest("POST", endpoint, bytes.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+apiKey)
	request.Header.Set("X-Kloakd-Organization", organization)
	request.Header.Set("Content-Type", "application/json")

	client := &http.Client{Timeout: 30 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s", response.Status, answer)
	}

	var discovery struct {
		Endpoints []struct{ Method, URL string }
	}
	if err := json.Unmarshal(answer, &discovery); err != nil {
		log.Fatal(err)
	}
	for _, found := range discovery.Endpoints {
		fmt.Println(found.Method, found.URL)
	}
}
`;
}
