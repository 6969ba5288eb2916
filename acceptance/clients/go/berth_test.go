// Package clients tries Scaleway's SDK for Go with a Berth that its environment leads to.
package clients

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
	"github.com/scaleway/scaleway-sdk-go/scw"
)

// patience is what a slow machine may take.
const patience = 2 * time.Minute

var (
	image = os.Getenv("BERTH_SAMPLE_IMAGE") // answers the variable GREETING
	noted = newNotes()
	api   = container.NewAPI(client())
	often = scw.TimeDurationPtr(500 * time.Millisecond)
)

func client(options ...scw.ClientOption) *scw.Client {
	made, err := scw.NewClient(append([]scw.ClientOption{scw.WithEnv(), scw.WithHTTPClient(noted)}, options...)...)
	if err != nil {
		panic(err)
	}
	return made
}

func TestMain(m *testing.M) {
	status := m.Run()
	if untried := noted.untried(); status == 0 && len(untried) > 0 {
		fmt.Println("methods of the API that were left untried:", untried)
		status = 1
	}
	os.Exit(status)
}

// must is what a call answers, as in must(api.GetNamespace(...))(t), and fails the test when the call failed.
func must[T any](result T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
}

func equal[T comparable](t *testing.T, what string, actual, expected T) {
	t.Helper()
	if actual != expected {
		t.Fatalf("%s is %v, not %v", what, actual, expected)
	}
}

// namespace is ready.
func namespace(t *testing.T, name string) *container.Namespace {
	t.Helper()
	made := must(api.CreateNamespace(&container.CreateNamespaceRequest{Name: name}))(t)
	return must(api.WaitForNamespace(&container.WaitForNamespaceRequest{NamespaceID: made.ID, RetryInterval: often}))(t)
}

// running is a container alone in a namespace of the same name, ready.
func running(t *testing.T, name string, environment map[string]string) *container.Container {
	t.Helper()
	made := must(api.CreateContainer(&container.CreateContainerRequest{
		NamespaceID: namespace(t, name).ID, Name: name, Image: image, EnvironmentVariables: environment,
	}))(t)
	return must(api.WaitForContainer(&container.WaitForContainerRequest{ContainerID: made.ID, RetryInterval: often}))(t)
}

// answers waits until a container answers that. Its name is sent to the gateway as it is: not every machine resolves it.
func answers(t *testing.T, endpoint, expected string) {
	t.Helper()
	eventually(t, func() (string, bool) {
		address := must(url.Parse(endpoint))(t)
		request := must(http.NewRequest(http.MethodGet, "http://127.0.0.1:"+os.Getenv("BERTH_GATEWAY_PORT"), nil))(t)
		request.Host = address.Host
		response := must(http.DefaultClient.Do(request))(t)
		defer response.Body.Close()
		body := strings.TrimSpace(string(must(io.ReadAll(response.Body))(t)))
		return body, body == expected
	})
}

// eventually asks again until the answer is right.
func eventually(t *testing.T, question func() (string, bool)) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		answer, right := question()
		if right {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("still %s after %s", answer, patience)
		}
	}
}

// gone waits until there is no such thing.
func gone(t *testing.T, get func() error) {
	t.Helper()
	eventually(t, func() (string, bool) {
		err := get()
		_, right := err.(*scw.ResourceNotFoundError)
		return fmt.Sprint(err), right
	})
}
