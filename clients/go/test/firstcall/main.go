// Command firstcall is the README's first call, as a program of its own.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/kloakd/kloakd-go"
)

func main() {
	client := kloakd.MustNew(kloakd.Config{})
	discovery, err := client.Skanyr.Discover(context.Background(), "https://shop.example/", nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, endpoint := range discovery.Endpoints {
		fmt.Println(endpoint.Method, endpoint.URL)
	}
}
