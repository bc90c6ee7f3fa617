package kloakd

import "context"

// EndpointIterator reads every endpoint of a discovery, page by page. One goroutine may use it.
//
//	for endpoints.Next() {
//		fmt.Println(endpoints.Endpoint().URL)
//	}
//	if err := endpoints.Err(); err != nil {
//		return err
//	}
type EndpointIterator struct {
	load    func(offset int) (*Discovery, error)
	page    []Endpoint
	index   int
	offset  int
	hasMore bool
	err     error
}

// Endpoints runs a discovery and gives all its endpoints, from with.Offset on. All pages carry one Idempotency-Key, so
// that a slow reader is not charged for a second discovery. Nothing is sent before the first Next. The options may be nil.
func (s *Skanyr) Endpoints(ctx context.Context, pageURL string, with *DiscoverOptions, options ...CallOption) *EndpointIterator {
	var first int
	if with != nil {
		first = with.Offset
	}
	body := with.body(pageURL)
	options = append([]CallOption{WithIdempotencyKey(newKey())}, options...)
	load := func(offset int) (*Discovery, error) {
		body["offset"] = offset
		return post[Discovery](ctx, s, []string{"discover"}, body, options)
	}
	return &EndpointIterator{load: load, index: -1, offset: first, hasMore: true}
}

// Next reads an endpoint. It is false after the last one, and where the next page cannot be read: see Err.
func (i *EndpointIterator) Next() bool {
	i.index++
	if i.index < len(i.page) {
		return true
	}
	if !i.hasMore {
		return false
	}
	page, err := i.load(i.offset)
	if err != nil {
		i.page, i.hasMore, i.err = nil, false, err
		return false
	}
	i.page, i.index = page.Endpoints, 0
	i.offset += len(page.Endpoints)
	i.hasMore = page.HasMore && len(page.Endpoints) > 0
	return len(page.Endpoints) > 0
}

// Endpoint is what the last Next has read.
func (i *EndpointIterator) Endpoint() Endpoint { return i.page[i.index] }

// Err says why the next page could not be read.
func (i *EndpointIterator) Err() error { return i.err }

// All is an iter.Seq2[Endpoint, error], for a loop from Go 1.23 on. An error is the last thing that it yields.
//
//	for endpoint, err := range endpoints.All() {
func (i *EndpointIterator) All() func(yield func(Endpoint, error) bool) {
	return func(yield func(Endpoint, error) bool) {
		for i.Next() {
			if !yield(i.Endpoint(), nil) {
				return
			}
		}
		if i.err != nil {
			yield(Endpoint{}, i.err)
		}
	}
}
