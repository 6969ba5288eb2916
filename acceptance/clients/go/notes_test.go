package clients

import (
	"net/http"
	"reflect"
	"runtime"
	"strings"
	"sync"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
)

// notes is the SDK's way to the network, and remembers which methods of the API took it.
type notes struct {
	mutex  sync.Mutex
	called map[string]bool
}

func newNotes() *notes {
	return &notes{called: map[string]bool{"Regions": true}} // asks nobody
}

// Do sends the request, and notes the outermost method of the API that is under way.
func (n *notes) Do(request *http.Request) (*http.Response, error) {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	method := ""
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if _, name, found := strings.Cut(frame.Function, "container/v1.(*API)."); found {
			method, _, _ = strings.Cut(name, ".")
		}
	}
	n.mutex.Lock()
	n.called[method] = true
	n.mutex.Unlock()
	return http.DefaultClient.Do(request)
}

// untried are the methods of the API that nobody called.
func (n *notes) untried() []string {
	var untried []string
	methods := reflect.TypeFor[*container.API]()
	for i := range methods.NumMethod() {
		if name := methods.Method(i).Name; !n.called[name] {
			untried = append(untried, name)
		}
	}
	return untried
}
